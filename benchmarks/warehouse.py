"""A filled warehouse to pick in: ten thousand lots in two thousand bins, and orders for them.

Written in bulk with ids of our own choosing, yet as the operations would have written it: every
balance has its moves, every promise its reservation, so that the laws hold before and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, text

from webapp.barcodes import check_digit
from webapp.extensions import db

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
PRODUCTS = 200
LOTS = 10_000
IN_A_BIN = 5
ON_HAND = 100_000
SUPPLIERS, CUSTOMERS, STAGING, FIRST_BIN = 1, 2, 3, 10
PARTNER = 1


@dataclass(frozen=True, slots=True)
class Pick:
    """One scan that picks one unit: the task that stands at its bin, and what is scanned."""

    task: int
    text: str


def fill(connection: Connection, user_id: int, *, tasks: int) -> list[list[Pick]]:
    """Write everything; for each task the scans that pick it to its end."""
    for table, rows in contents(user_id, tasks):
        connection.execute(db.metadata.tables[table].insert(), list(rows))
        number_on(connection, db.metadata.tables[table])
    connection.execute(text("analyze"))
    return [picks_of(task) for task in range(1, tasks + 1)]


def number_on(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids by itself and has to be told that some are taken."""
    if connection.dialect.name == "postgresql" and "id" in table.c:
        names = {"table": table.name}
        connection.execute(
            text(
                "select setval(pg_get_serial_sequence(:table, 'id'),"
                f" (select max(id) from {table.name}))"
            ),
            names,
        )


def contents(user_id: int, tasks: int) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """The tables in the order that their references ask for, each with its rows."""
    yield "partners", iter([{"id": PARTNER, "kind": "customer", "code": "C-1", "name": "Shop"}])
    yield "locations", locations()
    yield "products", products()
    yield "packagings", packagings()
    yield "lots", lots()
    yield "orders", orders(tasks)
    yield "order_lines", order_lines(tasks)
    yield "tasks", open_tasks(tasks, user_id)
    yield "license_plates", totes(tasks)
    yield "balances", balances(tasks)
    yield "moves", moves(user_id)
    yield "reservations", reservations(tasks)


def locations() -> Iterator[dict[str, Any]]:
    """Where stock comes from and goes to, staging, and the bins in walking order."""
    fixed = {"walk_order": 0, "capacity": None, "name": ""}
    yield {"id": SUPPLIERS, "code": "SUPPLIERS", "kind": "supplier", **fixed}
    yield {"id": CUSTOMERS, "code": "CUSTOMERS", "kind": "customer", **fixed}
    yield {"id": STAGING, "code": "STAGE", "kind": "staging", **fixed}
    for number in range(LOTS // IN_A_BIN):
        code = f"A-{number:04}"
        yield {"id": FIRST_BIN + number, "code": code, "kind": "pick_face", **fixed}


def products() -> Iterator[dict[str, Any]]:
    """Products tracked by lot."""
    for number in range(1, PRODUCTS + 1):
        yield {"id": number, "sku": f"SKU-{number:03}", "name": f"Product {number}", **KIND}


KIND = {"tracking": "lot", "expiry_policy": "required", "unit": "each", "scale": 0}


def packagings() -> Iterator[dict[str, Any]]:
    """One unit of each product, with its GTIN."""
    for number in range(1, PRODUCTS + 1):
        yield {"product_id": number, "kind": "each", "quantity": 1, "gtin": gtin(number)}


def gtin(product: int) -> str:
    """The number on a product's label."""
    stem = f"095011{product:07}"
    return stem + check_digit(stem)


def lots() -> Iterator[dict[str, Any]]:
    """Lots of the products in turn."""
    for lot in range(1, LOTS + 1):
        day = datetime(2099, 1 + lot % 12, 1).date()
        yield {
            "id": lot,
            "product_id": product_of(lot),
            "code": f"L{lot:05}",
            "expires_on": day,
            "status": "released",
            "created_at": NOW,
        }


def product_of(lot: int) -> int:
    """The product of a lot; no bin holds two lots of one product."""
    return 1 + lot % PRODUCTS


def bin_of(lot: int) -> int:
    """Where a lot lies."""
    return FIRST_BIN + (lot - 1) // IN_A_BIN


def lots_of(task: int) -> range:
    """What a task picks: one unit of everything in one bin; the bins far from each other."""
    place = task * 37 % (LOTS // IN_A_BIN)
    return range(1 + place * IN_A_BIN, 1 + (place + 1) * IN_A_BIN)


def picks_of(task: int) -> list[Pick]:
    """The scans of a task, one for each line."""
    return [Pick(task, f"01{gtin(product_of(lot))}10L{lot:05}") for lot in lots_of(task)]


def orders(tasks: int) -> Iterator[dict[str, Any]]:
    """An order for each task."""
    for task in range(1, tasks + 1):
        yield {
            "id": task,
            "number": f"SO-{task:06}",
            "customer_id": PARTNER,
            "staging_id": STAGING,
            "status": "released",
            "priority": 0,
            "created_at": NOW,
        }


def order_lines(tasks: int) -> Iterator[dict[str, Any]]:
    """One unit of each lot of the bin."""
    for task in range(1, tasks + 1):
        for number, lot in enumerate(lots_of(task)):
            yield {
                "id": line_of(task, number),
                "order_id": task,
                "product_id": product_of(lot),
                "ordered": 1,
                "picked": 0,
                "short": 0,
            }


def line_of(task: int, number: int) -> int:
    """The id of an order's line."""
    return (task - 1) * IN_A_BIN + number + 1


def open_tasks(tasks: int, user_id: int) -> Iterator[dict[str, Any]]:
    """The worker stands at the bin, a tote in hand."""
    for task in range(1, tasks + 1):
        at = bin_of(lots_of(task)[0])
        yield {
            "id": task,
            "flow": "picking",
            "status": "open",
            "step": "goods",
            "state": {"at": at, "tote": task, "tote_code": f"T-{task:06}"},
            "order_id": task,
            "user_id": user_id,
            "opened_at": NOW,
        }


def totes(tasks: int) -> Iterator[dict[str, Any]]:
    """A tote for each order."""
    for task in range(1, tasks + 1):
        yield {
            "id": task,
            "code": f"T-{task:06}",
            "kind": "tote",
            "location_id": STAGING,
            "order_id": task,
            "created_at": NOW,
        }


def balances(tasks: int) -> Iterator[dict[str, Any]]:
    """What lies in the bins, and the other side of it at the suppliers."""
    promised: dict[int, int] = {}
    for task in range(1, tasks + 1):
        for lot in lots_of(task):
            promised[lot] = promised.get(lot, 0) + 1
    for lot in range(1, LOTS + 1):
        here = {"lot_id": lot, "product_id": product_of(lot), "arrived_at": NOW}
        reserved = promised.get(lot, 0)
        yield here | {
            "id": lot,
            "location_id": bin_of(lot),
            "inside": True,
            "on_hand": ON_HAND,
            "reserved": reserved,
        }
        yield here | {
            "id": LOTS + lot,
            "location_id": SUPPLIERS,
            "inside": False,
            "on_hand": -ON_HAND,
            "reserved": 0,
        }


def moves(user_id: int) -> Iterator[dict[str, Any]]:
    """How everything came in."""
    for lot in range(1, LOTS + 1):
        yield {
            "kind": "receive",
            "product_id": product_of(lot),
            "lot_id": lot,
            "quantity": ON_HAND,
            "source_id": SUPPLIERS,
            "destination_id": bin_of(lot),
            "user_id": user_id,
            "captured_at": NOW,
            "recorded_at": NOW,
        }


def reservations(tasks: int) -> Iterator[dict[str, Any]]:
    """What each task was promised."""
    for task in range(1, tasks + 1):
        for number, lot in enumerate(lots_of(task)):
            yield {
                "balance_id": lot,
                "task_id": task,
                "order_line_id": line_of(task, number),
                "quantity": 1,
            }
