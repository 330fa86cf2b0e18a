"""Things that can have a label: listed to choose from, and whether the book holds one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from webapp.models import LabelKind
from webapp.queries.label_commands import printed_commands

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Thing:
    """What has a label: a row of the book by its id, or a command by its text."""

    kind: LabelKind
    id: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A thing to choose: its code, what tells it apart, and how often it was printed."""

    thing: Thing
    detail: str
    printed: int


LISTS: dict[LabelKind, str] = {
    LabelKind.PRODUCT: "select p.id, p.sku as code, p.name as detail from products p"
    " where p.active",
    LabelKind.LOT: "select l.id, l.code, p.sku || ' · ' || p.name as detail from lots l"
    " join products p on p.id = l.product_id where (1 = 1)",
    LabelKind.SERIAL: "select s.id, s.code, p.sku || ' · ' || p.name as detail from serials s"
    " join products p on p.id = s.product_id where (1 = 1)",
    LabelKind.PLATE: "select k.id, k.code, o.code as detail from license_plates k"
    " join locations o on o.id = k.location_id where (1 = 1)",
    LabelKind.LOCATION: "select o.id, o.code, o.name as detail from locations o"
    " where (o.inside or o.kind in ('area', 'scrap'))",
    LabelKind.RECEIPT: "select r.id, r.number as code, n.name as detail from receipts r"
    " join partners n on n.id = r.supplier_id where (1 = 1)",
    LabelKind.ORDER: "select c.id, c.number as code, n.name as detail from orders c"
    " join partners n on n.id = c.customer_id where (1 = 1)",
    LabelKind.BADGE: "select u.id, u.name as code, '' as detail from users u"
    " where u.active and u.badge is not null",
}
# What people look for is mostly new; places and products are looked for by their code.
NEWEST_FIRST = {LabelKind.LOT, LabelKind.SERIAL, LabelKind.PLATE, LabelKind.RECEIPT}
AS_PEOPLE_COUNT = "(select w.walk_key from locations w where w.id = x.id), x.code"
PRINTED = (
    "(select coalesce(sum(t.copies), 0) from label_prints t where t.kind = :kind"
    " and t.thing_id = x.id and t.code = x.code) as printed"
)


def rows(
    connection: Connection, kind: LabelKind, words: str, *, most: int = MOST_ROWS
) -> tuple[ThingRow, ...]:
    """Up to `most` things of a kind in whose code or detail the words are found."""
    if kind is LabelKind.COMMAND:
        return command_rows(connection, words)
    order = "x.id desc" if kind in NEWEST_FIRST or kind is LabelKind.ORDER else "x.code, x.id"
    if kind is LabelKind.LOCATION:
        order = AS_PEOPLE_COUNT
    found = connection.execute(
        text(
            f"select x.id, x.code, x.detail, {PRINTED} from ({LISTS[kind]}) x"
            " where lower(x.code) like :like escape '!' or lower(x.detail) like :like escape '!'"
            f" order by {order} limit :most"
        ),
        {"kind": kind, "like": like(words), "most": most},
    )
    return tuple(
        ThingRow(Thing(kind, row.id, row.code), row.detail, int(row.printed)) for row in found
    )


def like(words: str) -> str:
    """The words anywhere in a text, whatever signs they hold."""
    escaped = words.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"


PRINTED_COMMANDS = text(
    "select code, sum(copies) as printed from label_prints where kind = 'command' group by code"
)


def command_rows(connection: Connection, words: str) -> tuple[ThingRow, ...]:
    """The commands; `detail` is left to whoever shows them, in their language."""
    printed = {row.code: int(row.printed) for row in connection.execute(PRINTED_COMMANDS)}
    return tuple(
        ThingRow(Thing(LabelKind.COMMAND, 0, one.text), str(one.title), printed.get(one.text, 0))
        for one in printed_commands(connection)
        if words.lower() in one.text.lower() or words.lower() in str(one.title).lower()
    )


GOODS_OF_RECEIPT = text(
    "select distinct m.lot_id, m.serial_id, m.product_id from moves m"
    " join receipt_lines rl on rl.id = m.receipt_line_id"
    " where rl.receipt_id = :receipt and m.reverses_id is null"
    " order by m.product_id, m.lot_id, m.serial_id"
)


def goods_of_receipt(connection: Connection, receipt_id: int) -> tuple[Thing, ...]:
    """What came in on a receipt: each unit by its serial, else each lot, else the product."""
    found = []
    for row in connection.execute(GOODS_OF_RECEIPT, {"receipt": receipt_id}):
        if row.serial_id:
            found.append(Thing(LabelKind.SERIAL, row.serial_id))
        elif row.lot_id:
            found.append(Thing(LabelKind.LOT, row.lot_id))
        else:
            found.append(Thing(LabelKind.PRODUCT, row.product_id))
    return tuple(dict.fromkeys(found))


HAVE_LABELS = text(
    "select thing_id, code from label_prints where kind = :kind and first and code in :codes"
).bindparams(bindparam("codes", expanding=True))
STILL_HAVE = text(
    "select t.thing_id, t.code from label_prints t where t.kind = :kind and t.code in :codes"
    " and not exists (select 1 from withdrawn_labels w where w.print_id = t.id)"
).bindparams(bindparam("codes", expanding=True))


def have_labels(
    connection: Connection, things: Sequence[Thing], *, still: bool = False
) -> set[Thing]:
    """Those of the things that the book holds a label of; `still`: one that was not taken back."""
    found: set[Thing] = set()
    statement = STILL_HAVE if still else HAVE_LABELS
    for kind in {thing.kind for thing in things}:
        codes = [thing.code for thing in things if thing.kind is kind]
        rows = connection.execute(statement, {"kind": kind, "codes": codes})
        found |= {Thing(kind, row.thing_id, row.code) for row in rows}
    return found & set(things)
