"""The laws of the book, each as one statement that selects what breaks it.

A statement gives no row where the law holds, else one row for each breach; its columns are what is
said about it. It sees the book at one moment, works on SQLite and on PostgreSQL, and leaves the
adding up to the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from webapp.queries.returns import KEY as DELIVERED_KEY
from webapp.queries.returns import LET_IN, OVER_THE_BORDER


@dataclass(frozen=True, slots=True)
class Law:
    """A sentence that must be true, and the statement that finds where it is not."""

    name: str
    statement: str


# One balance's five names, as people know them.
CALLED = "p.sku as product, l.code as lot, s.code as serial, o.code as location, t.code as plate"
NAMES = (
    " join products p on p.id = b.product_id left join lots l on l.id = b.lot_id"
    " left join serials s on s.id = b.serial_id join locations o on o.id = b.location_id"
    " left join license_plates t on t.id = b.plate_id"
)
KEY = "product_id, lot_id, serial_id, location_id, plate_id"

# Both ways: a balance without moves, and moves whose balance is missing, are breaches too.
BALANCE_IS_ITS_MOVES = (
    f"select {CALLED}, b.stands as on_hand, b.moved as by_moves from ("
    f"select {KEY}, sum(stands) as stands, sum(moved) as moved from ("
    f" select {KEY}, on_hand as stands, 0 as moved from balances"
    " union all select product_id, lot_id, serial_id, destination_id, destination_plate_id,"
    " 0, quantity from moves"
    " union all select product_id, lot_id, serial_id, source_id, source_plate_id,"
    f" 0, -quantity from moves) every group by {KEY} having sum(stands) <> sum(moved)) b{NAMES}"
)
ADDS_UP_TO_ZERO = (
    "select p.sku as product, b.total from (select product_id, sum(on_hand) as total"
    " from balances group by product_id having sum(on_hand) <> 0) b"
    " join products p on p.id = b.product_id"
)
NOT_BELOW_ZERO = (
    f"select {CALLED}, b.on_hand from balances b{NAMES} where o.inside and b.on_hand < 0"
)
RESERVED_IS_ON_HAND = (
    f"select {CALLED}, b.on_hand, b.reserved from balances b{NAMES}"
    " where b.reserved < 0 or (b.reserved > 0 and (not o.inside or b.reserved > b.on_hand))"
)
RESERVED_IS_ITS_RESERVATIONS = (
    f"select {CALLED}, b.reserved, coalesce(r.promised, 0) as by_reservations from balances b"
    " left join (select balance_id, sum(quantity) as promised from reservations"
    f" group by balance_id) r on r.balance_id = b.id{NAMES}"
    " where b.reserved <> coalesce(r.promised, 0)"
)
SERIAL_IN_ONE_PLACE = (
    "select p.sku as product, s.code as serial, b.units, b.places from (select serial_id,"
    " sum(on_hand) as units, count(*) as places from balances"
    " where serial_id is not null and on_hand > 0 group by serial_id"
    " having sum(on_hand) > 1 or count(*) > 1) b"
    " join serials s on s.id = b.serial_id join products p on p.id = s.product_id"
)
NAMES_WHAT_IS_TRACKED = (
    f"select {CALLED}, p.tracking, b.on_hand from balances b{NAMES} where o.inside"
    " and b.on_hand <> 0"
    " and ((b.lot_id is not null) <> (p.tracking in ('lot', 'lot_and_serial'))"
    " or (b.serial_id is not null) <> (p.tracking in ('serial', 'lot_and_serial')))"
)
SERIAL_KEEPS_ITS_LOT = (
    f"select {CALLED}, k.code as lot_of_serial from balances b{NAMES}"
    " left join lots k on k.id = s.lot_id where o.inside and b.on_hand <> 0"
    " and s.id is not null and coalesce(b.lot_id, 0) <> coalesce(s.lot_id, 0)"
)
ON_ITS_PLATE = (
    f"select {CALLED}, w.code as plate_stands_at, b.on_hand from balances b{NAMES}"
    " join locations w on w.id = t.location_id"
    " where o.inside and b.on_hand <> 0 and t.location_id <> b.location_id"
)
# A plate is above itself where a walk upwards from it comes round; each pair is looked at once.
ON_ITSELF = (
    "with recursive up(id, above) as (select id, parent_id from license_plates"
    " where parent_id is not null union select up.id, t.parent_id from up"
    " join license_plates t on t.id = up.above where t.parent_id is not null)"
    " select t.code as plate, p.code as stands_on from up join license_plates t on t.id = up.id"
    " join license_plates p on p.id = t.parent_id where up.above = up.id order by t.code"
)
WITH_ITS_PARENT = (
    "select t.code as plate, o.code as location, p.code as stands_on, w.code as which_stands_at"
    " from license_plates t join license_plates p on p.id = t.parent_id"
    " join locations o on o.id = t.location_id join locations w on w.id = p.location_id"
    " where t.location_id <> p.location_id"
)
CLOSED_ON_CLOSED = (
    "select t.code as plate, t.status, p.code as stands_on, p.status as which_is"
    " from license_plates t join license_plates p on p.id = t.parent_id"
    " where p.status = 'dissolved' or t.status = 'dissolved'"
    " or (p.status <> 'open' and t.status = 'open')"
    " or (t.status = 'shipped') <> (p.status = 'shipped')"
)
OVER_HOLDS_NOTHING = (
    f"select t.status, {CALLED}, b.on_hand from balances b{NAMES}"
    " where t.status in ('shipped', 'dissolved') and o.inside and b.on_hand <> 0"
)
# Toward the dock, less what went back from there.
RECEIVED_IS_ITS_MOVES = (
    "select r.number as receipt, p.sku as product, i.received, coalesce(m.net, 0) as by_moves"
    " from receipt_lines i join receipts r on r.id = i.receipt_id"
    " join products p on p.id = i.product_id"
    " left join (select m.receipt_line_id, m.product_id, sum(case when d.inside then m.quantity"
    " else -m.quantity end) as net from moves m join locations f on f.id = m.source_id"
    " join locations d on d.id = m.destination_id"
    " where m.receipt_line_id is not null and f.inside <> d.inside"
    " group by m.receipt_line_id, m.product_id) m"
    " on m.receipt_line_id = i.id and m.product_id = i.product_id"
    " where i.received <> coalesce(m.net, 0)"
)
PICKED_IS_ITS_MOVES = (
    "select d.number as order_number, p.sku as product, i.picked, coalesce(m.net, 0) as by_moves"
    " from order_lines i join orders d on d.id = i.order_id join products p on p.id = i.product_id"
    " left join (select order_line_id, product_id, sum(case when reverses_id is null"
    " then quantity else -quantity end) as net from moves"
    " where order_line_id is not null and kind = 'pick' group by order_line_id, product_id) m"
    " on m.order_line_id = i.id and m.product_id = i.product_id"
    " where i.picked <> coalesce(m.net, 0)"
)
SHIPPED_WAS_PICKED = (
    "select d.number as order_number, p.sku as product, l.code as lot, s.code as serial, m.over"
    " from (select order_line_id, product_id, lot_id, serial_id, sum(case when (kind = 'ship')"
    " = (reverses_id is null) then quantity else -quantity end) as over from moves"
    " where order_line_id is not null and kind in ('pick', 'ship')"
    " group by order_line_id, product_id, lot_id, serial_id having sum(case when (kind = 'ship')"
    " = (reverses_id is null) then quantity else -quantity end) > 0) m"
    " join order_lines i on i.id = m.order_line_id join orders d on d.id = i.order_id"
    " join products p on p.id = m.product_id left join lots l on l.id = m.lot_id"
    " left join serials s on s.id = m.serial_id"
)
# At each place outside by itself: a unit that comes back from where it never was is a breach, too.
COMES_BACK_ONCE = (
    "select d.number as order_number, p.sku as product, l.code as lot, s.code as serial,"
    f" o.code as location, b.delivered, b.returned from (select {DELIVERED_KEY},"
    f" sum(delivered) as delivered, sum(returned) as returned from ({OVER_THE_BORDER}) every"
    f" group by {DELIVERED_KEY} having sum(returned) > sum(delivered)) b"
    " join order_lines i on i.id = b.order_line_id join orders d on d.id = i.order_id"
    " join products p on p.id = b.product_id left join lots l on l.id = b.lot_id"
    " left join serials s on s.id = b.serial_id join locations o on o.id = b.location_id"
)
# Another lot of an ordered product may come back where a supervisor let it in; it is of no line.
ANOTHER_LOT = (
    "m.order_line_id is null and m.lot_id is not null and exists (select 1 from order_lines w"
    " where w.order_id = r.return_of_id and w.product_id = m.product_id)"
    " and substr(coalesce((select v.reason from moves v where v.id = m.reverses_id), m.reason, ''),"
    f" 1, {len(LET_IN)}) = '{LET_IN}'"
)
RETURN_IS_OF_ITS_ORDER = (
    "select r.number as receipt, count(*) as other_moves from receipts r"
    " join receipt_lines n on n.receipt_id = r.id join moves m on m.receipt_line_id = n.id"
    " left join order_lines i on i.id = m.order_line_id"
    " where coalesce(r.return_of_id, 0) <> coalesce(i.order_id, 0)"
    f" and not ({ANOTHER_LOT}) group by r.number"
)
ONLY_OPEN_WORK_RESERVES = (
    f"select {CALLED}, r.task_id as task, k.status, r.quantity from reservations r"
    f" join tasks k on k.id = r.task_id join balances b on b.id = r.balance_id{NAMES}"
    " where k.status <> 'open'"
)
# Each row of what can be held says so exactly while a hold of it is open.
MARKED = "case when x.hold_reason is null then 'released' else 'on_hold' end"
HELD_WHILE_A_HOLD_IS_OPEN = " union all ".join(
    f"select '{what}' as what, x.code, {status} as status, h.status as by_holds from {table} x"
    f" left join holds h on h.{what}_id = x.id and h.released_at is null"
    f" where {status} <> coalesce(h.status, 'released')"
    " or coalesce(x.hold_reason, '') <> coalesce(h.reason, '')"
    for what, table, status in (
        ("lot", "lots", "x.status"),
        ("plate", "license_plates", MARKED),
        ("location", "locations", MARKED),
    )
)
HELD_IS_NOT_RESERVED = (
    f"select {CALLED}, r.quantity, r.task_id as task from reservations r"
    f" join balances b on b.id = r.balance_id{NAMES}"
    " where r.order_line_id is not null and (l.status <> 'released'"
    " or t.hold_reason is not null or o.hold_reason is not null)"
)
MIRRORED = (
    ("r.kind", "m.kind"),
    ("r.product_id", "m.product_id"),
    ("r.quantity", "m.quantity"),
    ("r.source_id", "m.destination_id"),
    ("r.destination_id", "m.source_id"),
    ("coalesce(r.lot_id, 0)", "coalesce(m.lot_id, 0)"),
    ("coalesce(r.serial_id, 0)", "coalesce(m.serial_id, 0)"),
    ("coalesce(r.source_plate_id, 0)", "coalesce(m.destination_plate_id, 0)"),
    ("coalesce(r.destination_plate_id, 0)", "coalesce(m.source_plate_id, 0)"),
    ("coalesce(r.receipt_line_id, 0)", "coalesce(m.receipt_line_id, 0)"),
    ("coalesce(r.order_line_id, 0)", "coalesce(m.order_line_id, 0)"),
)
REVERSAL_MIRRORS = (
    "select r.id as move, r.reverses_id as reverses from moves r"
    " left join moves m on m.id = r.reverses_id where r.reverses_id is not null and (m.id is null"
    + "".join(f" or {back} <> {there}" for back, there in MIRRORED)
    + ")"
)
REVERSED_ONCE = (
    "select reverses_id as move, count(*) as times from moves where reverses_id is not null"
    " group by reverses_id having count(*) > 1"
)
SCANS_DIFFER = "select digest, count(*) as scans from scans group by digest having count(*) > 1"
SCAN_IS_THERE = (
    "select m.id as move, m.scan_id as scan from moves m left join scans c"
    " on c.scan_id = m.scan_id where m.scan_id is not null and c.id is null"
)
LABEL_SCAN_IS_THERE = (
    "select t.id as label, t.code, t.scan_id as scan from label_prints t left join scans c"
    " on c.scan_id = t.scan_id where t.scan_id is not null and c.id is null"
)

ON_A_HELD_PLATE = (
    "select t.code as plate, p.code as held_plate from license_plates t"
    " join license_plates p on p.id = t.parent_id"
    " where p.hold_reason is not null and t.hold_reason is null"
)

LAWS = (
    Law("a balance is the sum of its moves", BALANCE_IS_ITS_MOVES),
    Law("all balances of a product add up to zero", ADDS_UP_TO_ZERO),
    Law("nothing inside is below zero", NOT_BELOW_ZERO),
    Law("what is reserved is on hand", RESERVED_IS_ON_HAND),
    Law("what is reserved is the sum of its reservations", RESERVED_IS_ITS_RESERVATIONS),
    Law("a serial is in one place, once", SERIAL_IN_ONE_PLACE),
    Law("stock names the lot and serial it is tracked by", NAMES_WHAT_IS_TRACKED),
    Law("a serial keeps its lot", SERIAL_KEEPS_ITS_LOT),
    Law("what is on a license plate is where the plate is", ON_ITS_PLATE),
    Law("no license plate stands on itself", ON_ITSELF),
    Law("a license plate stands where the one below it stands", WITH_ITS_PARENT),
    Law("what stands on a closed license plate is closed", CLOSED_ON_CLOSED),
    Law("a shipped or dissolved license plate holds nothing", OVER_HOLDS_NOTHING),
    Law("what a receipt line received is the sum of its moves", RECEIVED_IS_ITS_MOVES),
    Law("what an order line picked is the sum of its moves", PICKED_IS_ITS_MOVES),
    Law("what left for an order line was picked for it", SHIPPED_WAS_PICKED),
    Law("what comes back had left for its order", COMES_BACK_ONCE),
    Law("a return takes back what is of its order", RETURN_IS_OF_ITS_ORDER),
    Law("only open work has reservations", ONLY_OPEN_WORK_RESERVES),
    Law("what is held has an open hold", HELD_WHILE_A_HOLD_IS_OPEN),
    Law("what is held is not reserved", HELD_IS_NOT_RESERVED),
    Law("a reversal mirrors the move it reverses", REVERSAL_MIRRORS),
    Law("a move is reversed once", REVERSED_ONCE),
    Law("no two scans are the same", SCANS_DIFFER),
    Law("the scan that made a move is in the book", SCAN_IS_THERE),
    Law("what stands on a held plate is held", ON_A_HELD_PLATE),
    Law("the scan that made a label is in the book", LABEL_SCAN_IS_THERE),
)
