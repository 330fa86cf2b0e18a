"""Print jobs and the book of what was printed: one job, the queue of a printer, the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, Select, and_, exists, func, or_, select, text

from webapp.labels import Fact, Label, Symbology
from webapp.models import (
    Device,
    LabelCarrier,
    LabelKind,
    LabelPaper,
    LabelPrint,
    Printer,
    PrintJob,
    PrintLanguage,
    PrintReason,
    WithdrawnLabel,
    Workstation,
)
from webapp.queries.paging import Page, cut, read_cursor, write_cursor
from webapp.queries.tables import named, users

PAGE = 50
ALL_AT_ONCE = 500
LIST = "labels"

prints = named(LabelPrint, "lp")
withdrawn = named(WithdrawnLabel, "wl")
jobs = named(PrintJob, "j")
printers = named(Printer, "pr")
stations = named(Workstation, "w")
devices = named(Device, "dv")


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job: what makes its document, for whom, and how far it is."""

    id: int
    output: PrintLanguage
    paper: LabelPaper
    dpi: int
    first_cell: int
    printer_id: int | None
    printer: str | None
    station: str | None
    task_id: int | None
    user_id: int
    user: str
    created_at: datetime
    taken_at: datetime | None
    done_at: datetime | None
    labels: int
    has_badges: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A label of a job, and how often it is on it."""

    label: Label
    copies: int


# What a scan asked for that was undone since is printed no more.
STANDS = ~exists().where(withdrawn.c.print_id == prints.c.id).correlate(prints)
COUNTED = (
    select(func.coalesce(func.sum(prints.c.copies), 0))
    .where(prints.c.job_id == jobs.c.id, STANDS)
    .correlate(jobs)
    .scalar_subquery()
)
BADGES = (
    select(func.count())
    .where(prints.c.job_id == jobs.c.id, prints.c.kind == LabelKind.BADGE)
    .correlate(jobs)
    .scalar_subquery()
)
JOBS = (
    select(
        *(jobs.c[name] for name in ("id", "output", "paper", "dpi", "first_cell", "printer_id")),
        printers.c.name.label("printer"),
        stations.c.code.label("station"),
        *(jobs.c[name] for name in ("task_id", "user_id")),
        users.c.name.label("user"),
        *(jobs.c[name] for name in ("created_at", "taken_at", "done_at")),
        COUNTED.label("labels"),
        BADGES.label("badges"),
    )
    .select_from(
        jobs.join(users, users.c.id == jobs.c.user_id)
        .outerjoin(printers, printers.c.id == jobs.c.printer_id)
        .outerjoin(stations, stations.c.id == jobs.c.station_id)
    )
    .order_by(jobs.c.id)
)


def job(connection: Connection, job_id: int) -> JobRow | None:
    """The job with this id, or None."""
    found = jobs_of(connection, JOBS.where(jobs.c.id == job_id))
    return found[0] if found else None


def jobs_of_task(connection: Connection, task_id: int) -> tuple[JobRow, ...]:
    """Every job with labels that the scans of a task made, those nobody has taken first."""
    found = jobs_of(connection, JOBS.where(jobs.c.task_id == task_id, COUNTED > 0))
    return tuple(sorted(found, key=lambda one: one.taken_at is not None))


def waiting_for(
    connection: Connection, printer: str, *, after: int = 0, most: int = PAGE
) -> tuple[JobRow, ...]:
    """The jobs that a printer has not done, the oldest first."""
    asked = JOBS.where(printers.c.name == printer, jobs.c.done_at.is_(None), jobs.c.id > after)
    return jobs_of(connection, asked.where(COUNTED > 0).limit(most))


def jobs_of(connection: Connection, statement: Select[Any]) -> tuple[JobRow, ...]:
    """The rows of a statement as jobs."""
    found = []
    for row in connection.execute(statement):
        values = dict(row._mapping)
        found.append(JobRow(**values | {"has_badges": bool(values.pop("badges"))}))
    return tuple(found)


READY = text(
    "select coalesce(sum(t.copies), 0) from print_jobs j join label_prints t on t.job_id = j.id"
    " where j.task_id = :task and j.printer_id is null and j.taken_at is null"
    " and not exists (select 1 from withdrawn_labels w where w.print_id = t.id)"
)


def labels_ready(connection: Connection, task_id: int) -> int:
    """How many labels of a task wait for somebody to open them."""
    return int(connection.execute(READY, {"task": task_id}).scalar_one())


LABELS = text(
    "select t.label, t.copies from label_prints t where t.job_id = :job"
    " and not exists (select 1 from withdrawn_labels w where w.print_id = t.id) order by t.id"
).columns(label=JSON)


def labels_of(connection: Connection, job_id: int) -> tuple[Printed, ...]:
    """The labels of a job as they were when it was made, without those taken back since."""
    rows = connection.execute(LABELS, {"job": job_id})
    return tuple(Printed(label_from(row.label), row.copies) for row in rows)


def kept(label: Label) -> dict[str, Any]:
    """A label as the book keeps it."""
    return {
        "title": label.title,
        "lines": list(label.lines),
        "text": label.text,
        "symbology": label.symbology.value,
        "kicker": label.kicker,
        "facts": [[fact.name, fact.value] for fact in label.facts],
        "beneath": label.beneath,
    }


def label_from(kept: dict[str, Any]) -> Label:
    """The label that the book keeps."""
    return Label(
        title=kept["title"],
        lines=tuple(kept["lines"]),
        text=kept["text"],
        symbology=Symbology(kept["symbology"]),
        kicker=kept["kicker"],
        facts=tuple(Fact(name, value) for name, value in kept["facts"]),
        beneath=kept["beneath"],
    )


# The log


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One entry of the book."""

    id: int
    job_id: int
    kind: LabelKind
    thing_id: int
    code: str
    text: str
    copies: int
    paper: LabelPaper
    carrier: LabelCarrier
    output: PrintLanguage
    printer: str | None
    station: str | None
    first: bool
    reason: PrintReason | None
    note: str | None
    user: str
    device: str | None
    recorded_at: datetime
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class PrintFilter:
    """What narrows the log; `since` and `until` are moments, `stands`: without what was undone."""

    job_id: int | None = None
    kind: LabelKind | None = None
    code: str | None = None
    user: str | None = None
    printer: str | None = None
    reprints: bool = False
    stands: bool = False
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> Iterator[Any]:
        """One condition per filter that is set."""
        if self.job_id is not None:
            yield prints.c.job_id == self.job_id
        if self.kind is not None:
            yield prints.c.kind == self.kind
        if self.code is not None:
            yield or_(
                prints.c.code == self.code,
                and_(prints.c.text == self.code, prints.c.kind != LabelKind.BADGE),
            )
        for column, value in ((users.c.name, self.user), (prints.c.printer, self.printer)):
            if value is not None:
                yield column == value
        if self.stands:
            yield withdrawn.c.print_id.is_(None)
        if self.reprints:
            yield prints.c.first.is_(False)
        if self.since is not None:
            yield prints.c.recorded_at >= self.since
        if self.until is not None:
            yield prints.c.recorded_at < self.until


LOG = (
    select(
        *(prints.c[name] for name in PrintRow.__slots__[:11]),
        stations.c.code.label("station"),
        *(prints.c[name] for name in ("first", "reason", "note")),
        users.c.name.label("user"),
        devices.c.name.label("device"),
        prints.c.recorded_at,
        withdrawn.c.print_id.is_not(None).label("withdrawn"),
    )
    .select_from(
        prints.join(users, users.c.id == prints.c.user_id)
        .join(jobs, jobs.c.id == prints.c.job_id)
        .outerjoin(stations, stations.c.id == jobs.c.station_id)
        .outerjoin(devices, devices.c.id == prints.c.device_id)
        .outerjoin(withdrawn, withdrawn.c.print_id == prints.c.id)
    )
    .order_by(prints.c.id.desc())
)


def log(
    connection: Connection, asked: PrintFilter, *, cursor: str | None = None, limit: int = PAGE
) -> Page[PrintRow]:
    """One page of the book, newest first. Raises CursorRefusedError for a foreign cursor."""
    statement = LOG.where(*asked.conditions()).limit(limit + 1)
    key = read_cursor(cursor, LIST, [int])
    if key is not None:
        statement = statement.where(prints.c.id < key[0])
    found, more = cut(connection.execute(statement).all(), limit)
    rows = tuple(PrintRow(**one._mapping) for one in found)
    return Page(rows, write_cursor(LIST, [rows[-1].id]) if more else None)


def everything(connection: Connection, asked: PrintFilter) -> Iterator[PrintRow]:
    """Every entry asked for, fetched page by page: what a CSV holds."""
    cursor = None
    while True:
        some = log(connection, asked, cursor=cursor, limit=ALL_AT_ONCE)
        yield from some.rows
        cursor = some.next
        if cursor is None:
            return
