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
from dataclasses import replace
from typing import Any

from webapp.flows import amounts, halves
from webapp.flows.moving_hand import Step, in_hand
from webapp.flows.moving_words import line_of
from webapp.flows.picking_short import SHORT_REASONS
from webapp.flows.putaway_bins import why_not_here
from webapp.flows.replenishing_begin import called, counted, open_place
from webapp.flows.replies import Choice, Reply, accepted, choose, confirm, refused
from webapp.flows.talk import Talk
from webapp.operations import bins, moving, replenishing, tasks
from webapp.queries import moving as reads
from webapp.queries import picking, storage
from webapp.queries import replenishing as sources
from webapp.queries.meanings import GoodsScan, PlaceScan
from webapp.queries.moving import GoodsThere
from webapp.rules import refusals
from webapp.rules.moving import may_go
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
    quantity, what = row.product.amount(row.taken), called(row)
    text = T(
        "%(bin)s. Take %(quantity)s of %(what)s.", bin=found.code, quantity=quantity, what=what
    )
    return accepted("at_location", text)


def hear_goods(talk: Talk) -> Reply:
    """The goods that are to be taken; another lot of them is asked for once more."""
    row = now(talk)
    heard = halves.together(talk)
    found = talk.one_of(
        GoodsScan,
        wanted=T("Scan %(what)s.", what=called(row)),
        heard=heard,
        fits=lambda one: isinstance(one, GoodsScan) and one.product.id == row.product.id,
    )
    reply = found if isinstance(found, Reply) else match(talk, row, found)
    if half := halves.half_of(reply, heard if isinstance(found, Reply) else (found,)):
        halves.keep(talk, half)
    return reply


def match(talk: Talk, row: GoodsThere, goods: GoodsScan) -> Reply:
    """Whether these are the goods; the first rule that objects is the refusal."""
    if goods.product.id != row.product.id:
        return refused(refusals.wrong_product(goods.product.sku, row.product.sku))
    if said := may_come(talk, row):
        return refused(said)
    if row.lot is None or (goods.lot and goods.lot.id == row.lot.id):
        return taken(talk, row)
    if goods.lot_code:
        return other_lot(talk, row, goods)
    lots, _ = picking.lots_at(talk.work.connection, row.product.id, row.location_id)
    return refused(refusals.lot_needed(row.product.sku)) if lots > 1 else taken(talk, row)


def other_lot(talk: Talk, row: GoodsThere, goods: GoodsScan) -> Reply:
    """Another lot than the one that goes first: asked for once more, where it may be taken."""
    spare = lying_there(talk, row, goods)
    if spare is None:
        return refused(refusals.other_lot_first(goods.called, called(row)))
    if said := may_come(talk, spare):
        return refused(said)
    if not may_feed(talk, spare):
        return refused(refusals.other_lot_first(goods.called, called(row)))
    if not talk.confirmed("other_lot", spare.balance_id):
        talk.ask_once_more("other_lot", spare.balance_id)
        return confirm(
            "other_lot_to_fill",
            T(
                "That is %(scanned)s. %(expected)s should go first.",
                scanned=goods.called,
                expected=called(row),
            ),
            T("Scan it once more to take it anyway."),
            expected=called(row),
            scanned=goods.called,
        )
    return taken(talk, exchange(talk, row, spare))


def lying_there(talk: Talk, row: GoodsThere, goods: GoodsScan) -> GoodsThere | None:
    """Free goods of the scanned lot in this bin, loose ones first."""
    if goods.lot is None:
        return None
    found = reads.of(talk.work.connection, row.product.id, goods.lot.id, None)
    free = [one for one in found if one.location_id == row.location_id and one.free > 0]
    return min(free, key=lambda one: (one.plate_id is not None, -one.free), default=None)


def may_feed(talk: Talk, spare: GoodsThere) -> bool:
    """Whether a plan could take these goods: not past their removal date, say, or on a shut plate.

    A bin that is no source any more feeds nothing, either.
    """
    product_id = spare.product.id
    stock = sources.stock_of(talk.work.connection, {product_id}, talk.today)
    return spare.balance_id in {one.candidate.id for one in stock.get(product_id, ())}


def exchange(talk: Talk, row: GoodsThere, spare: GoodsThere) -> GoodsThere:
    """Take these goods instead: as many as were asked for, or all that are free."""
    units = talk.state["hand"]["units"]
    wanted = {**units, str(spare.balance_id): units.get(str(spare.balance_id), 0)}
    wanted[str(spare.balance_id)] += min(row.taken, spare.free)
    wanted.pop(str(row.balance_id))
    listed = [one for one in talk.state["fill"]["stops"] if one != spare.balance_id]
    at = listed.index(row.balance_id)
    talk.state["fill"]["stops"] = [*listed[:at], spare.balance_id, *listed[at + 1 :]]
    talk.state["fill"]["at"] = at
    hold(talk, wanted)
    return stops(talk)[at]


def taken(talk: Talk, row: GoodsThere) -> Reply:
    """These are taken up; what comes next is in this bin, in another one, or there is no more."""
    talk.state["fill"]["at"] += 1
    go_on(talk)
    quantity = row.product.amount(row.taken)
    what = T("%(quantity)s of %(what)s", quantity=quantity, what=called(row))
    return accepted("taken_up", T("From %(location)s: %(what)s.", location=row.location, what=what))


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


def may_come(talk: Talk, row: GoodsThere) -> Refusal | None:
    """Why goods may not be brought to a pick face: they were held or have expired, say."""
    said = may_go(row.lot, row, "pick_face", talk.today)
    if said is None:
        return None
    if talk.held.step == Step.TO:
        return replace(said, remedy=T("Press Give back, and put back what you took."))
    return replace(said, remedy=T("Leave it there, and report it short."))


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


def leave(talk: Talk) -> None:
    """The hand is empty, and no place is filled."""
    for name in ("fill", "hand", "from"):
        talk.state.pop(name, None)
    talk.cache.pop("in_hand", None)
    replenishing.claim(talk.held, None, None, 0)
    talk.held.step = Step.FROM


# Not there, given back, undone


def report_short(talk: Talk) -> Reply:
    """`LW*SHORT*reason`: the goods cannot be taken; a supervisor is told, the rest goes on."""
    if talk.held.step == Step.TO:
        return refused(refusals.all_taken(counted(stops(talk))))
    row, arguments = now(talk), talk.command.arguments if talk.command else ()
    if not arguments:
        return choose(
            "fill_short_why",
            T("Why can %(what)s not be taken?", what=called(row)),
            tuple(Choice(f"LW*SHORT*{name}", words) for name, words in SHORT_REASONS.items()),
        )
    reason = arguments[0].lower()
    if reason not in SHORT_REASONS:
        return refused(refusals.short_reason_unknown(arguments[0][:40]))
    note_short(talk, row, reason)
    return without(talk, row)


def note_short(talk: Talk, row: GoodsThere, reason: str) -> None:
    """An exception for a supervisor: what could not be taken, where, how many and why."""
    tasks.note_exception(
        talk.work,
        talk.by,
        kind="short",
        reason=reason,
        task_id=talk.held.id,
        product_id=row.product.id,
        lot_id=row.lot.id if row.lot else None,
        location_id=row.location_id,
        quantity=row.taken,
    )


def without(talk: Talk, row: GoodsThere) -> Reply:
    """Go on with what is left to take; a supervisor has been told, so no undo leads back."""
    talk.final = True
    halves.dropped(talk)
    fill = talk.state["fill"]
    fill["stops"] = [one for one in fill["stops"] if one != row.balance_id]
    units = talk.state["hand"]["units"]
    hold(talk, {id: count for id, count in units.items() if int(id) != row.balance_id})
    text = T("Reported: %(what)s at %(location)s.", what=called(row), location=row.location)
    if not fill["stops"]:
        leave(talk)
        talk.state["filled"] = True
        return accepted("reported_short", text)
    go_on(talk)
    return accepted("reported_short", text)


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
    """After an undo: the task brings again what its state says, or nothing."""
    talk.cache.pop("in_hand", None)
    fill, hand = talk.state.get("fill"), talk.state.get("hand")
    if fill and hand:
        units = sum(hand["units"].values())
        replenishing.claim(talk.held, fill["product"], fill["id"], units)
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
            return T("Scan %(what)s", what=called(rows[fill["at"]]))
    return T("Scan bin %(bin)s", bin=fill["code"])
