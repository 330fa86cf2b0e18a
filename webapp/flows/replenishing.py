"""Filling a pick face: a move whose sources, quantity and destination are proposed.

        REPLENISH: the most urgent place, or the one that was tapped
            │
            ▼
    ┌──► from ◄─────────────────────┐
    │       │ the source bin        │ taken; the next goods are in another bin
    │       ▼                       │
    │     goods ────────────────────┤
    │       │ the lot or product    │ taken; the next goods are in the same bin ──► goods
    │       │ (another lot: twice)  │
    │       │ (any unit that has a  │
    │       │  serial number)       │
    │       ▼                       │
    │      to   all of it is taken ◄┘
    │       │ the place ──► recorded; the hand is empty and moving goes on
    └───────┘
    QTY*n, PLUS, MINUS: only so many of what was taken last.
    SHORT*reason: the goods are not there; a supervisor is told, and the rest goes on.
    CANCEL: nothing is filled; what was taken goes back. DONE is refused until then.

The steps are those of `flows.moving`, whose task this is. All that is proposed is reserved for it
from the first moment, as if it were in the worker's hand, and the task says where it goes: that is
how nobody is promised it, and how the place is not filled twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from webapp.flows import amounts, halves
from webapp.flows.moving_hand import Step, in_hand
from webapp.flows.moving_words import line_of
from webapp.flows.putaway_bins import why_not_here
from webapp.flows.replenishing_begin import called, open_place, wanted
from webapp.flows.replenishing_goods import hear_goods
from webapp.flows.replenishing_hand import hold, leave, may_come, now, stops, together
from webapp.flows.replenishing_short import report_short
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.operations import bins, moving, replenishing
from webapp.queries import storage
from webapp.queries.meanings import GoodsScan, PlaceScan
from webapp.queries.moving import GoodsThere, lot_called
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.words import T, Words


def answer(talk: Talk) -> Reply:
    """Answer one scan of a worker who is filling a place."""
    if talk.command and talk.command.verb in COMMANDS:
        return COMMANDS[talk.command.verb](talk)
    return STEPS[Step(talk.held.step)](talk)


def is_filling(state: dict[str, Any]) -> bool:
    """Whether a conversation about moving is filling a place."""
    return "fill" in state


# The goods to take


def hear_from(talk: Talk) -> Reply:
    """The bin of the goods that come next."""
    row = now(talk)
    if any(isinstance(one, GoodsScan) for one in talk.meanings):
        return refused(refusals.scan_location_first(row.location))
    found = talk.one_of(PlaceScan, wanted=T("Scan bin %(bin)s.", bin=row.location))
    if isinstance(found, Reply):
        return found
    if found.id != row.location_id:
        return refused(refusals.wrong_location(found.code, row.location))
    if found.blocked_out:
        return refused(refusals.location_blocked_out(found.code))
    talk.held.step = Step.GOODS
    units = sum(one.taken for one in together(stops(talk), talk.state["fill"]["at"]))
    quantity = row.product.amount(units)
    what = called(row) if row.serial is None else lot_called(row)
    text = T(
        "%(bin)s. Take %(quantity)s of %(what)s.", bin=found.code, quantity=quantity, what=what
    )
    return accepted("at_location", text)


def set_quantity(talk: Talk) -> Reply:
    """`LW*QTY*n`, `LW*PLUS`, `LW*MINUS`: only so many of what was taken last; the rest stays."""
    at = talk.state["fill"]["at"]
    if not at:
        return refused(refusals.scan_goods_first())
    row = stops(talk)[at - 1]
    units = amounts.said(talk, row.product.scale, row.product.unit, now=row.taken)
    if isinstance(units, Refusal):
        return refused(units)
    if units > row.free + row.taken:
        available = row.product.amount(row.free + row.taken)
        return refused(refusals.fewer_are_free(row.called, row.location, available))
    hold(talk, talk.state["hand"]["units"] | {str(row.balance_id): units})
    what = T("%(quantity)s of %(what)s", quantity=row.product.amount(units), what=called(row))
    return accepted("quantity_set", T("In hand: %(what)s.", what=what))


# The place


def hear_to(talk: Talk) -> Reply:
    """The place that is filled: all that was taken is put down there, or nothing."""
    place = talk.state["fill"]
    found = talk.one_of(PlaceScan, wanted=T("Scan bin %(bin)s.", bin=place["code"]))
    if isinstance(found, Reply):
        return found
    if found.id != place["id"]:
        return refused(refusals.wrong_location(found.code, place["code"]))
    rows = stops(talk)
    if said := cannot_lie(talk, found, rows):
        return refused(said)
    if said := replenishing.put_down(talk.work, rows, found.id, talk.by):
        return refused(said)
    units = sum(row.taken for row in rows)
    talk.line = line_of(rows, found.code)
    leave(talk)
    talk.state["filled"] = True
    return accepted(
        "replenished",
        T(
            "%(location)s is filled: %(quantity)s of %(product)s.",
            location=found.code,
            quantity=rows[0].product.amount(units),
            product=rows[0].product.sku,
        ),
    )


def cannot_lie(talk: Talk, place: PlaceScan, rows: Sequence[GoodsThere]) -> Refusal | None:
    """Why the goods may not be put there: what holds them, then what fits the bin now."""
    for row in rows:
        if said := may_come(talk, row):
            return said
    bins.before_putting(talk.work, place.id)
    units = {row.balance_id: row.taken for row in rows}
    load = storage.load_of(talk.work.connection, units, on_plate=False)
    bin = storage.bin_at(talk.work.connection, place.id, load, talk.held.id)
    return why_not_here(bin, load, None)


# Given back, undone


def cancel(talk: Talk) -> Reply:
    """`LW*CANCEL`: forget half a label; else give the whole of it back."""
    if halves.dropped(talk):
        return accepted("cancelled", T("Forgotten. Scan again."))
    code = talk.state["fill"]["code"]
    moving.put_back(talk.work, in_hand(talk))
    leave(talk)
    return accepted(
        "given_back",
        T("You do not fill %(location)s any more. Put back what you took.", location=code),
    )


def not_done(talk: Talk) -> Reply:
    """`LW*DONE` while a place is being filled."""
    return refused(refusals.filling_already(talk.state["fill"]["code"]))


def undone(talk: Talk) -> None:
    """After an undo: the task brings again what its state says, or nothing.

    Where others have some of it by now the hand is empty, and no place is filled.
    """
    talk.cache.pop("in_hand", None)
    fill, hand = talk.state.get("fill"), talk.state.get("hand")
    if fill and hand:
        units = sum(hand["units"].values())
        replenishing.claim(talk.held, fill["product"], fill["id"], units)
    elif fill:
        leave(talk)
    else:
        replenishing.claim(talk.held, None, None, 0)


STEPS: dict[Step, Callable[[Talk], Reply]] = {
    Step.FROM: hear_from,
    Step.GOODS: hear_goods,
    Step.TO: hear_to,
}
COMMANDS: dict[str, Callable[[Talk], Reply]] = {
    **dict.fromkeys(("QTY", *amounts.STEPS), set_quantity),
    "REPLENISH": open_place,
    "SHORT": report_short,
    "CANCEL": cancel,
    "DONE": not_done,
}


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    return prompt_of(talk.held.step, talk.state, stops(talk))


def prompt_of(step: str, state: dict[str, Any], rows: Sequence[GoodsThere]) -> Words:
    """The prompt at a step, for what is to be taken."""
    fill = state["fill"]
    match Step(step):
        case Step.FROM:
            return T("Scan bin %(bin)s", bin=rows[fill["at"]].location)
        case Step.GOODS:
            return T("Scan %(what)s", what=wanted(rows[fill["at"]]))
    return T("Scan bin %(bin)s", bin=fill["code"])
