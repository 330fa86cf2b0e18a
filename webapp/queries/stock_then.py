"""Stock as it was at a moment: the balances of now, less what the ledger says came since.

A statement over balances is asked about the past by standing other balances before it: a common
table of the same name, which the database takes before the table itself. Moves of days that were
sealed before the moment are not looked at, so yesterday costs a day and not the whole book.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Select, bindparam, text
from sqlalchemy import column as named_column

from webapp.models.types import Moment

# Everything sealed for a day before the moment lies wholly before it; the rest is compared.
SINCE = (
    "m.recorded_at > :as_of and m.id > coalesce((select max(last_move_id) from seals"
    " where day < :day), 0){narrow}"
)
# The ledger has an index on products; what is asked of one product looks at its moves alone.
NARROW = " and product_id in (select id from {schema}.products where sku = :sku)"
KEY = "product_id, lot_id, serial_id, {0}_id as location_id, {0}_plate_id as plate_id"
THEN = (
    "select x.id, x.product_id, x.lot_id, x.serial_id, x.location_id, x.plate_id, o.inside,"
    " x.on_hand, 0 as reserved from (select max(id) as id, product_id, lot_id, serial_id,"
    " location_id, plate_id, cast(sum(units) as bigint) as on_hand from ("
    "select id, product_id, lot_id, serial_id, location_id, plate_id, on_hand as units"
    " from {schema}.balances where 1 = 1{narrow}"
    f" union all select null, {KEY.format('destination')}, -quantity from moves m where {SINCE}"
    f" union all select null, {KEY.format('source')}, quantity from moves m where {SINCE}"
    ") every group by product_id, lot_id, serial_id, location_id, plate_id"
    " having sum(units) <> 0) x join {schema}.locations o on o.id = x.location_id"
)
# A day can end this much later than in UTC.
FARTHEST_BEHIND = timedelta(hours=12)
COLUMNS = (
    *("id", "product_id", "lot_id", "serial_id", "location_id", "plate_id"),
    *("inside", "on_hand", "reserved"),
)


def at(
    statement: Select[Any], moment: datetime, connection: Connection, *, sku: str | None = None
) -> Select[Any]:
    """The same statement over the balances as they were at `moment`; nothing was reserved then.

    What is reserved is not remembered by the ledger, and a lot's status is the one of now. With
    `sku` only that product's balances are there.
    """
    # Named in full, or the common table would be made from itself.
    schema = connection.dialect.default_schema_name or "main"
    wanted = THEN.replace("{narrow}", NARROW if sku else "").replace("{schema}", schema)
    then = text(wanted).bindparams(
        bindparam("as_of", moment, type_=Moment),
        bindparam("day", not_over_before(moment), type_=Date),
    )
    if sku:
        then = then.bindparams(sku=sku)
    columns = [
        named_column(name, Boolean) if name == "inside" else named_column(name) for name in COLUMNS
    ]
    return statement.add_cte(then.columns(*columns).cte("balances"))


def not_over_before(moment: datetime) -> date:
    """A day before which every day was over at the moment, in whatever zone the warehouse is."""
    return (moment.astimezone(UTC) - FARTHEST_BEHIND).date()
