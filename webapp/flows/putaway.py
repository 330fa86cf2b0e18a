"""Putaway: what stands on a dock is brought to a bin; by a supervisor also from quarantine.

        ┌── goods ◄────────────────────────────────┐
        │     │ lot, serial, product or plate      │ put away · CANCEL
        │     ▼                                    │
        │   bin ── the suggested one ──────────────┤
        │     ├── another allowed one: once more ──┘
        │     ├── a forbidden one: refused, stays here
        │     └── QTY*n, PLUS, MINUS: only so many; the rest stays on the dock
        └─ DONE ends the work

A worker has one putaway at a time. What is in the worker's hand is reserved, so that nobody else
can take it, and the task says where it is going, so that the bin counts it as on its way.
"""

from __future__ import annotations

from collections.abc import Callable

from webapp.flows import amounts, halves, taking_over
from webapp.flows.deciding import may_decide
from webapp.flows.putaway_bins import suggestion_for, why_not_here
from webapp.flows.putaway_carry import (
    Step,
    announce,
    called,
    counted,
    empty_hand,
    entry_of,
    head_for,
    in_hand,
    release_all,
    reserve,
    suggested,
    take_up,
)
from webapp.flows.replies import Choice, Reply, accepted, choose, confirm, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, PlateKind, TaskStatus
from webapp.operations import bins, ledger, moving, plates, reservations, tasks
from webapp.operations.ledger import Spot
from webapp.queries import putaway as reads
from webapp.queries import storage
from webapp.queries.meanings import GoodsScan, Meaning, PlaceScan, PlateScan
from webapp.queries.putaway import Waiting
from webapp.rules import refusals
from webapp.words import T, Words

WANTED = {
    Step.GOODS: T("Scan goods that stand on a dock."),
    Step.BIN: T("Scan the bin you put them in."),
}


def answer(talk: Talk) -> Reply:
    """Answer one scan of a putaway; goods that are taken up open one where there is none."""
    if talk.task is None:
        talk.task = tasks.resume(talk.work, Flow.PUTAWAY, user_id=talk.who.id)
    if talk.task is None:
        return hear_goods(talk)
    if talk.command and talk.command.verb in COMMANDS:
        return COMMANDS[talk.command.verb](talk)
    if talk.held.step == Step.GOODS:
        return hear_goods(talk)
    return hear_bin(talk)


def open_mine(talk: Talk) -> Reply:
    """Open the worker's putaway, or go on with the one under way."""
    talk.task = tasks.open_or_resume(talk.work, Flow.PUTAWAY, step=Step.GOODS, user_id=talk.who.id)
    return accepted("opened", T("Putaway."), go=f"/putaway/{talk.task.id}")


# Taking up


def hear_goods(talk: Talk) -> Reply:
    """A lot, a serial, a product or a license plate that stands on a dock."""
    if talk.command and talk.command.verb == "STOCK":
        return take_chosen(talk)
    heard = halves.together(talk)
    found = talk.one_of(
        GoodsScan,
        PlateScan,
        wanted=WANTED[Step.GOODS],
        heard=heard,
        fits=lambda one: (
            isinstance(one, PlateScan) or (isinstance(one, GoodsScan) and bool(matching(talk, one)))
        ),
    )
    if isinstance(found, Reply):
        return keep_half(talk, found, heard)
    if isinstance(found, GoodsScan) and found.plate and found.plate.id:
        found = found.plate
    if isinstance(found, PlateScan):
        return take_plate(talk, found)
    return keep_half(talk, take_goods(talk, found), (found,))


def keep_half(talk: Talk, reply: Reply, heard: tuple[Meaning, ...]) -> Reply:
    """The same reply; what another label has to complete waits for it in a putaway of its own."""
    half = halves.half_of(reply, heard)
    if half and talk.task is None:
        talk.task = tasks.open_new(talk.work, Flow.PUTAWAY, step=Step.GOODS, user_id=talk.who.id)
    if half:
        halves.keep(talk, half)
    return reply


def take_goods(talk: Talk, goods: GoodsScan) -> Reply:
    """The one balance on a dock that is meant, or the reason why it cannot be told."""
    rows = [row for row in matching(talk, goods) if row.free > 0]
    if not rows:
        return refused(why_none(talk, goods))
    if len({row.serial_id for row in rows}) > 1:
        return refused(refusals.serial_needed(goods.product.sku))
    if len({row.lot.id if row.lot else None for row in rows}) > 1:
        return refused(refusals.lot_needed(goods.product.sku))
    if len(rows) > 1:
        return choose(
            "several_places",
            T("%(what)s stands in %(count)s places.", what=goods.called, count=len(rows)),
            tuple(choice_of(row) for row in rows),
        )
    return take_one(talk, rows[0])


def take_one(talk: Talk, row: Waiting) -> Reply:
    """One balance, unless it is on a license plate that is closed."""
    if said := refusals.plate_not_open(row.plate or "", row.plate_status or "open"):
        return refused(said)
    return take_up(talk, [row])


def matching(talk: Talk, goods: GoodsScan) -> list[Waiting]:
    """What waits on the docks of these goods; nothing where their lot or serial is unknown."""
    if (goods.serial_code and not goods.serial) or (goods.lot_code and not goods.lot):
        return []
    return reads.waiting(
        talk.work.connection,
        product_id=goods.product.id,
        lot_id=goods.lot.id if goods.lot else None,
        serial_id=goods.serial.id if goods.serial else None,
        quarantine=may_decide(talk),
    )


def why_none(talk: Talk, goods: GoodsScan) -> refusals.Refusal:
    """In somebody's hands, somewhere else, or not here at all."""
    if rows := matching(talk, goods):
        return taking_over.in_hand_of(talk, goods.called, rows[0].balance_id)
    known = not (goods.lot_code and not goods.lot) and not (goods.serial_code and not goods.serial)
    if known and (place := reads.quarantine_of(talk.work.connection, goods)):
        return refusals.waits_in_quarantine(goods.called, place)
    places = (
        reads.places_of(
            talk.work.connection,
            goods.product.id,
            goods.lot.id if goods.lot else None,
            goods.serial.id if goods.serial else None,
        )
        if known
        else ""
    )
    return refusals.not_on_dock(goods.called, places)


def choice_of(row: Waiting) -> Choice:
    """One place where the goods stand, as a button."""
    place = (
        T("%(dock)s on license plate %(plate)s", dock=row.location, plate=row.plate)
        if row.plate
        else row.location
    )
    return Choice(f"LW*STOCK*{row.balance_id}", place, row.product.amount(row.free))


def take_chosen(talk: Talk) -> Reply:
    """`LW*STOCK*id`: the worker tapped one of several places."""
    (text,) = talk.command.arguments[:1] if talk.command and talk.command.arguments else ("",)
    rows = (
        reads.waiting(talk.work.connection, balance_id=int(text), quarantine=may_decide(talk))
        if text.isdecimal() and len(text) < 10
        else []
    )
    if not rows:
        return refused(refusals.being_put_away(T("these goods")))
    if rows[0].free <= 0:
        return refused(taking_over.in_hand_of(talk, T("these goods"), rows[0].balance_id))
    return take_one(talk, rows[0])


def take_plate(talk: Talk, plate: PlateScan) -> Reply:
    """All that a license plate carries, as a whole, with the plates that stand on it."""
    decides = may_decide(talk)
    rows = (
        reads.waiting(talk.work.connection, plate_id=plate.id, quarantine=decides)
        if plate.id
        else []
    )
    if plate.id is None:
        return refused(refusals.unknown_code(talk.shown))
    if not rows and plate.kind is PlateKind.TOTE:
        return refused(refusals.wrong_kind(plate.called, WANTED[Step.GOODS]))
    if not rows:
        return refused(why_no_plate(talk, plate))
    if parent := plates.parent_code(talk.work, plate.id):
        return refused(refusals.plate_stands_on(plate.called, parent))
    if taken := [row for row in rows if row.free < row.on_hand]:
        return refused(taking_over.in_hand_of(talk, plate.called, taken[0].balance_id))
    return take_up(talk, rows, plate=plate)


def why_no_plate(talk: Talk, plate: PlateScan) -> refusals.Refusal:
    """Empty, in quarantine, or not on a dock any more."""
    connection = talk.work.connection
    if not reads.plate_has_goods(connection, plate.id or 0):
        return refusals.plate_empty(plate.code)
    if reads.waiting(connection, plate_id=plate.id, quarantine=True):
        return refusals.waits_in_quarantine(plate.called, str(plate.location))
    return refusals.not_on_dock(plate.called, str(plate.location))


# Putting down


def hear_bin(talk: Talk) -> Reply:
    """The bin: suggested, allowed after a second scan, or refused with the reason."""
    found = talk.one_of(PlaceScan, wanted=T("Scan bin %(bin)s.", bin=talk.state["to"]["code"]))
    if isinstance(found, Reply):
        return found
    if said := has_changed(talk):
        return refused(said)
    if objection := cannot_take(talk, found):
        return refused(objection.beside(expected=talk.state["to"]["code"], scanned=found.code))
    if found.id != talk.held.destination_id and not talk.confirmed("other_bin", found.id):
        talk.ask_once_more("other_bin", found.id)
        return confirm(
            "other_bin",
            T("%(bin)s is not the suggested bin.", bin=found.code),
            T("Scan %(bin)s once more to put the goods there.", bin=found.code),
            expected=talk.state["to"]["code"],
            scanned=found.code,
        )
    return put_down(talk, found)


def has_changed(talk: Talk) -> refusals.Refusal | None:
    """Why a license plate is not put down as it was taken up: something came onto it since."""
    plate_id, promises = talk.state["carry"]["plate_id"], in_hand(talk)
    if not plate_id:
        return None
    dock = reads.balance(talk.work.connection, promises[0].balance_id).location_id
    taken = {promise.balance_id: promise.quantity for promise in promises}
    return moving.still_mine(talk.work, plate_id, taken, dock)


def cannot_take(talk: Talk, place: PlaceScan) -> refusals.Refusal | None:
    """Why the scanned bin may not have the goods, as it is now: nobody else fills it meanwhile."""
    carry, connection = talk.state["carry"], talk.work.connection
    bins.before_putting(talk.work, place.id)
    units = {row.balance_id: row.quantity for row in in_hand(talk)}
    load = storage.load_of(connection, units, on_plate=carry["plate_id"] is not None)
    bin = storage.bin_at(connection, place.id, load, talk.held.id)
    objection = why_not_here(bin, load, None)
    if objection is None:
        return None
    elsewhere = talk.state["to"]["code"]
    if place.id == talk.held.destination_id:
        other = suggestion_for(connection, load, carry.get("lot_id"), talk.held.id)
        elsewhere = other.code if other else None
    return why_not_here(bin, load, elsewhere)


def put_down(talk: Talk, place: PlaceScan) -> Reply:
    """Record the moves and free the worker's hand."""
    carry = talk.state["carry"]
    for reservation in in_hand(talk):
        row = reads.balance(talk.work.connection, reservation.balance_id)
        spot = Spot(place.id, row.plate_id if carry["plate_id"] else None)
        entry = entry_of(row, reservation.quantity, spot)
        ledger.record(talk.work, entry, talk.by)
        reservations.forget(talk.work, reservation.id, reservation.quantity)
    if carry["plate_id"]:
        plates.place(talk.work, carry["plate_id"], place.id)
    show_line(talk, place.code)
    text = T("%(what)s put in %(bin)s.", what=counted(talk), bin=place.code)
    empty_hand(talk)
    return accepted("put_away", text)


def show_line(talk: Talk, location: str) -> None:
    """The goods as the answer shows them."""
    carry = talk.state["carry"]
    talk.line = {
        "product": carry["sku"],
        "name": carry["name"],
        "lot": carry["lot"],
        "serial": carry["serial"],
        "location": location,
        "planned": carry["quantity"],
        "done": carry["quantity"],
        "unit": carry["unit"],
    }


# Commands


def set_quantity(talk: Talk) -> Reply:
    """`LW*QTY*n`, `LW*PLUS`, `LW*MINUS`: only so many go to the bin, the rest stays on the dock."""
    if talk.held.step != Step.BIN:
        return refused(refusals.scan_goods_first())
    carry = talk.state["carry"]
    units = amounts.said(talk, carry["scale"], carry["unit"], now=carry["quantity"])
    if isinstance(units, refusals.Refusal):
        return refused(units)
    if carry["plate_id"]:
        return refused(refusals.plate_moves_whole(carry["plate"]))
    return take_other_quantity(talk, units)


def take_other_quantity(talk: Talk, units: int) -> Reply:
    """Reserve more or give some back, then suggest a bin for the new quantity."""
    bins.before_planning(talk.work)
    (reservation,) = in_hand(talk)
    row = reads.balance(talk.work.connection, reservation.balance_id)
    if units > row.free + reservation.quantity:
        available = row.product.amount(row.free + reservation.quantity)
        return refused(
            refusals.not_enough_waits(called(talk.state["carry"]), row.location, available)
        )
    reservations.release(talk.work, reservation.id, row.balance_id, reservation.quantity)
    reserve(talk, row, units)
    talk.state["carry"]["quantity"] = units
    if suggestion := suggested(talk, [row], {row.balance_id: units}):
        head_for(talk, suggestion)
    announce(talk)
    return accepted(
        "quantity_set",
        T("%(what)s. Take it to %(bin)s.", what=counted(talk), bin=talk.state["to"]["code"]),
    )


def put_back(talk: Talk) -> Reply:
    """`LW*CANCEL`: the goods stay on the dock; what a label said before them is forgotten."""
    if halves.dropped(talk):
        return accepted("cancelled", T("Forgotten. Scan again."))
    release_all(talk)
    empty_hand(talk)
    return accepted("cancelled", T("The goods stay on the dock."))


def finish(talk: Talk) -> Reply:
    """`LW*DONE`: the worker's hands are empty and the work ends."""
    if talk.held.step == Step.BIN:
        return refused(refusals.wrong_kind(T("the Done button"), WANTED[Step.BIN]))
    talk.held.status = TaskStatus.DONE
    return accepted("finished", T("Putaway is finished."), go="/")


COMMANDS: dict[str, Callable[[Talk], Reply]] = {
    **dict.fromkeys(("QTY", *amounts.STEPS), set_quantity),
    "CANCEL": put_back,
    "DONE": finish,
}


def present(talk: Talk) -> None:
    """Show what is in the worker's hand."""
    if talk.state.get("carry"):
        show_line(talk, talk.state["carry"]["from"])
        talk.line = {**(talk.line or {}), "done": 0}


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    if talk.task is None or talk.task.step == Step.GOODS:
        return T("Scan goods on the dock")
    return T("Scan bin %(bin)s", bin=talk.state["to"]["code"])
