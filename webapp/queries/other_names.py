"""Further names of lots and serials: the code one had before, and the warehouse's own reference.

They are looked for only where no code of its own was found, so a code always wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from webapp.queries.known_codes import OF_ONE
from webapp.queries.meanings import GoodsScan, Meaning, lot_of, serial_of
from webapp.statements import Statement

OTHERWISE = Statement(
    "select 'lot' as what, f.product_id, l.id, l.code from former_codes f"
    " join lots l on l.id = f.lot_id where f.code in (:lot, :lone)"
    " union select 'serial', f.product_id, s.id, s.code from former_codes f"
    " join serials s on s.id = f.serial_id where f.code in (:serial, :lone)"
    " union select 'lot', product_id, id, code from lots where reference in (:lot, :lone)"
)


def named_otherwise(connection: Connection, text: str) -> Sequence[Any]:
    """The lots and serials that go by `text` as well: what, product_id, id, code."""
    return OTHERWISE.all(connection, {"lone": text, "lot": None, "serial": None})


def with_own_names(connection: Connection, meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """The meanings with the lots and serials that their labels call by another name."""
    return tuple(
        own_name(connection, one) if isinstance(one, GoodsScan) and is_new(one) else one
        for one in meanings
    )


def is_new(goods: GoodsScan) -> bool:
    """Whether the label names a lot or a serial that the product does not have."""
    lot = goods.lot.code if goods.lot else None
    serial = goods.serial.code if goods.serial else None
    return goods.lot_code not in (None, lot) or goods.serial_code not in (None, serial)


def own_name(connection: Connection, goods: GoodsScan) -> GoodsScan:
    """The goods by the codes that their lot and their serial have now."""
    asked = {"lone": None, "lot": goods.lot_code, "serial": goods.serial_code}
    rows = OTHERWISE.all(connection, asked)
    own = {one.what: one.code for one in rows if one.product_id == goods.product.id}
    lot_is_new = goods.lot is None or goods.lot.code != goods.lot_code
    lot = own.get("lot", goods.lot_code) if lot_is_new else goods.lot_code
    serial = own.get("serial", goods.serial_code) if goods.serial is None else goods.serial_code
    if (lot, serial) == (goods.lot_code, goods.serial_code):
        return goods
    row = OF_ONE.first(connection, {"product": goods.product.id, "lot": lot, "serial": serial})
    return replace(goods, lot=lot_of(row), serial=serial_of(row), lot_code=lot, serial_code=serial)
