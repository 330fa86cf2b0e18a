"""The statements of the ledger: take from one balance, put to another, write the move.

Each is complete in itself; `ledger.py` says in which order, and what it means when nothing is
taken.
"""

from __future__ import annotations

from webapp.statements import Statement, moment

SAME = (
    "product_id = :product and coalesce(lot_id, 0) = coalesce(cast(:lot as integer), 0)"
    " and coalesce(serial_id, 0) = coalesce(cast(:serial as integer), 0)"
    " and location_id = :location and coalesce(plate_id, 0) = coalesce(cast(:plate as integer), 0)"
)
# The second condition keeps what others have reserved; the first three are the laws of the row.
TAKE = Statement(
    "update balances set on_hand = on_hand - :quantity, reserved = reserved - :reserved"
    f" where {SAME} and inside and on_hand >= :quantity and reserved >= :reserved"
    " and on_hand - reserved >= :quantity - :reserved returning arrived_at",
    arrived_at=moment,
)
PUT = Statement(
    "insert into balances (product_id, lot_id, serial_id, location_id, plate_id, inside,"
    " on_hand, reserved, arrived_at)"
    " select :product, cast(:lot as integer), cast(:serial as integer), id,"
    " cast(:plate as integer), inside, :quantity, 0, :arrived_at"
    " from locations where id = :location and (:inside or not inside)"
    " on conflict (product_id, coalesce(lot_id, 0), coalesce(serial_id, 0), location_id,"
    " coalesce(plate_id, 0)) do update set on_hand = balances.on_hand + excluded.on_hand,"
    " arrived_at = case when balances.on_hand > 0 then balances.arrived_at"
    " else excluded.arrived_at end returning id"
)
WRITE = Statement(
    "insert into moves (kind, product_id, lot_id, serial_id, quantity, source_id,"
    " source_plate_id, destination_id, destination_plate_id, receipt_line_id, order_line_id,"
    " scan_id, reverses_id, reason, user_id, device_id, captured_at, recorded_at)"
    " values (:kind, :product, :lot, :serial, :quantity, :source, :source_plate, :destination,"
    " :destination_plate, :receipt_line, :order_line, :scan, :reverses, :reason, :user, :device,"
    " :captured_at, :recorded_at) returning id"
)

# All three in one, for goods inside the warehouse. Only PostgreSQL changes rows in a `with`, and it
# is the one that is asked over a line.
TAKEN_AND_PUT = (
    "with taken as (update balances set on_hand = on_hand - :quantity,"
    " reserved = reserved - :reserved where product_id = :product"
    " and coalesce(lot_id, 0) = coalesce(cast(:lot as integer), 0)"
    " and coalesce(serial_id, 0) = coalesce(cast(:serial as integer), 0)"
    " and location_id = :source"
    " and coalesce(plate_id, 0) = coalesce(cast(:source_plate as integer), 0)"
    " and inside and on_hand >= :quantity and reserved >= :reserved"
    " and on_hand - reserved >= :quantity - :reserved returning arrived_at),"
    " put as (insert into balances (product_id, lot_id, serial_id, location_id, plate_id, inside,"
    " on_hand, reserved, arrived_at) select :product, cast(:lot as integer),"
    " cast(:serial as integer), o.id, cast(:destination_plate as integer), o.inside, :quantity, 0,"
    " taken.arrived_at from taken join locations o on o.id = :destination"
    " on conflict (product_id, coalesce(lot_id, 0), coalesce(serial_id, 0), location_id,"
    " coalesce(plate_id, 0)) do update set on_hand = balances.on_hand + excluded.on_hand,"
    " arrived_at = case when balances.on_hand > 0 then balances.arrived_at"
    " else excluded.arrived_at end)"
)
MOVED = (
    " insert into moves (kind, product_id, lot_id, serial_id, quantity, source_id,"
    " source_plate_id, destination_id, destination_plate_id, receipt_line_id, order_line_id,"
    " scan_id, reverses_id, reason, user_id, device_id, captured_at, recorded_at)"
    " select :kind, :product, cast(:lot as integer), cast(:serial as integer), {quantity}, :source,"
    " cast(:source_plate as integer), :destination, cast(:destination_plate as integer),"
    " cast(:receipt_line as integer), cast(:order_line as integer), :scan,"
    " cast(:reverses as bigint), :reason, :user, cast(:device as integer), :captured_at,"
    " :recorded_at"
)
# It writes nothing where nothing is taken.
AT_ONCE = Statement(f"{TAKEN_AND_PUT}{MOVED.format(quantity=':quantity')} from taken returning id")
# A pick lowers what was promised and counts on the order's line too. It always writes its move: one
# without a quantity, which the table refuses, where any of that could not be done.
PICK = Statement(
    f"{TAKEN_AND_PUT},"
    " counted as (update order_lines set picked = picked + :quantity where id = :order_line"
    " and picked + short + :quantity <= ordered returning id),"
    " kept as (delete from reservations where id = :promise and quantity = :quantity returning id),"
    " lowered as (update reservations set quantity = quantity - :quantity"
    " where id = :promise and quantity > :quantity returning id)"
    + MOVED.format(
        quantity="(select cast(:quantity as integer) from taken, counted,"
        " (select id from kept union all select id from lowered) promise)"
    )
)
