"""What goods in a worker's hand are called, and how much of them there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from webapp.models import PlateKind
from webapp.queries.meanings import PlateScan
from webapp.queries.moving import GoodsThere, lot_called
from webapp.words import T, Words


class What(StrEnum):
    """What a hand holds: goods of one kind, a license plate, or all of a bin."""

    GOODS = "goods"
    PLATE = "plate"
    ALL = "all"


def called(held: Mapping[str, Any], rows: Sequence[GoodsThere]) -> Words:
    """What to call what is in the hand."""
    match held["what"]:
        case What.ALL:
            return T("everything from %(location)s", location=held["code"])
        case What.PLATE:
            code, kind = held["plate"]
            return PlateScan(None, code, PlateKind(kind)).called
    return rows[0].called if len(rows) == 1 else lot_called(rows[0])


def counted(held: Mapping[str, Any], rows: Sequence[GoodsThere]) -> Words:
    """What is in the hand with how much it is; a license plate is one thing."""
    match held["what"]:
        case What.ALL:
            return all_counted(held, rows)
        case What.PLATE:
            return called(held, rows)
    quantity = rows[0].product.amount(sum(row.taken for row in rows))
    return T("%(quantity)s of %(what)s", quantity=quantity, what=called(held, rows))


def all_counted(held: Mapping[str, Any], rows: Sequence[GoodsThere]) -> Words:
    """Everything, with its lines; and its units, where they can be added up."""
    values = {"location": held["code"], "lines": len(rows)}
    if len({(row.product.unit, row.product.scale) for row in rows}) != 1:
        return T("everything from %(location)s (lines: %(lines)s)", **values)
    units = rows[0].product.amount(sum(row.taken for row in rows))
    return T(
        "everything from %(location)s (lines: %(lines)s, units: %(units)s)", units=units, **values
    )


def line_of(rows: Sequence[GoodsThere], location: str) -> dict[str, Any] | None:
    """The goods as the answer shows them, where there are any; of several kinds the first."""
    if not rows:
        return None
    row, units = rows[0], sum(row.taken for row in rows)
    one_lot = len({row.lot.id if row.lot else None for row in rows}) == 1
    return {
        "product": row.product.sku,
        "name": row.product.name,
        "lot": row.lot.code if row.lot and one_lot else None,
        "serial": row.serial if len(rows) == 1 else None,
        "location": location,
        "planned": units,
        "done": units,
        "unit": row.product.unit,
    }
