"""The lot or serial of a product that was made last, and the code that comes after it."""

from __future__ import annotations

from sqlalchemy import Connection, text

from webapp.rules.codes import LONGEST_CODE, next_code

LAST = {
    table: text(
        f"select code from {table} where product_id = :product order by product_id desc, id desc"
        " limit 1"
    )
    for table in ("lots", "serials")
}


def next_serial(connection: Connection, product_id: int) -> str | None:
    """What the next serial of a product is called if they count on; None for its first one."""
    return after_last(connection, "serials", product_id)


def next_lot(connection: Connection, product_id: int) -> str | None:
    """What the next lot of a product is called if they count on; None for its first one."""
    return after_last(connection, "lots", product_id)


def after_last(connection: Connection, table: str, product_id: int) -> str | None:
    """The code after the last one; None where there is none, or it would be too long."""
    last = connection.execute(LAST[table], {"product": product_id}).scalar()
    if last is None:
        return None
    following = next_code(last)
    return following if len(following) <= LONGEST_CODE else None
