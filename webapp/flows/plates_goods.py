"""Goods that go on a license plate or come off it: which ones a scan means, and the move."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.flows.plates_hand import Step, called, done, in_hand
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.operations import plates
from webapp.queries import plates as reads
from webapp.queries import putaway as places
from webapp.queries.meanings import GoodsScan
from webapp.queries.plates import PlateFacts
from webapp.queries.putaway import Waiting
from webapp.rules import refusals
from webapp.words import T, Words


def beside(talk: Talk, goods: GoodsScan) -> list[Waiting]:
    """The loose goods where the plate stands that a scan can mean."""
    if not known(goods):
        return []
    location_id = in_hand(talk).location_id
    return reads.goods_beside(talk.work.connection, location_id, *ids_of(goods))


def upon(talk: Talk, goods: GoodsScan) -> list[Waiting]:
    """The goods on the plate that a scan can mean."""
    if not known(goods):
        return []
    return reads.goods_on(talk.work.connection, talk.state["plate"], *ids_of(goods))


def elsewhere(talk: Talk, goods: GoodsScan) -> str:
    """Where the goods are, for a sentence."""
    return places.places_of(talk.work.connection, *ids_of(goods)) if known(goods) else ""


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
