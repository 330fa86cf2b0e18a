"""Moves as templates and files show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from flask import url_for

from webapp.blueprints import shown
from webapp.blueprints.csv_file import Cell
from webapp.blueprints.shown import said
from webapp.models import MoveKind
from webapp.queries.moves import MoveRow
from webapp.rules.moving import spoken_reason
from webapp.words import T


@dataclass(frozen=True, slots=True)
class Move:
    """One entry of the ledger, ready to show."""

    url: str
    when: str
    what: str
    product: str
    product_url: str
    quantity: str
    unit: str
    lot: str | None
    lot_url: str | None
    serial: str | None
    source: str
    destination: str
    document: str | None
    document_url: str | None
    who: str


def moves_of(found: Iterable[MoveRow]) -> tuple[Move, ...]:
    """Rows of the ledger, ready to show."""
    return tuple(move_of(row) for row in found)


def move_of(row: MoveRow) -> Move:
    """One row of the ledger, ready to show."""
    return Move(
        url=url_for("supervisor.move", move_id=row.id),
        when=shown.moment(row.recorded_at),
        what=act(row),
        product=row.sku,
        product_url=url_for("supervisor.stock", product=row.sku, group="lot"),
        quantity=shown.quantity(row.quantity, row.scale),
        unit=shown.unit(row.unit),
        lot=row.lot,
        lot_url=url_for("supervisor.lot", lot_id=row.lot_id) if row.lot_id else None,
        serial=row.serial,
        source=end(row.source, row.source_lpn),
        destination=end(row.destination, row.destination_lpn),
        document=row.number,
        document_url=document_url(row),
        who=row.user,
    )


def act(row: MoveRow) -> str:
    """What was done; a reversal says what it takes back, and scrap why it was scrapped."""
    done = shown.MOVE_KINDS[row.kind]
    if row.reverses_id:
        return said(T("Reversed: %(act)s", act=done))
    if row.kind is MoveKind.SCRAP and row.reason:
        return said(T("%(act)s: %(reason)s", act=done, reason=spoken_reason(row.reason)))
    return said(done)


def end(location: str, lpn: str | None) -> str:
    """One end of a move."""
    return f"{location} · {lpn}" if lpn else location


def document_url(row: MoveRow) -> str | None:
    """The page of the document a move was made for."""
    if row.receipt_id is not None:
        return url_for("supervisor.receipt", document_id=row.receipt_id)
    if row.order_id is not None:
        return url_for("supervisor.order", document_id=row.order_id)
    return None


HEADER = (
    *("id", "recorded_at", "captured_at", "kind", "product", "name", "lot", "serial"),
    *("quantity", "unit", "from", "from_lpn", "to", "to_lpn", "document", "partner"),
    *("user", "reason", "reverses_id"),
)


def cells(row: MoveRow) -> list[Cell]:
    """One row of the file."""
    return [
        *(row.id, row.recorded_at, row.captured_at, row.kind, row.sku, row.name),
        *(row.lot, row.serial, Decimal(row.quantity).scaleb(-row.scale), row.unit),
        *(row.source, row.source_lpn, row.destination, row.destination_lpn),
        *(row.number, row.partner, row.user, row.reason, row.reverses_id),
    ]
