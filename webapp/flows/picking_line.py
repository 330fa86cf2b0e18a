"""What a pick stands at: its order, the line in hand, and how to name it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from webapp.flows.talk import Talk
from webapp.queries import picking as reads
from webapp.queries.meanings import GoodsScan, LotFacts
from webapp.queries.picking import OrderUnderWay, PickLine
from webapp.rules import picking as rules
from webapp.rules.days import today as day_in
from webapp.rules.refusals import Refusal
from webapp.words import T, Words

# The line that the last answer showed, as `in_view` says it.
SHOWN = "shown"


class Step(StrEnum):
    """Where the conversation stands."""

    LOCATION = "location"
    GOODS = "goods"
    QUANTITY = "quantity"
    TOTE = "tote"


@dataclass(frozen=True, slots=True)
class Pick:
    """A talk with its order and the line it stands at."""

    talk: Talk
    order: OrderUnderWay
    line: PickLine

    @property
    def here(self) -> tuple[PickLine, ...]:
        """The lines of the task at the location where the worker stands."""
        at = self.talk.state.get("at")
        return tuple(line for line in self.order.lines if line.location_id == at)


def objection(pick: Pick, lot: LotFacts | None, at: PickLine | None = None) -> Refusal | None:
    """Why goods of this lot (standing where a line says) may not leave for this order, or None."""
    talk, order = pick.talk, pick.order
    if at and (blocked := rules.bin_gives(at)):
        return blocked
    said = rules.may_leave(lot, talk.today, at)
    if said and said.code == "expired" and lot:
        if talk.state.get("allowed", {}).get("lot") == lot.id:
            return None
        talk.state["expired"] = {"lot": lot.id, "code": lot.code}
        if talk.is_supervisor:
            return said.offering("LW*ALLOW", T("Let it pass"))
        return said
    planned = planned_for(pick)
    removal_date = at.removal_date if at else None
    return (
        said
        or rules.in_time(lot, removal_date, planned)
        or rules.lives_long_enough(lot, planned, order.least_days)
    )


def planned_for(pick: Pick) -> date:
    """The day on which the order leaves: when it is due, or today where that has gone by."""
    due_at, today = pick.order.due_at, pick.talk.today
    return max(day_in(due_at, pick.talk.zone), today) if due_at else today


def order_at_first(talk: Talk) -> OrderUnderWay:
    """The order before this scan changes anything: as it was asked for with the task's lock."""
    asked = talk.cache.pop("asked", None)
    if asked is None:
        return read_order(talk)
    order: OrderUnderWay = asked()
    talk.cache["order"] = order
    return order


def read_order(talk: Talk) -> OrderUnderWay:
    """The order of the task as it stands in the book now; kept for the rest of this scan."""
    order = reads.order_under_way(talk.work.connection, talk.held.id)
    talk.cache["order"] = order
    return order


def known_order(talk: Talk) -> OrderUnderWay:
    """The same, as this scan has read it or left it."""
    order: OrderUnderWay | None = talk.cache.get("order")
    return order or read_order(talk)


def leave(talk: Talk, order: OrderUnderWay, *left: PickLine) -> OrderUnderWay:
    """The order with the lines that are left of it after this scan."""
    rest = replace(order, lines=left)
    talk.cache["order"] = rest
    return rest


def promise_changed(talk: Talk, line: PickLine) -> bool:
    """Whether what was counted is not promised any more: exchanged by another picker, or undone."""
    if talk.held.step not in (Step.QUANTITY, Step.TOTE):
        return False
    counted = int(talk.state.get("quantity", talk.state.get("counted", 0)))
    return bool(talk.state.get("line") != line.key or counted > line.quantity)


def another_is_shown(talk: Talk, line: PickLine) -> bool:
    """Whether the last answer showed another line than the one in hand now, or more or less of it.

    A hold, its release, another picker or the office may have changed the promises since.
    """
    return bool(talk.state.get(SHOWN, in_view(line)) != in_view(line))


def in_view(line: PickLine) -> list[object]:
    """What a worker who looks at a line takes or gives up."""
    return [line.key, line.quantity]


def keep_in_view(talk: Talk) -> None:
    """Remember which line the answer to this scan shows to the worker whose task it is."""
    if talk.held.user_id != talk.who.id:
        return
    line = current_line(talk.state, known_order(talk))
    talk.state.pop(SHOWN, None)
    if line is not None:
        talk.state[SHOWN] = in_view(line)


def current_line(state: dict[str, object], order: OrderUnderWay) -> PickLine | None:
    """The line in hand, else the first in walking order, those that were skipped last."""
    in_hand, at, skipped = state.get("line"), state.get("at"), state.get("skipped")
    for line in order.lines:
        if line.key == in_hand:
            return line
    put_off = skipped if isinstance(skipped, list) else []
    at_hand = [line for line in order.lines if line.key not in put_off]
    for line in at_hand:
        if line.location_id == at:
            return line
    if at_hand:
        return at_hand[0]
    return min(order.lines, key=lambda line: put_off.index(line.key), default=None)


def promised(line: PickLine, goods: GoodsScan) -> bool:
    """Whether the scanned goods are the ones this line was promised."""
    if goods.serial_code:
        return goods.serial is not None and goods.serial.id == line.serial_id
    if goods.lot_code:
        return goods.lot is not None and line.lot is not None and goods.lot.id == line.lot.id
    return True


def forget_line(talk: Talk) -> None:
    """Neither a line is in hand any more nor what was counted of it."""
    for name in ("line", "counted", "scans", "quantity"):
        talk.state.pop(name, None)


def stand_at(talk: Talk, order: OrderUnderWay) -> None:
    """The step for the next line: its bin is scanned, or the worker stands there already."""
    line = current_line(talk.state, order)
    assert line is not None, "only asked while lines are left"  # noqa: S101
    here = line.location_id == talk.state.get("at")
    talk.held.step = Step.GOODS if here else Step.LOCATION


def proposed(state: dict[str, object], line: PickLine) -> int:
    """All that is left, until a second scan shows that somebody is counting."""
    counted, scans = state.get("counted"), state.get("scans")
    if isinstance(counted, int) and isinstance(scans, int) and scans > 1:
        return counted
    return line.quantity


def show_line(pick: Pick, line: PickLine, done: int) -> None:
    """The line as the answer shows it."""
    pick.talk.line = {
        "product": line.product.sku,
        "name": line.product.name,
        "lot": line.lot.code if line.lot else None,
        "serial": line.serial,
        "location": line.location,
        "planned": line.quantity,
        "done": done,
        "unit": line.product.unit,
    }


def called(line: PickLine) -> Words:
    """What to call the goods of a line."""
    if line.serial:
        return T("%(product)s serial %(code)s", product=line.product.sku, code=line.serial)
    if line.lot:
        return T("%(product)s lot %(code)s", product=line.product.sku, code=line.lot.code)
    return T("%(product)s", product=line.product.sku)
