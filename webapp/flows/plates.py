"""License plates: goods and other plates go on and off one, and it moves as a whole.

        ┌── plate ◄─────────────────────────────────────┐
        │     │ a license plate or tote                 │ CANCEL: another one
        │     ▼                                         │
        │  content ── loose goods here: put on it ──────┤
        │     │   ├── another plate here: stands on it  │
        │     │   ├── QTY*n: n of what went on or off   │
        │     │   ├── CLOSE · OPEN                      │
        │     │   ├── a location: all of it goes there (once more where it is no bin, or full)
        │     │   └── DISSOLVE (once more): what is on it lies loose; the plate is no more
        │     │ OUT: what went on last comes off, or (itself) it comes off its own plate
        │     ▼
        │    off ── goods or a plate on it come off ──► content
        └─ DONE ends the work

A worker has one such conversation at a time. Nothing is carried between two scans: each is an act
of its own, so that undo takes back exactly one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from webapp.flows.putaway_bins import why_not_here
from webapp.flows.replies import Reply, accepted, confirm, refused
from webapp.flows.talk import Talk
from webapp.models import BINS, Flow, TaskStatus
from webapp.operations import bins as keeping
from webapp.operations import plates, tasks
from webapp.queries import plates as reads
from webapp.queries import putaway as bins
from webapp.queries import storage
from webapp.queries.meanings import GoodsScan, PlaceScan, PlateScan
from webapp.queries.plates import PlateFacts
from webapp.queries.putaway import Waiting
from webapp.rules import refusals
from webapp.rules.quantities import units_of
from webapp.words import T, Words


class Step(StrEnum):
    """Where the conversation stands."""

    PLATE = "plate"
    CONTENT = "content"
    OFF = "off"


WANTED = {
    Step.PLATE: T("Scan a license plate."),
    Step.CONTENT: T("Scan goods or a license plate to put on it, or where it goes."),
    Step.OFF: T("Scan what you take off."),
}
PROMPTS = {
    Step.PLATE: T("Scan a license plate"),
    Step.CONTENT: T("Scan what goes on it, or where it goes"),
    Step.OFF: T("Scan what you take off"),
}


def answer(talk: Talk) -> Reply:
    """Answer one scan; a license plate opens the work where there is none."""
    if talk.task is None:
        talk.task = tasks.resume(talk.work, Flow.PLATES, user_id=talk.who.id)
    if talk.task is None:
        return hear_plate(talk)
    if talk.command and talk.command.verb in COMMANDS:
        return COMMANDS[talk.command.verb](talk)
    return STEPS[Step(talk.held.step)](talk)


def open_mine(talk: Talk) -> Reply:
    """Open the worker's conversation about plates, or go on with the one under way."""
    talk.task = tasks.open_or_resume(talk.work, Flow.PLATES, step=Step.PLATE, user_id=talk.who.id)
    return accepted("opened", T("License plates."), go=f"/license-plates/{talk.task.id}")


def in_hand(talk: Talk) -> PlateFacts:
    """The license plate that is spoken of, as it stands now."""
    wanted = talk.state["plate"]
    return next(one for one in reads.pile(talk.work.connection, wanted) if one.id == wanted)


def called(plate: PlateFacts | PlateScan) -> Words:
    """What to call a license plate."""
    return PlateScan(plate.id, plate.code, plate.kind).called


def done(talk: Talk, reply: Reply, **did: Any) -> Reply:
    """The same reply; what was done beside moves is kept, so that an undo can turn it back."""
    talk.state["did"] = did
    return reply


# Taking one in hand


def hear_plate(talk: Talk) -> Reply:
    """The license plate that all that follows is about."""
    found = talk.one_of(PlateScan, wanted=WANTED[Step.PLATE])
    if isinstance(found, Reply):
        return found
    if found.id is None:
        return refused(refusals.unknown_code(talk.shown))
    if talk.task is None:
        talk.task = tasks.open_new(talk.work, Flow.PLATES, step=Step.PLATE, user_id=talk.who.id)
    return take_in_hand(talk, found)


def take_in_hand(talk: Talk, plate: PlateScan) -> Reply:
    """Show a license plate's card."""
    talk.state.pop("last", None)
    talk.state["plate"], talk.state["code"] = plate.id, plate.code
    talk.held.step = Step.CONTENT
    here = T("At %(location)s: %(plate)s.", location=plate.location, plate=plate.called)
    return done(talk, accepted("plate_shown", here))


# Putting on


def hear_content(talk: Talk) -> Reply:
    """Goods or a plate that go on it, or the place that it goes to."""
    found = talk.one_of(
        GoodsScan,
        PlateScan,
        PlaceScan,
        wanted=WANTED[Step.CONTENT],
        fits=lambda one: not isinstance(one, GoodsScan) or bool(beside(talk, one)),
    )
    match found:
        case Reply():
            return found
        case PlaceScan():
            return move(talk, found)
        case PlateScan():
            return put_plate_on(talk, found)
    return put_goods_on(talk, found)


def put_plate_on(talk: Talk, plate: PlateScan) -> Reply:
    """Another plate that stands beside the one in hand."""
    under = in_hand(talk)
    if plate.id is None:
        return refused(refusals.unknown_code(talk.shown))
    if plate.id == under.id:
        return take_in_hand(talk, plate)
    if said := plates.nest(talk.work, plate.id, into=under.id):
        return refused(said)
    talk.state["last"] = {"way": "on", "plate": plate.id}
    words = T("On %(under)s now: %(plate)s.", under=called(under), plate=plate.called)
    return done(talk, accepted("plate_put_on", words), verb="nest", plate=plate.id)


def put_goods_on(talk: Talk, goods: GoodsScan) -> Reply:
    """As many of the loose goods beside the plate as the scan counts."""
    found = one_of_rows(goods, beside(talk, goods))
    if isinstance(found, refusals.Refusal):
        return refused(found)
    if found is None:
        return refused(
            refusals.not_beside(goods.called, in_hand(talk).location, elsewhere(talk, goods))
        )
    return move_goods(talk, "on", found, goods.quantity)


def beside(talk: Talk, goods: GoodsScan) -> list[Waiting]:
    """The loose goods where the plate stands that a scan can mean."""
    if not known(goods):
        return []
    location_id = in_hand(talk).location_id
    return reads.goods_beside(talk.work.connection, location_id, *ids_of(goods))


def known(goods: GoodsScan) -> bool:
    """Whether the lot and the serial on a label are known here."""
    return not (goods.lot_code and not goods.lot) and not (goods.serial_code and not goods.serial)


def ids_of(goods: GoodsScan) -> tuple[int, int | None, int | None]:
    """Product, lot and serial."""
    return (
        goods.product.id,
        goods.lot.id if goods.lot else None,
        goods.serial.id if goods.serial else None,
    )


def elsewhere(talk: Talk, goods: GoodsScan) -> str:
    """Where the goods are, for a sentence."""
    return bins.places_of(talk.work.connection, *ids_of(goods)) if known(goods) else ""


def one_of_rows(goods: GoodsScan, rows: Sequence[Waiting]) -> Waiting | refusals.Refusal | None:
    """The one balance that is meant, why it cannot be told, or None where there is none."""
    if len({row.serial_id for row in rows}) > 1:
        return refusals.serial_needed(goods.product.sku)
    if len({row.lot.id if row.lot else None for row in rows}) > 1:
        return refusals.lot_needed(goods.product.sku)
    return rows[0] if rows else None


def move_goods(talk: Talk, way: str, row: Waiting, units: int, *, of: int = 0) -> Reply:
    """Put units on the plate or take them off; `of` of them went the same way just before."""
    plate = in_hand(talk)
    act = plates.pack if way == "on" else plates.unpack
    if said := act(talk.work, plate.id, row.balance_id, units, talk.by):
        return refused(said)
    talk.state["last"] = {"way": way, "goods": key_of(row), "units": units + of}
    return told(talk, plate, row, way, units + of)


def told(talk: Talk, plate: PlateFacts, row: Waiting, way: str, units: int) -> Reply:
    """What went on or off."""
    talk.held.step = Step.CONTENT
    talk.line = {
        "product": row.product.sku,
        "name": row.product.name,
        "lot": row.lot.code if row.lot else None,
        "serial": row.serial,
        "location": row.location,
        "planned": units,
        "done": units,
        "unit": row.product.unit,
    }
    values = {
        "quantity": row.product.amount(units),
        "what": goods_called(row),
        "plate": called(plate),
    }
    if way == "on":
        return done(
            talk, accepted("packed", T("%(quantity)s of %(what)s put on %(plate)s.", **values))
        )
    return done(
        talk, accepted("unpacked", T("%(quantity)s of %(what)s taken off %(plate)s.", **values))
    )


def goods_called(row: Waiting) -> Words:
    """What to call goods: by their serial, their lot, or their product."""
    if row.serial:
        return T("%(product)s serial %(code)s", product=row.product.sku, code=row.serial)
    if row.lot:
        return T("%(product)s lot %(code)s", product=row.product.sku, code=row.lot.code)
    return T("%(product)s", product=row.product.sku)


def key_of(row: Waiting) -> list[int | None]:
    """Product, lot and serial of goods, as the task remembers them."""
    return [row.product.id, row.lot.id if row.lot else None, row.serial_id]


# Taking off


def take_off(talk: Talk) -> Reply:
    """`LW*OUT`: what went on last, else what is scanned next; `LW*OUT*SELF`: the plate itself."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Take off button"), WANTED[Step.PLATE]))
    if talk.command and talk.command.arguments == ("SELF",):
        return take_itself_off(talk)
    last = talk.state.get("last") or {}
    if last.get("way") != "on":
        talk.held.step = Step.OFF
        return done(talk, accepted("take_off", T("Scan what you take off.")))
    if "plate" in last:
        return take_plate_off(talk, last["plate"])
    row = next(
        iter(reads.goods_on(talk.work.connection, talk.state["plate"], *last["goods"])), None
    )
    if row is None:
        return refused(refusals.busy_elsewhere())
    return move_goods(talk, "off", row, last["units"])


def take_itself_off(talk: Talk) -> Reply:
    """The plate in hand stands by itself again."""
    plate = in_hand(talk)
    if said := plates.take_out(talk.work, plate.id):
        return refused(said)
    words = T("By itself at %(location)s: %(plate)s.", location=plate.location, plate=called(plate))
    return done(
        talk, accepted("plate_taken_off", words), verb="out", plate=plate.id, under=plate.parent_id
    )


def hear_off(talk: Talk) -> Reply:
    """Goods or a plate that come off."""
    found = talk.one_of(
        GoodsScan,
        PlateScan,
        wanted=WANTED[Step.OFF],
        fits=lambda one: not isinstance(one, GoodsScan) or bool(upon(talk, one)),
    )
    if isinstance(found, Reply):
        return found
    if isinstance(found, PlateScan):
        return take_scanned_plate_off(talk, found)
    row = one_of_rows(found, upon(talk, found))
    if isinstance(row, refusals.Refusal):
        return refused(row)
    if row is None:
        return refused(refusals.not_on_plate(found.called, called(in_hand(talk))))
    return move_goods(talk, "off", row, found.quantity)


def upon(talk: Talk, goods: GoodsScan) -> list[Waiting]:
    """The goods on the plate that a scan can mean."""
    if not known(goods):
        return []
    return reads.goods_on(talk.work.connection, talk.state["plate"], *ids_of(goods))


def take_scanned_plate_off(talk: Talk, plate: PlateScan) -> Reply:
    """A plate that stands on the one in hand."""
    under = talk.state["plate"]
    pile = reads.pile(talk.work.connection, under)
    if not any(one.id == plate.id and one.parent_id == under for one in pile):
        return refused(refusals.not_on_plate(plate.called, called(in_hand(talk))))
    return take_plate_off(talk, int(plate.id or 0))


def take_plate_off(talk: Talk, plate_id: int) -> Reply:
    """It stands by itself, where it stood."""
    under = in_hand(talk)
    pile = reads.pile(talk.work.connection, under.id)
    plate = next((one for one in pile if one.id == plate_id), None)
    if plate is None or plate.parent_id != under.id:
        return refused(refusals.busy_elsewhere())
    if said := plates.take_out(talk.work, plate_id):
        return refused(said)
    talk.state.pop("last", None)
    talk.held.step = Step.CONTENT
    words = T("Taken off %(under)s: %(plate)s.", under=called(under), plate=called(plate))
    return done(
        talk, accepted("plate_taken_off", words), verb="out", plate=plate_id, under=under.id
    )


# The whole plate


def move(talk: Talk, place: PlaceScan) -> Reply:
    """All of it goes to a location; asked for once more where it is no bin, or full."""
    plate = in_hand(talk)
    question = doubt(talk, plate, place)
    if question and not talk.confirmed("move_plate", place.id):
        talk.ask_once_more("move_plate", place.id)
        remedy = T("Scan %(bin)s once more to bring it there.", bin=place.code)
        return confirm("move_plate", question, remedy, scanned=place.code)
    if said := cannot_stand(talk, plate, place) or plates.move_whole(
        talk.work, plate.id, place.id, talk.by
    ):
        return refused(said)
    talk.state.pop("last", None)
    words = T("At %(location)s now: %(plate)s.", location=place.code, plate=called(plate))
    return done(
        talk,
        accepted("plate_moved", words),
        verb="move",
        plate=plate.id,
        came=plate.location_id,
        to=place.id,
    )


def doubt(talk: Talk, plate: PlateFacts, place: PlaceScan) -> Words | None:
    """Why somebody may not have meant this place."""
    if place.blocked_in or place.id == plate.location_id or plate.parent_id:
        return None  # refused anyway, with a better reason
    return None if place.kind in BINS else T("%(bin)s is not a bin.", bin=place.code)


def cannot_stand(talk: Talk, plate: PlateFacts, place: PlaceScan) -> refusals.Refusal | None:
    """Why a bin may not have all that the plate carries: the rules of putaway, as it is now."""
    connection = talk.work.connection
    goods = reads.units_upon(connection, plate.id)
    if place.kind not in BINS or not goods or place.id == plate.location_id or plate.parent_id:
        return None
    keeping.before_putting(talk.work, place.id)
    load = storage.load_of(connection, goods, on_plate=True)
    return why_not_here(storage.bin_at(connection, place.id, load, talk.held.id), load, None)


def close(talk: Talk) -> Reply:
    """`LW*CLOSE`: nothing goes on or off any more."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Close button"), WANTED[Step.PLATE]))
    plate = in_hand(talk)
    before = pile_upon(talk, plate)
    if said := plates.close(talk.work, plate.id):
        return refused(said)
    closed = [one.id for one in before if one.status == "open"]
    talk.held.step = Step.CONTENT
    words = T("Closed: %(plate)s.", plate=called(plate))
    return done(talk, accepted("plate_closed_now", words), verb="close", plates=closed)


def pile_upon(talk: Talk, plate: PlateFacts) -> list[PlateFacts]:
    """The plate and all that stand on it, each before those that it carries."""
    found = [plate]
    for one in reads.pile(talk.work.connection, plate.id):
        if one.parent_id in {above.id for above in found}:
            found.append(one)
    return found


def open_again(talk: Talk) -> Reply:
    """`LW*OPEN`: goods go on and off again."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Open button"), WANTED[Step.PLATE]))
    plate = in_hand(talk)
    if said := plates.open_again(talk.work, plate.id):
        return refused(said)
    words = T("Open again: %(plate)s.", plate=called(plate))
    return done(talk, accepted("plate_opened_again", words), verb="open", plate=plate.id)


def dissolve(talk: Talk) -> Reply:
    """`LW*DISSOLVE`, twice: its content lies loose, and its code is used up for ever."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Dissolve button"), WANTED[Step.PLATE]))
    plate = in_hand(talk)
    if not talk.confirmed("dissolve", plate.id):
        talk.ask_once_more("dissolve", plate.id)
        return confirm(
            "dissolve",
            T("Its code will be used up: %(plate)s. No undo.", plate=called(plate)),
            T("Press Dissolve once more: what is on it will lie loose here."),
        )
    if said := plates.dissolve(talk.work, plate.id, talk.by):
        return refused(said)
    talk.final = True
    words = T(
        "Dissolved: %(plate)s. What was on it is loose at %(location)s.",
        plate=called(plate),
        location=plate.location,
    )
    return leave(talk, accepted("plate_dissolved", words))


# Commands


def set_quantity(talk: Talk) -> Reply:
    """`LW*QTY*n`: so many of the goods that went on or off just now, in all."""
    last = talk.state.get("last") or {}
    text = "*".join(talk.command.arguments) if talk.command else ""
    if "goods" not in last:
        return refused(refusals.nothing_put_on())
    rows = moved_rows(talk, last["way"], last["goods"])
    back = moved_rows(talk, "off" if last["way"] == "on" else "on", last["goods"])
    units = units_of(text, (rows or back)[0].product.scale) if rows or back else None
    if units is None:
        return refused(refusals.bad_quantity(text or "?"))
    more = units - last["units"]
    if more > 0 and rows:
        return move_goods(talk, last["way"], rows[0], more, of=last["units"])
    if more < 0 and back:
        return put_fewer(talk, last, back[0], units)
    if more == 0:
        return told(talk, in_hand(talk), back[0], last["way"], units)
    available = back[0].product.amount(last["units"])
    return refused(refusals.not_enough_beside(goods_called(back[0]), back[0].location, available))


def put_fewer(talk: Talk, last: dict[str, Any], row: Waiting, units: int) -> Reply:
    """Some of it goes back, so that `units` went there in all."""
    way = "off" if last["way"] == "on" else "on"
    reply = move_goods(talk, way, row, last["units"] - units)
    if reply.code not in ("packed", "unpacked"):
        return reply
    talk.state["last"] = {**last, "units": units}
    return told(talk, in_hand(talk), row, last["way"], units)


def moved_rows(talk: Talk, way: str, goods: list[int | None]) -> list[Waiting]:
    """Where goods are that go this way: loose for what goes on, on the plate for what comes off."""
    plate = in_hand(talk)
    product_id, lot_id, serial_id = goods
    rows = (
        reads.goods_beside(
            talk.work.connection, plate.location_id, int(product_id or 0), lot_id, serial_id
        )
        if way == "on"
        else reads.goods_on(talk.work.connection, plate.id, product_id, lot_id, serial_id)
    )
    return [row for row in rows if key_of(row) == goods]


def cancel(talk: Talk) -> Reply:
    """`LW*CANCEL`: nothing comes off after all; or another license plate."""
    if talk.held.step == Step.OFF:
        talk.held.step = Step.CONTENT
        return done(talk, accepted("cancelled", T("Nothing was taken off.")))
    return leave(talk, accepted("cancelled", WANTED[Step.PLATE]))


def leave(talk: Talk, reply: Reply) -> Reply:
    """No license plate is spoken of any more."""
    for name in ("plate", "code", "last"):
        talk.state.pop(name, None)
    talk.held.step = Step.PLATE
    return done(talk, reply)


def finish(talk: Talk) -> Reply:
    """`LW*DONE`: the work ends."""
    talk.held.status = TaskStatus.DONE
    return accepted("finished", T("License plates are done."), go="/")


COMMANDS: dict[str, Callable[[Talk], Reply]] = {
    "QTY": set_quantity,
    "OUT": take_off,
    "CLOSE": close,
    "OPEN": open_again,
    "DISSOLVE": dissolve,
    "CANCEL": cancel,
    "DONE": finish,
}
STEPS: dict[Step, Callable[[Talk], Reply]] = {
    Step.PLATE: hear_plate,
    Step.CONTENT: hear_content,
    Step.OFF: hear_off,
}


# Undo


def turn_back(talk: Talk) -> bool:
    """Turn back what the last scan did beside its moves; False where it is past that."""
    did = talk.state.get("did") or {}
    match did.get("verb"):
        case "nest":
            return plates.take_out(talk.work, did["plate"]) is None
        case "out":
            return plates.nest(talk.work, did["plate"], into=did["under"]) is None
        case "open":
            return plates.close(talk.work, did["plate"]) is None
        case "close":
            return all(plates.open_again(talk.work, one) is None for one in did["plates"])
        case "move":
            return plates.bring_back(talk.work, did["plate"], did["to"], did["came"])
    return True


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    return PROMPTS[Step(talk.task.step)] if talk.task else PROMPTS[Step.PLATE]
