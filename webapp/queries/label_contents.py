"""What the label of each kind of thing says, read when it is asked for.

`DRAWN` has one reading for each kind: the things that are there, each with how its label is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, Date, TextClause, bindparam, text

from webapp.labels import (
    Label,
    Symbology,
    badge_label,
    command_label,
    document_label,
    location_label,
    lot_label,
    plate_label,
    product_label,
    serial_label,
)
from webapp.models import LabelKind
from webapp.queries.label_commands import PrintedCommand, printed_commands
from webapp.queries.label_things import Thing
from webapp.rules.quantities import Amount
from webapp.words import T, Words

Say = Callable[[object], str]
Make = Callable[[Symbology, Say], Label]
Found = Iterator[tuple[Thing, Make]]
Key = int | str
MOST_CONTENTS = 4


def selecting(sql: str) -> TextClause:
    """A statement that takes a list of ids."""
    return text(sql).bindparams(bindparam("ids", expanding=True))


# The smallest packaging's GTIN says the product and counts as one.
GTIN = (
    "(select g.gtin from packagings g where g.product_id = p.id and g.gtin is not null"
    " and g.quantity = 1 order by g.id limit 1) as gtin"
)
PRODUCTS = selecting(f"select p.id, p.sku, p.name, {GTIN} from products p where p.id in :ids")
LOTS = selecting(
    f"select l.id, l.code, l.expires_on, l.best_before, p.sku, p.name, {GTIN} from lots l"
    " join products p on p.id = l.product_id where l.id in :ids"
).columns(expires_on=Date, best_before=Date)
SERIALS = selecting(
    f"select s.id, s.code, l.code as lot, l.expires_on, p.sku, p.name, {GTIN} from serials s"
    " join products p on p.id = s.product_id left join lots l on l.id = s.lot_id"
    " where s.id in :ids"
).columns(expires_on=Date)
PLATES = selecting("select id, code from license_plates where id in :ids")
ON_PLATES = selecting(
    f"select b.plate_id as id, sum(b.on_hand) as units, p.sku, p.name, p.scale, l.code as lot,"
    f" {GTIN} from balances b join products p on p.id = b.product_id"
    " left join lots l on l.id = b.lot_id where b.plate_id in :ids and b.on_hand > 0"
    " group by b.plate_id, p.id, p.sku, p.name, p.scale, l.code order by p.sku, l.code"
)
LOCATIONS = selecting(
    "select o.id, o.code, o.name, up.code as zone from locations o"
    " left join locations up on up.id = o.parent_id where o.id in :ids"
)
RECEIPTS = selecting(
    "select r.id, r.number, n.name as partner from receipts r"
    " join partners n on n.id = r.supplier_id where r.id in :ids"
)
ORDERS = selecting(
    "select c.id, c.number, n.name as partner from orders c"
    " join partners n on n.id = c.customer_id where c.id in :ids"
)
BADGES = selecting("select id, name, badge from users where badge is not null and id in :ids")


def products(connection: Connection, ids: Sequence[Key]) -> Found:
    """A product, as one unit of it."""
    for row in connection.execute(PRODUCTS, {"ids": ids}):
        yield (
            Thing(LabelKind.PRODUCT, row.id, row.sku),
            partial(made_of_product, row),
        )


def made_of_product(row: Any, carrier: Symbology, say: Say) -> Label:
    """The label of a product."""
    return product_label(
        sku=row.sku,
        name=row.name,
        gtin=row.gtin,
        packaging=None,
        quantity=None,
        carrier=carrier,
        say=say,
    )


def lots(connection: Connection, ids: Sequence[Key]) -> Found:
    """A lot with its dates; a scan of its label counts one."""
    for row in connection.execute(LOTS, {"ids": ids}):
        yield Thing(LabelKind.LOT, row.id, row.code), partial(made_of_lot, row)


def made_of_lot(row: Any, carrier: Symbology, say: Say) -> Label:
    """The label of a lot."""
    return lot_label(
        sku=row.sku,
        name=row.name,
        gtin=row.gtin,
        lot=row.code,
        expires_on=row.expires_on,
        best_before=row.best_before,
        quantity=None,
        carrier=carrier,
        say=say,
    )


def serials(connection: Connection, ids: Sequence[Key]) -> Found:
    """One unit by its serial number."""
    for row in connection.execute(SERIALS, {"ids": ids}):
        yield Thing(LabelKind.SERIAL, row.id, row.code), partial(made_of_serial, row)


def made_of_serial(row: Any, carrier: Symbology, say: Say) -> Label:
    """The label of a unit."""
    return serial_label(
        sku=row.sku,
        name=row.name,
        gtin=row.gtin,
        serial=row.code,
        lot=row.lot,
        expires_on=row.expires_on,
        carrier=carrier,
        say=say,
    )


def plates(connection: Connection, ids: Sequence[Key]) -> Found:
    """A license plate, and for people what stands on it now."""
    content: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(ON_PLATES, {"ids": ids}):
        content[row.id].append(row)
    for row in connection.execute(PLATES, {"ids": ids}):
        yield (
            Thing(LabelKind.PLATE, row.id, row.code),
            partial(made_of_plate, row, content[row.id]),
        )


def made_of_plate(row: Any, content: Sequence[Any], carrier: Symbology, say: Say) -> Label:
    """The label of a license plate; goods of one kind are told as facts, others as a list."""
    one = content[0] if len(content) == 1 else None
    return plate_label(
        sscc=row.code,
        contents=content_lines(content, say),
        gtin=one.gtin if one else None,
        lot=one.lot if one else None,
        count=int(one.units) if one and not one.scale else None,
        carrier=carrier,
        say=say,
    )


def content_lines(content: Sequence[Any], say: Say) -> tuple[str, ...]:
    """What stands on a plate, and how much more where it is too much for a label."""
    told = [
        " · ".join(
            part
            for part in (f"{say(Amount(int(one.units), one.scale))} × {one.sku}", one.lot, one.name)
            if part
        )
        for one in content[:MOST_CONTENTS]
    ]
    more = len(content) - len(told)
    return (*told, say(T("and %(count)s more", count=more))) if more else tuple(told)


def locations(connection: Connection, ids: Sequence[Key]) -> Found:
    """A place."""
    for row in connection.execute(LOCATIONS, {"ids": ids}):
        yield Thing(LabelKind.LOCATION, row.id, row.code), partial(made_of_location, row)


def made_of_location(row: Any, carrier: Symbology, say: Say) -> Label:
    """The label of a place."""
    return location_label(
        code=row.code, zone=row.zone or "", detail=row.name, carrier=carrier, say=say
    )


def documents(kind: LabelKind, statement: TextClause, called: Words) -> Reading:
    """Receipts or orders."""

    def found(connection: Connection, ids: Sequence[Key]) -> Found:
        for row in connection.execute(statement, {"ids": ids}):
            yield Thing(kind, row.id, row.number), partial(made_of_document, called, row)

    return found


def made_of_document(called: Words, row: Any, carrier: Symbology, say: Say) -> Label:
    """The label of a receipt or an order."""
    return document_label(
        kind=say(called), number=row.number, partner=row.partner, carrier=carrier, say=say
    )


def badges(connection: Connection, ids: Sequence[Key]) -> Found:
    """A person's badge: its code alone, never the PIN."""
    for row in connection.execute(BADGES, {"ids": ids}):
        yield Thing(LabelKind.BADGE, row.id, row.name), partial(made_of_badge, row)


def made_of_badge(row: Any, carrier: Symbology, say: Say) -> Label:
    """The label of a badge."""
    return badge_label(name=row.name, badge=row.badge, carrier=carrier, say=say)


def commands(connection: Connection, texts: Sequence[Key]) -> Found:
    """A command barcode."""
    for one in printed_commands(connection):
        if one.text in texts:
            yield Thing(LabelKind.COMMAND, 0, one.text), partial(made_of_command, one)


def made_of_command(one: PrintedCommand, carrier: Symbology, say: Say) -> Label:
    """The label of a command."""
    return command_label(
        text=one.text, title=say(one.title), does=say(one.does), carrier=carrier, say=say
    )


Reading = Callable[[Connection, Sequence[Key]], Found]
DRAWN: dict[LabelKind, Reading] = {
    LabelKind.PRODUCT: products,
    LabelKind.LOT: lots,
    LabelKind.SERIAL: serials,
    LabelKind.PLATE: plates,
    LabelKind.LOCATION: locations,
    LabelKind.RECEIPT: documents(LabelKind.RECEIPT, RECEIPTS, T("Receipt")),
    LabelKind.ORDER: documents(LabelKind.ORDER, ORDERS, T("Order")),
    LabelKind.BADGE: badges,
    LabelKind.COMMAND: commands,
}
