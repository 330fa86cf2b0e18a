"""Receipts and orders as templates show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from webapp import barcodes
from webapp.blueprints import shown
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor.document_desk import Desk
from webapp.models import OrderStatus
from webapp.queries.documents import DocumentRow, HandRow, LineRow, ScanRow
from webapp.queries.holds import LostRow
from webapp.queries.leases import TakeOverRow
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Row:
    """One document in a list."""

    code: str
    url: str
    party: str
    due: str | None
    tone: str
    word: str
    done: int
    total: int
    progress: str
    hands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What the top of a document's page says."""

    id: int
    code: str
    kind: str
    list_label: str
    list_url: str
    party: str
    tone: str
    word: str
    due: str | None
    work_url: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document."""

    product: str
    name: str
    url: str
    detail: str
    planned: str
    done: str
    unit: str
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """One scan of the work on a document."""

    when: str
    status: str
    word: str
    text: str
    message: str
    who: str


def row_of(
    row: DocumentRow,
    door: str,
    states: Mapping[str, tuple[str, Words]],
    hands: Sequence[HandRow],
) -> Row:
    """A document of a list; `hands` are those at any of them."""
    tone, word = states[row.status]
    return Row(
        code=row.number,
        url=url_for(f"supervisor.{door}", document_id=row.id),
        party=row.party,
        due=shown.moment(row.due_at) if row.due_at else None,
        tone=tone,
        word=said(word),
        done=row.lines_done,
        total=row.lines_total,
        progress=progress(row),
        hands=tuple(hand_of(one) for one in hands if one.document_id == row.id),
    )


def hand_of(row: HandRow) -> str:
    """Who is at it and since when."""
    if row.taken_at is None:
        return row.user
    return said(T("%(name)s since %(time)s", name=row.user, time=shown.moment(row.taken_at)))


def progress(row: DocumentRow) -> str:
    """How far it is, in words."""
    return said(T("%(done)s of %(total)s lines", done=row.lines_done, total=row.lines_total))


def head_of(row: DocumentRow, desk: Desk) -> Document:
    """The top of the page; the work on it has an address while a task is there."""
    tone, word = desk.states[row.status]
    at_office = desk.one == "order" and row.status == OrderStatus.OPEN
    open_work = row.task_id is not None and tone in ("busy", "wait") and not at_office
    return Document(
        id=row.id,
        code=row.number,
        kind=said(desk.kind),
        list_label=said(desk.heading),
        list_url=url_for(f"supervisor.{desk.many}"),
        party=row.party,
        tone=tone,
        word=said(word),
        due=shown.moment(row.due_at) if row.due_at else None,
        work_url=f"/{desk.work}/{row.task_id}" if open_work else None,
    )


def figures_of(row: DocumentRow) -> list[tuple[str, str, str]]:
    """How many lines are done."""
    return [(said(T("Lines done")), f"{row.lines_done} / {row.lines_total}", "")]


def facts_of(row: DocumentRow, hands: Sequence[HandRow]) -> list[tuple[str, str, str | None]]:
    """When it was written, who is at it, and when they last scanned for it."""
    created = (said(T("Created")), shown.moment(row.created_at), None)
    at_work = [(said(T("In work by")), hand_of(one), None) for one in hands]
    last = max((one.worked_at for one in hands if one.worked_at), default=None)
    scans = [(said(T("Last scan")), shown.moment(last), None)] if last else []
    return [created, *at_work, *scans]


def take_over_of(row: TakeOverRow) -> tuple[str, str, str, str]:
    """Work that went to another one: when, from whom, to whom, and the last scan before."""
    last = shown.moment(row.worked_at) if row.worked_at else ""
    return shown.moment(row.recorded_at), row.before, row.user, last


def note_of(row: LostRow) -> tuple[str, str]:
    """What an order lost to a hold, and how that looks."""
    held = {
        ("lot", "on_hold"): T("lot %(code)s on hold", code=row.code),
        ("lot", "recalled"): T("lot %(code)s recalled", code=row.code),
        ("plate", "on_hold"): T("license plate %(code)s on hold", code=row.code),
    }.get((row.kind, row.status), T("%(code)s on hold", code=row.code))
    units = shown.quantity(row.quantity, row.scale)
    words = T("%(units)s units lost their reservation: %(held)s.", units=units, held=held)
    if row.found:
        found = shown.quantity(row.found, row.scale)
        words = T("%(told)s %(found)s were found elsewhere.", told=words, found=found)
    if row.released:
        words = T("%(told)s It is released now.", told=words)
    return ("quiet" if row.released else "wait", said(words))


def line_of(line: LineRow, detail: str | None = None) -> Line:
    """One line: open, begun, short or done, and what else there is to say of it."""
    tone, word = state_of(line)
    short = T("%(short)s short", short=shown.quantity(line.short, line.scale))
    return Line(
        product=line.sku,
        name=line.name,
        url=url_for("supervisor.stock", product=line.sku, group="lot"),
        detail=" · ".join(part for part in (said(short) if line.short else "", detail) if part),
        planned=shown.quantity(line.planned, line.scale),
        done=shown.quantity(line.done, line.scale),
        unit=shown.unit(line.unit),
        tone=tone,
        word=said(word),
    )


def state_of(line: LineRow) -> tuple[str, Words]:
    """Where a line stands, from its numbers alone."""
    if line.done >= line.planned:
        return "good", T("Done")
    if line.done + line.short >= line.planned:
        return "stop", T("Short")
    return ("busy", T("Begun")) if line.done else ("wait", T("Open"))


def scan_of(scan: ScanRow) -> Scanned:
    """One scan, its text with control characters made visible."""
    return Scanned(
        when=shown.moment(scan.recorded_at),
        status=str(scan.status),
        word=said(shown.SCAN_STATES[scan.status]),
        text=barcodes.shown(scan.text),
        message=scan.message,
        who=scan.user,
    )
