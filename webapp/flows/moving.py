"""Moving: goods are taken from one place and put to another, to quarantine, or to scrap.

        ┌── from ◄───────────────────────────────────────────┐
        │     │ a bin          goods in one place only ──┐   │
        │     ▼                a license plate ──────────┤   │
        │   goods ◄──────────────────────────────────┐   │   │
        │     │ a lot, serial or product of it,      │   │   │ nothing is left there
        │     │ a plate there, or ALL of it          │   │   │
        │     ▼                                      │   │   │
        │    to ◄────────────────────────────────────────┘   │
        │     │ QTY*n, PLUS, MINUS: only so many     │       │
        │     ├── a bin that takes it, quarantine ───┴───────┤
        │     └── a scrap place: why? SCRAP*reason ──────────┘
        │ CANCEL: back where it was; then another bin
        └─ DONE ends the work        REPLENISH: a pick face is filled (flows.replenishing)

A worker has one such conversation at a time. What is in the worker's hand is reserved, so that
nobody else takes it or is promised it. What is promised already stays; what is held or has expired
goes to quarantine or scrap only.
"""

from __future__ import annotations

from collections.abc import Callable

from webapp.flows import amounts, halves, moving_to, replenishing, replenishing_begin
from webapp.flows.moving_hand import (
    Step,
    called,
    counted,
    in_hand,
    open_task,
    put_back,
    reach_for,
    take_everything,
    take_plate,
    take_up,
)
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.models import Flow, TaskStatus
from webapp.operations import moving, tasks
from webapp.queries import moving as reads
from webapp.queries import putaway as places
from webapp.queries import resolve
from webapp.queries.meanings import GoodsScan, Meaning, PlaceScan, PlateScan
from webapp.queries.moving import GoodsThere
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.words import T, Words

WANTED = {
    Step.FROM: T("Scan a bin, goods or a license plate."),
    Step.GOODS: T("Scan what you take, or press Take all."),
    Step.TO: T("Scan the place it goes to."),
}
PROMPTS = {
    Step.FROM: T("Scan a bin, goods or a license plate"),
    Step.GOODS: T("Scan what you take"),
    Step.TO: T("Scan where it goes"),
}


def answer(talk: Talk) -> Reply:
    """Answer one scan; one that takes something up opens the work where there is none."""
    if talk.task is None:
        talk.task = tasks.resume(talk.work, Flow.MOVING, user_id=talk.who.id)
    verb = talk.command.verb if talk.command else ""
    if talk.task is None:
        return TAPPED.get(verb, hear_from)(talk)
    if replenishing.is_filling(talk.state):
        return replenishing.answer(talk)
    if verb in NEW_ONES and talk.held.step == Step.TO:
        return refused(refusals.hands_full(called(talk.state["hand"], in_hand(talk))))
    if verb in COMMANDS:
        return COMMANDS[verb](talk)
    return STEPS[Step(talk.held.step)](talk)


def open_mine(talk: Talk) -> Reply:
    """Open the worker's conversation about moving, or go on with the one under way."""
    talk.task = tasks.open_or_resume(talk.work, Flow.MOVING, step=Step.FROM, user_id=talk.who.id)
    return accepted("opened", T("Moving goods."), go=f"/move/{talk.task.id}")


# From where


def hear_from(talk: Talk) -> Reply:
    """The bin to take from; or goods that are in one place, or a plate, at once."""
    heard = halves.together(talk)
    found = talk.one_of(GoodsScan, PlateScan, PlaceScan, wanted=WANTED[Step.FROM], heard=heard)
    match found:
        case PlaceScan():
            return stand_at(talk, found)
        case PlateScan():
            return hear_plate(talk, found)
        case GoodsScan(plate=PlateScan(id=int()) as plate):
            return hear_plate(talk, plate)
        case GoodsScan():
            return keep_half(talk, take_from_anywhere(talk, found), (found,))
    return keep_half(talk, found, heard)


def keep_half(talk: Talk, reply: Reply, heard: tuple[Meaning, ...]) -> Reply:
    """The same reply; what another label has to complete waits for it in the conversation."""
    if half := halves.half_of(reply, heard):
        open_task(talk)
        halves.keep(talk, half)
    return reply


def stand_at(talk: Talk, place: PlaceScan) -> Reply:
    """Take from this bin from now on."""
    if place.blocked_out:
        return refused(refusals.location_blocked_out(place.code))
    lines = len(reads.at(talk.work.connection, place.id))
    stand = len(reads.plates_at(talk.work.connection, place.id))
    if not lines and not stand:
        return refused(refusals.nothing_here(place.code))
    open_task(talk)
    talk.state["from"] = {"id": place.id, "code": place.code}
    talk.held.step = Step.GOODS
    return accepted("place_shown", seen_at(place, lines, stand))


def seen_at(place: PlaceScan, lines: int, stand: int) -> Words:
    """How much there is to choose from."""
    if not stand:
        return T("At %(location)s. Lines: %(lines)s.", location=place.code, lines=lines)
    return T(
        "At %(location)s. Lines: %(lines)s, license plates: %(plates)s.",
        location=place.code,
        lines=lines,
        plates=stand,
    )


def take_from_anywhere(talk: Talk, goods: GoodsScan) -> Reply:
    """Goods that are in one place are taken up there, all of them that are free."""
    rows = matching(talk, goods)
    if not rows:
        return refused(refusals.none_in_stock(goods.called))
    if said := which(goods, rows):
        return refused(said)
    spots = list(dict.fromkeys(row.place for row in rows))
    if len(spots) > 1:
        return refused(refusals.scattered(goods.called, spots))
    return take_up(talk, rows)


def matching(talk: Talk, goods: GoodsScan) -> list[GoodsThere]:
    """All that a scan of goods can mean; nothing where their lot or serial is unknown."""
    if (goods.serial_code and not goods.serial) or (goods.lot_code and not goods.lot):
        return []
    lot_id, serial_id = ids_of(goods)
    return reads.of(talk.work.connection, goods.product.id, lot_id, serial_id)


def ids_of(goods: GoodsScan) -> tuple[int | None, int | None]:
    """Lot and serial."""
    return goods.lot.id if goods.lot else None, goods.serial.id if goods.serial else None


def which(goods: GoodsScan, rows: list[GoodsThere]) -> Refusal | None:
    """Why one scan does not say which lot or unit it is, or None; a lot is all of its units."""
    if len({row.lot.id if row.lot else None for row in rows}) > 1:
        return refusals.lot_needed(goods.product.sku)
    if not goods.lot and len({row.serial_id for row in rows}) > 1:
        return refusals.serial_needed(goods.product.sku)
    return None


def hear_plate(talk: Talk, plate: PlateScan) -> Reply:
    """A license plate, wherever it stands."""
    if plate.id is None:
        return refused(refusals.unknown_code(talk.shown))
    return take_plate(talk, plate, str(plate.location))


def take_chosen(talk: Talk) -> Reply:
    """`LW*STOCK*id`: goods in the place that was tapped, or the plate there that they are on."""
    row = reads.one(talk.work.connection, tapped_id(talk))
    if row is None:
        return refused(refusals.none_in_stock(T("these goods")))
    for plate in named(talk, "PLATE", row.plate_id or 0):
        if isinstance(plate, PlateScan):
            return hear_plate(talk, plate)
    return take_up(talk, [row])


def take_from(talk: Talk) -> Reply:
    """`LW*FROM*id`: the bin that was tapped, and never one that goods in hand would go to."""
    for place in named(talk, "PLACE", tapped_id(talk)):
        if isinstance(place, PlaceScan):
            return stand_at(talk, place)
    return refused(refusals.unknown_code(talk.shown))


def named(talk: Talk, verb: str, wanted: int) -> tuple[Meaning, ...]:
    """The one thing with this id, as a scan would mean it; nothing where there is none."""
    return resolve.by_id(talk.work.connection, verb, (str(wanted),)) if wanted else ()


def tapped_id(talk: Talk) -> int:
    """The id that a command names, or 0, which nothing has."""
    (wanted,) = (talk.command.arguments if talk.command else ())[:1] or ("",)
    return int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0


# What of it


def hear_goods(talk: Talk) -> Reply:
    """A lot, a serial, a product or a plate of this bin; or another bin."""
    heard = halves.together(talk)
    found = talk.one_of(
        GoodsScan,
        PlateScan,
        PlaceScan,
        wanted=WANTED[Step.GOODS],
        heard=heard,
        fits=lambda one: not isinstance(one, GoodsScan) or bool(here(talk, one)),
    )
    match found:
        case PlaceScan():
            return stand_at(talk, found)
        case PlateScan():
            return hear_plate_here(talk, found)
        case GoodsScan(plate=PlateScan(id=int()) as plate):
            return hear_plate_here(talk, plate)
        case GoodsScan():
            return keep_half(talk, take_from_here(talk, found), (found,))
    return keep_half(talk, found, heard)


def here(talk: Talk, goods: GoodsScan) -> list[GoodsThere]:
    """What a scan of goods can mean in this bin."""
    wanted = talk.state["from"]["id"]
    return [row for row in matching(talk, goods) if row.location_id == wanted]


def take_from_here(talk: Talk, goods: GoodsScan) -> Reply:
    """All that is free of goods in this bin: loose ones go before those on a plate."""
    rows = here(talk, goods)
    if not rows:
        return refused(
            refusals.not_at(goods.called, talk.state["from"]["code"], elsewhere(talk, goods))
        )
    loose = [row for row in rows if row.plate_id is None]
    if said := which(goods, loose or rows):
        return refused(said)
    return take_up(talk, loose or rows)


def elsewhere(talk: Talk, goods: GoodsScan) -> str:
    """Where the goods are, for a sentence."""
    if not matching(talk, goods):
        return ""
    return places.places_of(talk.work.connection, goods.product.id, *ids_of(goods))


def hear_plate_here(talk: Talk, plate: PlateScan) -> Reply:
    """A license plate that stands in this bin."""
    source = talk.state["from"]
    if plate.id is None:
        return refused(refusals.unknown_code(talk.shown))
    if plate.location_id != source["id"]:
        return refused(refusals.not_at(plate.called, source["code"], str(plate.location)))
    return take_plate(talk, plate, source["code"])


def take_all(talk: Talk) -> Reply:
    """`LW*ALL`: everything in this bin, or why something of it has to stay."""
    if talk.held.step == Step.FROM:
        return refused(refusals.wrong_kind(T("the Take all button"), WANTED[Step.FROM]))
    source, connection = talk.state["from"], talk.work.connection
    rows, stand = reads.at(connection, source["id"]), reads.plates_at(connection, source["id"])
    return take_everything(talk, rows, stand, source)


# How many, and where to


def hear_to(talk: Talk) -> Reply:
    """The place it goes to."""
    heard = (*talk.heard, *moving_to.scrap_places(talk))
    found = talk.one_of(PlaceScan, wanted=WANTED[Step.TO], heard=heard)
    return found if isinstance(found, Reply) else moving_to.go_to(talk, found)


def set_quantity(talk: Talk) -> Reply:
    """`LW*QTY*n`, `LW*PLUS`, `LW*MINUS`: only so many of the goods; the rest stays."""
    if talk.held.step != Step.TO:
        return refused(refusals.scan_goods_first())
    held, rows = talk.state["hand"], in_hand(talk)
    if held["what"] != "goods" or len(rows) > 1:
        return refused(refusals.moves_whole(called(held, rows)))
    if rows[0].serial:
        return refused(refusals.serial_is_one(rows[0].serial))
    (row,) = rows
    units = amounts.said(talk, row.product.scale, row.product.unit, now=row.taken)
    if isinstance(units, Refusal):
        return refused(units)
    return hold_so_many(talk, row, units)


def hold_so_many(talk: Talk, row: GoodsThere, units: int) -> Reply:
    """Take more of it up, or give some back."""
    held, most = talk.state["hand"], row.free + row.taken
    if units > most:
        available = row.product.amount(most)
        return refused(refusals.fewer_are_free(row.called, row.location, available))
    moving.put_back(talk.work, talk.held.id)
    held["units"] = {str(row.balance_id): units}
    reach_for(talk)
    what = counted(held, in_hand(talk))
    return accepted("quantity_set", T("In hand: %(what)s.", what=what))


# Commands


def cancel(talk: Talk) -> Reply:
    """`LW*CANCEL`: what is in hand stays where it was; then another bin."""
    if halves.dropped(talk):
        return accepted("cancelled", T("Forgotten. Scan again."))
    if talk.held.step == Step.TO:
        place = talk.state["hand"]["code"]
        put_back(talk)
        return accepted("cancelled", T("It stays at %(location)s.", location=place))
    talk.state.pop("from", None)
    talk.held.step = Step.FROM
    return accepted("cancelled", WANTED[Step.FROM])


def finish(talk: Talk) -> Reply:
    """`LW*DONE`: the worker's hands are empty and the work ends."""
    talk.held.status = TaskStatus.DONE
    return accepted("finished", T("Moving is finished."), go="/")


TAPPED: dict[str, Callable[[Talk], Reply]] = {"STOCK": take_chosen, "FROM": take_from}
# What is not heard with something in hand: put it down first.
NEW_ONES = (*TAPPED, "ALL", "DONE")
COMMANDS: dict[str, Callable[[Talk], Reply]] = {
    **dict.fromkeys(("QTY", *amounts.STEPS), set_quantity),
    **TAPPED,
    "ALL": take_all,
    "SCRAP": moving_to.scrap,
    "REPLENISH": replenishing_begin.open_place,
    "CANCEL": cancel,
    "DONE": finish,
}
STEPS: dict[Step, Callable[[Talk], Reply]] = {
    Step.FROM: hear_from,
    Step.GOODS: hear_goods,
    Step.TO: hear_to,
}


def prompt(talk: Talk) -> Words:
    """What to scan next."""
    if talk.task and replenishing.is_filling(talk.task.state):
        return replenishing.prompt(talk)
    return PROMPTS[Step(talk.task.step)] if talk.task else PROMPTS[Step.FROM]
