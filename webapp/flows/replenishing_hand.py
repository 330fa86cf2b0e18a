"""What a worker who fills a place has taken, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from webapp.flows.moving_hand import Step, in_hand
from webapp.flows.talk import Talk
from webapp.operations import moving, replenishing
from webapp.queries.moving import GoodsThere
from webapp.rules.moving import may_go
from webapp.rules.refusals import Refusal
from webapp.words import T


def stops(talk: Talk) -> list[GoodsThere]:
    """What is to be taken, in the order in which it is gone to."""
    return in_order(in_hand(talk), talk.state)


def in_order(rows: Sequence[GoodsThere], state: dict[str, Any]) -> list[GoodsThere]:
    """The same of a task's rows."""
    known = {row.balance_id: row for row in rows}
    return [known[balance] for balance in state["fill"]["stops"]]


def now(talk: Talk) -> GoodsThere:
    """The goods that are taken next."""
    at: int = talk.state["fill"]["at"]
    return stops(talk)[at]


def together(rows: Sequence[GoodsThere], at: int) -> list[GoodsThere]:
    """What comes next; of units with serial numbers all that are alike in this bin."""
    row = rows[at]
    if row.serial_id is None:
        return [row]
    return [one for one in rows[at:] if alike(one) == alike(row)]


def alike(row: GoodsThere) -> tuple[int, int | None, int | None]:
    """Units of which any one may be taken for another."""
    return row.location_id, row.plate_id, row.lot.id if row.lot else None


def go_on(talk: Talk) -> None:
    """Stand where the next goods are, or ask for the place."""
    at, rows = talk.state["fill"]["at"], stops(talk)
    if at == len(rows):
        talk.held.step = Step.TO
        return
    same_bin = at > 0 and rows[at].location_id == rows[at - 1].location_id
    talk.held.step = Step.GOODS if same_bin else Step.FROM


def hold(talk: Talk, units: dict[str, int]) -> None:
    """Have so many units of each balance reserved, in place of what was."""
    moving.put_back(talk.work, in_hand(talk))
    moving.take_up(talk.work, talk.held.id, {int(id): count for id, count in units.items()})
    talk.cache.pop("in_hand", None)
    talk.state["hand"]["units"] = units
    talk.held.quantity = sum(units.values())


def may_come(talk: Talk, row: GoodsThere) -> Refusal | None:
    """Why goods may not be brought to a pick face: they were held or have expired, say."""
    said = may_go(row.lot, row, "pick_face", talk.today)
    if said is None:
        return None
    if talk.held.step == Step.TO:
        return replace(said, remedy=T("Press Give back, and put back what you took."))
    return replace(said, remedy=T("Leave it there, and report it short."))


def leave(talk: Talk) -> None:
    """The hand is empty, and no place is filled."""
    for name in ("fill", "hand", "from"):
        talk.state.pop(name, None)
    talk.cache.pop("in_hand", None)
    replenishing.claim(talk.held, None, None, 0)
    talk.held.step = Step.FROM
