"""Stock that may be promised, with all that the orders of removal ask; and what there is instead.

Each is one statement, however much stock there is; `rules.removal` decides over what they find.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from webapp.rules.removal import Candidate, Why, strategy_of
from webapp.rules.usable import GIVES_SQL, NOT_HELD_SQL, USABLE_SQL
from webapp.statements import Statement, day, moment


@dataclass(frozen=True, slots=True)
class Asked:
    """Stock of a product for a day, good until `fresh_until` at the least; one balance left out."""

    product_id: int
    planned: date
    fresh_until: date
    avoid_balance: int = 0

    @property
    def values(self) -> dict[str, object]:
        """What the statements call it; `today` is the day on which the stock must be usable."""
        return {
            "product": self.product_id,
            "today": self.planned,
            "fresh": self.fresh_until,
            "except": self.avoid_balance,
        }


IN_TIME = f"{USABLE_SQL} and (l.id is null or l.removal_date is null or l.removal_date >= :today)"
FRESH = "(l.id is null or l.expires_on is null or l.expires_on >= :fresh)"
IN_A_BIN = "o.kind in ('storage', 'pick_face')"
# Pick faces by their priority for the product, then storage by its own; no priority comes last.
PREFERENCE = (
    "case o.kind when 'pick_face' then 0 else 100 end + coalesce((select w.priority"
    " from product_places w where w.product_id = b.product_id"
    " and w.location_id = b.location_id), 99)"
)
ORDERED_BY = (
    "b.id, b.product_id, b.on_hand - b.reserved as free, b.arrived_at, b.location_id, b.plate_id,"
    f" l.removal_date, l.expires_on, o.code, o.walk_order, o.walk_key, {PREFERENCE} as preference"
)


def with_orders(found: str, *also: str) -> str:
    """The balances that `found` selects, with what the orders of removal ask; `also` is kept.

    `up` climbs from each bin to the nearest place that says what leaves first; a tree that bites
    its own tail ends it too, because a union keeps no row twice.
    """
    more = "".join(f", f.{name}" for name in also)
    return (
        f"with recursive found as ({found}),"
        " up (bin, above, strategy) as (select o.id, o.parent_id, o.removal_strategy"
        " from locations o where o.id in (select location_id from found)"
        " union select up.bin, o.parent_id, o.removal_strategy from up"
        " join locations o on o.id = up.above where up.strategy is null)"
        " select f.id, f.free, f.arrived_at, f.code, f.removal_date, f.expires_on, f.walk_order,"
        " f.walk_key, f.plate_id, f.preference, c.removal_strategy as of_category,"
        f" up.strategy as of_location, p.expiry_policy{more}"
        " from found f join products p on p.id = f.product_id"
        " left join product_categories c on c.id = p.category_id"
        " left join up on up.bin = f.location_id and up.strategy is not null"
    )


CANDIDATES = Statement(
    with_orders(
        f"select {ORDERED_BY}"
        " from balances b join locations o on o.id = b.location_id"
        " left join lots l on l.id = b.lot_id left join license_plates k on k.id = b.plate_id"
        " where b.product_id = :product and b.inside and b.on_hand > b.reserved"
        f" and {IN_A_BIN} and not o.blocked_out and {GIVES_SQL} and {IN_TIME} and {FRESH}"
        " and b.id <> :except"
    ),
    arrived_at=moment,
    removal_date=day,
    expires_on=day,
)


def candidates(connection: Connection, asked: Asked) -> list[Candidate]:
    """Balances with free units that may be promised, in no order."""
    return [candidate_of(row) for row in CANDIDATES.all(connection, asked.values)]


def candidate_of(row: Any) -> Candidate:
    """A row as the rules see it."""
    dated = row.expiry_policy != "none"
    return Candidate(
        id=row.id,
        free=row.free,
        arrived_at=row.arrived_at,
        code=row.code,
        removal_date=row.removal_date,
        expires_on=row.expires_on,
        walk_order=row.walk_order,
        walk_key=row.walk_key,
        plate_id=row.plate_id,
        strategy=strategy_of(row.of_category, row.of_location, dated=dated),
        preference=row.preference,
    )


# The gravest word first: held stock that is expired too is held, until somebody decides.
STANDS_IN_THE_WAY = (
    f"case when not {NOT_HELD_SQL} then 'held'"
    f" when not ({IN_TIME}) then 'expired' when not {FRESH} then 'too_short'"
    f" when not {IN_A_BIN} then 'not_put_away' when o.blocked_out then 'blocked'"
    f" when not {GIVES_SQL} then 'closed'"
    " when b.reserved > coalesce(r.quantity, 0) and b.on_hand = b.reserved then 'reserved'"
    " when b.on_hand > b.reserved then 'free' else 'ours' end"
)
STOCK_OF_LINES = (
    " from order_lines i"
    " join balances b on b.product_id = i.product_id and b.inside and b.on_hand > 0"
    " join locations o on o.id = b.location_id left join lots l on l.id = b.lot_id"
    " left join license_plates k on k.id = b.plate_id"
    " left join reservations r on r.balance_id = b.id and r.order_line_id = i.id"
)
INSTEAD = f"select distinct i.id as line, {STANDS_IN_THE_WAY} as why{STOCK_OF_LINES}"
OF_A_LINE = Statement(f"{INSTEAD} where i.id = :line and b.id <> :except")
OF_AN_ORDER = Statement(f"{INSTEAD} where i.order_id = :order")
ON_CLOSED_PLATES = Statement(
    f"select i.id as line, k.code, sum(b.on_hand) as units{STOCK_OF_LINES}"
    f" where i.order_id = :order and {STANDS_IN_THE_WAY} = 'closed'"
    " group by i.id, k.code order by k.code"
)


def why_missing(connection: Connection, line_id: int, asked: Asked) -> tuple[Why, ...]:
    """What there is of a line's product instead of stock to promise, in the order of the words."""
    values = {"line": line_id} | asked.values
    return said_of({row.why for row in OF_A_LINE.all(connection, values)})


def why_missing_of_order(
    connection: Connection, order_id: int, asked: Asked
) -> dict[int, tuple[Why, ...]]:
    """The same for every line of an order that has stock of any kind."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in OF_AN_ORDER.all(connection, {"order": order_id} | asked.values):
        found[row.line].add(row.why)
    return {line: said_of(whys) for line, whys in found.items()}


def on_closed_plates(
    connection: Connection, order_id: int, asked: Asked
) -> dict[int, tuple[tuple[str, int], ...]]:
    """By line of an order the closed license plates that could serve it, and the units on each."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in ON_CLOSED_PLATES.all(connection, {"order": order_id} | asked.values):
        found[row.line].append((row.code, int(row.units)))
    return {line: tuple(plates) for line, plates in found.items()}


def said_of(found: set[str]) -> tuple[Why, ...]:
    """The reasons in the order of `Why`; `none` where there is nothing but what is ours."""
    return tuple(why for why in Why if why in found) or (Why.NONE,)
