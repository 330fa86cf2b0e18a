"""Holds as templates show them, and the form that places or ends one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from webapp.blueprints import shown
from webapp.blueprints.edits import Versions
from webapp.blueprints.shown import said
from webapp.queries.availability import LotState
from webapp.queries.holds import HoldRow
from webapp.rules import holds as rules
from webapp.rules.versions import written
from webapp.words import T

STATES = {"on_hold": shown.STATES[LotState.ON_HOLD], "recalled": shown.STATES[LotState.RECALLED]}
RELEASED = ("good", T("Released"))


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold, ready to show; `kind` and `id` say of what."""

    kind: str
    id: int
    what: str
    code: str
    url: str
    tone: str
    word: str
    reason: str
    when: str
    who: str
    lost: str
    ended: str
    ended_why: str


@dataclass(frozen=True, slots=True)
class HoldForm:
    """What can be done to one thing: hold or recall it, or release it; `back` is where to go on."""

    kind: str
    id: int
    status: str
    reasons: tuple[tuple[str, str], ...]
    back: str
    versions: Versions


def form_of(kind: str, id: int, status: str, versions: Versions, *, back: str = "") -> HoldForm:
    """The form of one thing that is `status` now; `versions` has its `hold_…`."""
    return HoldForm(kind, id, status, reasons(), back, versions)


def versions_as_shown(rows: Sequence[HoldRow]) -> Versions:
    """The version of every thing that is held: of the very rows that are shown."""
    found: Versions = {}
    for row in rows:
        kind = f"hold_{row.kind}"
        values = {"status": str(row.status), "reason": row.reason, "number": str(row.id)}
        found.setdefault(kind, {})[row.thing_id] = written(kind, row.thing_id, values)
    return found


def free_lot(lot_id: int) -> Versions:
    """The version of a lot that is shown as free."""
    free = dict.fromkeys(("status", "reason", "number"), "")
    return {"hold_lot": {lot_id: written("hold_lot", lot_id, free)}}


def reasons() -> tuple[tuple[str, str], ...]:
    """The reasons to choose from."""
    return tuple((cause, said(words)) for cause, words in rules.REASONS.items())


def holds_of(rows: Sequence[HoldRow]) -> list[Hold]:
    """Holds, ready to show."""
    return [hold_of(row) for row in rows]


def hold_of(row: HoldRow) -> Hold:
    """One of them."""
    tone, word = STATES[row.status] if row.released_at is None else RELEASED
    return Hold(
        kind=row.kind,
        id=row.thing_id,
        what=called(row.kind, row.sku),
        code=row.code,
        url=page_of(row.kind, row.thing_id),
        tone=tone,
        word=said(word),
        reason=said(rules.spoken(row.reason)),
        when=shown.moment(row.placed_at),
        who=row.by or said(T("before holds were written down")),
        lost=shown.quantity(row.lost) if row.lost else "",
        ended=" · ".join(
            part
            for part in (shown.moment(row.released_at) if row.released_at else "", row.released_by)
            if part
        ),
        ended_why=row.release_reason or "",
    )


def called(kind: str, sku: str | None) -> str:
    """What kind of thing it is; a lot says its product."""
    names = {"lot": sku or said(T("Lot")), "plate": said(T("License plate"))}
    return names.get(kind) or said(T("Location"))


def page_of(kind: str, id: int) -> str:
    """The page of what is held."""
    if kind == "lot":
        return url_for("supervisor.lot", lot_id=id)
    if kind == "plate":
        return url_for("supervisor.plate", plate_id=id)
    return url_for("floor.look_up", kind=kind, id=id)
