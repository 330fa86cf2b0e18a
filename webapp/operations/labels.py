"""Printing labels: a job is made, and the book says what is on it, for whom, and why again.

The book decides whether a label is the first one of its thing. Every later one has a reason: people
give one of a list, a rule gives its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, text

from webapp.labels import Label, LabelRefused, Paper, pdf, zpl
from webapp.models import LabelCarrier, LabelPaper, PrintLanguage, PrintReason
from webapp.models.types import Moment
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries.label_drawings import Drawn
from webapp.queries.label_things import Thing, have_labels
from webapp.queries.print_jobs import kept
from webapp.queries.printers import Station
from webapp.words import T, Words

MOST_COPIES = 1000
MOST_LABELS = 1000
LONGEST_NOTE = 200
NOW = bindparam("now", type_=Moment)

MAKE_JOB = text(
    "insert into print_jobs (output, paper, dpi, first_cell, printer_id, station_id, task_id,"
    " user_id, device_id, created_at) values (:output, :paper, :dpi, :first_cell, :printer_id,"
    " :station_id, :task_id, :user_id, :device_id, :now) returning id"
).bindparams(NOW)
GATHERING = (
    "select id from print_jobs where task_id = :task and printer_id is null and taken_at is null"
    " and output = :output and paper = :paper order by id limit 1"
)
WRITE = text(
    "insert into label_prints (job_id, kind, thing_id, code, text, label, copies, paper, carrier,"
    " output, printer, first, reason, note, user_id, device_id, scan_id, recorded_at)"
    " values (:job, :kind, :thing_id, :code, :text, :label, :copies, :paper, :carrier, :output,"
    " :printer, :first, :reason, :note, :user_id, :device_id, :scan_id, :now)"
).bindparams(NOW)
TAKE = text(
    "update print_jobs set taken_at = :now where id = :job and taken_at is null"
).bindparams(NOW)
DONE = text("update print_jobs set done_at = :now where id = :job and done_at is null").bindparams(
    NOW
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label, its symbol's kind, and how many of it."""

    drawn: Drawn
    carrier: LabelCarrier
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Way:
    """How labels leave: on which paper, in which language, and where they are printed.

    `station` with a printer sends the job there; without one the browser of who asked opens it.
    """

    paper: LabelPaper
    output: PrintLanguage
    dpi: int = 203
    first_cell: int = 0
    station: Station | None = None

    @property
    def printer_id(self) -> int | None:
        """The printer that the job waits for."""
        return self.station.printer.id if self.station and self.station.printer else None

    @property
    def printer(self) -> str | None:
        """Its name, for the book."""
        return self.station.printer.name if self.station and self.station.printer else None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for labels, on which device, and by which scan where one asked."""

    user_id: int
    device_id: int | None
    scan_id: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a thing gets another label; `note` says more, and all where it is another reason."""

    reason: PrintReason
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing is printed, and what is wrong; `again` are the codes that have a label already."""

    words: Words
    again: tuple[str, ...] = ()


def way_to(station: Station | None, paper: LabelPaper, output: PrintLanguage) -> Way:
    """The station's printer with its own paper and language, or the browser.

    A browser's label for a sheet of A4 is a PDF, whatever is usual: ZPL is for rolls.
    """
    if station and station.printer:
        one = station.printer
        return Way(one.paper, one.language, one.dpi, station=station)
    on_sheet = paper is LabelPaper.A4_4X12
    return Way(paper, PrintLanguage.PDF if on_sheet else output, station=station)


def document(made: Sequence[Label], way: Way) -> bytes:
    """The labels as what a printer takes. Raises LabelRefused for the first that does not fit."""
    paper = Paper(str(way.paper))
    if way.output is PrintLanguage.ZPL:
        return zpl(made, paper, dpi=way.dpi).encode()
    return pdf(made, paper, start=way.first_cell)


def unprintable(label: Label, way: Way) -> Words | None:
    """Why a label does not go onto this paper; the drawing itself is the proof."""
    try:
        document([label], way)
    except LabelRefused as refused:
        return refused.words
    return None


def print_labels(
    work: UnitOfWork, wanted: Sequence[Wanted], way: Way, who: Asker, *, why: Why | None = None
) -> int | Refused:
    """The id of a new job; refused where a label was printed before and nobody says why again."""
    if fault := fault_of(wanted, why):
        return Refused(fault)
    before = known(work, wanted)
    if before and why is None:
        return Refused(needs_reason(before), before)
    job = make_job(work, way, who)
    write(work, job, wanted, way, who, why)
    return job


def fault_of(wanted: Sequence[Wanted], why: Why | None) -> Words | None:
    """What is wrong with what is asked, before the book is asked."""
    if not wanted:
        return T("Choose at least one label.")
    if any(not 0 < one.copies <= MOST_COPIES for one in wanted):
        return T("1 to %(most)s copies can be printed.", most=MOST_COPIES)
    if sum(one.copies for one in wanted) > MOST_LABELS:
        return T("At most %(most)s labels can be printed at once.", most=MOST_LABELS)
    if why is None:
        return None
    if why.reason is PrintReason.OTHER and not why.note:
        return T("Say in a few words what the other reason is.")
    if why.note and len(why.note) > LONGEST_NOTE:
        return T("A note has at most %(most)s characters.", most=LONGEST_NOTE)
    return None


def known(work: UnitOfWork, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """The codes of those that have a label already."""
    before = already(work, wanted)
    return tuple(one.drawn.thing.code for one in wanted if one.drawn.thing in before)


def already(work: UnitOfWork, wanted: Sequence[Wanted]) -> set[Thing]:
    """Those that have a label already."""
    return have_labels(work.connection, [one.drawn.thing for one in wanted])


def needs_reason(codes: Sequence[str]) -> Words:
    """A label was printed before, and so it is asked why again."""
    if len(codes) == 1:
        return T("%(code)s has a label already. Say why it gets another one.", code=codes[0])
    return T(
        "%(count)s of them have a label already, %(code)s among them. "
        "Say why they get another one.",
        count=len(codes),
        code=codes[0],
    )


def make_job(work: UnitOfWork, way: Way, who: Asker, *, task_id: int | None = None) -> int:
    """A job without labels."""
    values = {
        "output": way.output,
        "paper": way.paper,
        "dpi": way.dpi,
        "first_cell": way.first_cell,
        "printer_id": way.printer_id,
        "station_id": way.station.id if way.station else None,
        "task_id": task_id,
        "user_id": who.user_id,
        "device_id": who.device_id,
        "now": work.now,
    }
    return int(work.connection.execute(MAKE_JOB, values).scalar_one())


def gathering_job(work: UnitOfWork, way: Way, who: Asker, task_id: int) -> int:
    """The job in which a task's labels gather until somebody opens them; one for a printer goes
    at once.
    """
    if way.printer_id is None:
        asked = {"task": task_id, "output": way.output, "paper": way.paper}
        statement = text(GATHERING + work.for_update)
        found = work.connection.execute(statement, asked).scalar()
        if found is not None:
            return int(found)
    return make_job(work, way, who, task_id=task_id)


def write(
    work: UnitOfWork,
    job: int,
    wanted: Sequence[Wanted],
    way: Way,
    who: Asker,
    why: Why | None,
) -> None:
    """The book's entries: what has a label already gets the reason, what has none is the first."""
    before = already(work, wanted)
    rows = []
    for one in wanted:
        thing, label = one.drawn.thing, one.drawn.label
        again = why if thing in before else None
        before.add(thing)
        rows.append(
            {
                "job": job,
                "kind": thing.kind,
                "thing_id": thing.id,
                "code": thing.code,
                "text": label.text,
                "label": json.dumps(kept(label)),
                "copies": one.copies,
                "paper": way.paper,
                "carrier": one.carrier,
                "output": way.output,
                "printer": way.printer,
                "first": again is None,
                "reason": again.reason if again else None,
                "note": again.note if again else None,
                "user_id": who.user_id,
                "device_id": who.device_id,
                "scan_id": who.scan_id,
                "now": work.now,
            }
        )
    work.connection.execute(WRITE, rows)


def take(work: UnitOfWork, job_id: int) -> None:
    """Somebody opened the document, or an agent fetched it: nothing more is added to it."""
    work.connection.execute(TAKE, {"job": job_id, "now": work.now})


def finish(work: UnitOfWork, job_id: int) -> bool:
    """The printer has it; False where it was done before."""
    return bool(work.connection.execute(DONE, {"job": job_id, "now": work.now}).rowcount)


# Taken back


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A label of a scan that was undone; one that is on paper already has to be thrown away."""

    code: str
    copies: int
    printed: bool


# The label of a lot stays while others have brought more of it in: they got none of their own.
OF_SCAN = (
    "select t.id, t.code, t.copies, j.taken_at is not null or j.done_at is not null as printed"
    " from label_prints t join print_jobs j on j.id = t.job_id where t.scan_id = :scan"
    " and not exists (select 1 from withdrawn_labels w where w.print_id = t.id)"
    " and not (:per_lot = 1 and t.kind = 'lot' and exists (select 1 from balances b"
    " where b.lot_id = t.thing_id and b.inside and b.on_hand > 0)) order by t.id"
)
# Whoever fetches a job just now writes on it: either it is on paper, or it goes without these.
HOLD_OF_SCAN = {"sqlite": text(OF_SCAN), "postgresql": text(f"{OF_SCAN} for no key update of j")}
WITHDRAW = text(
    "insert into withdrawn_labels (print_id, user_id, recorded_at) values (:print, :user, :now)"
).bindparams(NOW)


def withdraw(work: UnitOfWork, scan_id: str, user_id: int, *, per_lot: bool) -> list[Withdrawn]:
    """Take back the labels that a scan asked for; `per_lot`: one label stands for a whole lot.

    They are printed no more, and a job of nothing else is no job any more.
    """
    statement = HOLD_OF_SCAN[work.connection.dialect.name]
    rows = work.connection.execute(statement, {"scan": scan_id, "per_lot": int(per_lot)}).all()
    for row in rows:
        work.connection.execute(WITHDRAW, {"print": row.id, "user": user_id, "now": work.now})
    return [Withdrawn(row.code, row.copies, bool(row.printed)) for row in rows]
