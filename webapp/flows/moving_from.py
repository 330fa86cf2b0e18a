"""From where goods are moved, and what of it: a bin, goods in one place, a plate, or a tap."""

from __future__ import annotations

from collections.abc import Callable

from webapp.flows import halves
from webapp.flows.moving_hand import Step, open_task, take_everything, take_plate, take_up
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.queries import moving as reads
from webapp.queries import putaway as places
from webapp.queries import resolve
from webapp.queries.meanings import GoodsScan, Meaning, PlaceScan, PlateScan
from webapp.queries.moving import GoodsThere
from webapp.rules import refusals
from webapp.rules.refusals import Refusal
from webapp.words import T, Words

FROM = T("Scan a bin, goods or a license plate.")
GOODS = T("Scan what you take, or press Take all.")


def hear_from(talk: Talk) -> Reply:
    """The bin to take from; or goods that are in one place, or a plate, at once."""
    return hear(talk, FROM, take_from_anywhere, hear_plate)


def hear_goods(talk: Talk) -> Reply:
    """A lot, a serial, a product or a plate of this bin; or another bin."""
    return hear(talk, GOODS, take_from_here, hear_plate_here)


def hear(
    talk: Talk,
    wanted: Words,
    on_goods: Callable[[Talk, GoodsScan], Reply],
    on_plate: Callable[[Talk, PlateScan], Reply],
) -> Reply:
    """A bin is where goods are taken from now on; goods on a plate that is known are the plate."""
    heard = halves.together(talk)
    found = talk.one_of(
        GoodsScan,
        PlateScan,
        PlaceScan,
        wanted=wanted,
        heard=heard,
        fits=lambda one: not isinstance(one, GoodsScan) or bool(matching(talk, one)),
    )
    match found:
        case PlaceScan():
            return stand_at(talk, found)
        case PlateScan():
            return on_plate(talk, found)
        case GoodsScan(plate=PlateScan(id=int()) as plate):
            return on_plate(talk, plate)
        case GoodsScan():
            return keep_half(talk, on_goods(talk, found), (found,))
    return keep_half(talk, found, heard)


def keep_half(talk: Talk, reply: Reply, heard: tuple[Meaning, ...]) -> Reply:
    """The same reply; what another label has to complete waits for it in the conversation."""
    if half := halves.half_of(reply, heard):
        open_task(talk)
        halves.keep(talk, half)
    return reply


# A bin


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


def take_all(talk: Talk) -> Reply:
    """`LW*ALL`: everything in this bin, or why something of it has to stay."""
    if talk.held.step == Step.FROM:
        return refused(refusals.wrong_kind(T("the Take all button"), FROM))
    return take_everything(talk, talk.state["from"])


# Goods


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


def take_from_here(talk: Talk, goods: GoodsScan) -> Reply:
    """All that is free of goods in this bin: loose ones go before those on a plate."""
    source = talk.state["from"]
    rows = matching(talk, goods, source["id"])
    if not rows:
        return refused(refusals.not_at(goods.called, source["code"], elsewhere(talk, goods)))
    loose = [row for row in rows if row.plate_id is None] or rows
    if said := which(goods, loose):
        return refused(said)
    return take_up(talk, loose)


def matching(talk: Talk, goods: GoodsScan, location_id: int | None = None) -> list[GoodsThere]:
    """All that a scan of goods can mean; nothing where their lot or serial is unknown."""
    if not known(goods):
        return []
    return reads.of(talk.work.connection, *ids_of(goods), location_id=location_id)


def known(goods: GoodsScan) -> bool:
    """Whether the lot and the serial on a label are known here."""
    return not (goods.lot_code and not goods.lot) and not (goods.serial_code and not goods.serial)


def ids_of(goods: GoodsScan) -> tuple[int, int | None, int | None]:
    """Product, lot and serial."""
    lot_id = goods.lot.id if goods.lot else None
    return goods.product.id, lot_id, goods.serial.id if goods.serial else None


def which(goods: GoodsScan, rows: list[GoodsThere]) -> Refusal | None:
    """Why one scan does not say which lot or unit it is, or None; a lot is all of its units."""
    if len({row.lot.id if row.lot else None for row in rows}) > 1:
        return refusals.lot_needed(goods.product.sku)
    if not goods.lot and len({row.serial_id for row in rows}) > 1:
        return refusals.serial_needed(goods.product.sku)
    return None


def elsewhere(talk: Talk, goods: GoodsScan) -> str:
    """Where the goods are, for a sentence."""
    return places.places_of(talk.work.connection, *ids_of(goods)) if known(goods) else ""


# License plates


def hear_plate(talk: Talk, plate: PlateScan) -> Reply:
    """A license plate, wherever it stands."""
    if plate.id is None:
        return refused(refusals.unknown_code(talk.shown))
    return take_plate(talk, plate, str(plate.location))


def hear_plate_here(talk: Talk, plate: PlateScan) -> Reply:
    """A license plate that stands in this bin."""
    source = talk.state["from"]
    if plate.id and plate.location_id != source["id"]:
        return refused(refusals.not_at(plate.called, source["code"], str(plate.location)))
    return hear_plate(talk, plate)


# A tap on a line of a list


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
