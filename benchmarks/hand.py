"""An accepted pick as somebody would write it who needs nothing but the bare transaction.

The statements run on the driver itself, one after the other, in the unit of work that a scan has
too: look whether the scan was answered, lock its task, find what the label names and what was
promised of it, take, put, write the move, lower the promise and the order's line, keep the task and
the scan. The label is cut at fixed places, no rule is asked, and nobody is told anything.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from webapp.operations.unit_of_work import UnitOfWork
from webapp.statements import PLACE, as_kept

SEEN = "select answer from scans where scan_id = :scan"
TASK = "select order_id, step, state from tasks where id = :task and status = 'open'"
LOT = (
    "select l.id, l.product_id from packagings g"
    " join lots l on l.product_id = g.product_id and l.code = :lot where g.gtin = :gtin"
)
PROMISED = (
    "select r.id, r.order_line_id, b.id, b.location_id, b.arrived_at, d.staging_id"
    " from reservations r join balances b on b.id = r.balance_id"
    " join tasks k on k.id = r.task_id join orders d on d.id = k.order_id"
    " where r.task_id = :task and b.product_id = :product and b.lot_id = :found"
)
TAKE = (
    "update balances set on_hand = on_hand - 1, reserved = reserved - 1"
    " where id = :balance and inside and on_hand >= 1 and reserved >= 1"
)
PUT = (
    "insert into balances (product_id, lot_id, location_id, plate_id, inside, on_hand, reserved,"
    " arrived_at) select :product, :found, id, :tote, inside, 1, 0, :arrived_at from locations"
    " where id = :staging"
    " on conflict (product_id, coalesce(lot_id, 0), coalesce(serial_id, 0), location_id,"
    " coalesce(plate_id, 0)) do update set on_hand = balances.on_hand + 1"
)
MOVE = (
    "insert into moves (kind, product_id, lot_id, quantity, source_id, destination_id,"
    " destination_plate_id, order_line_id, scan_id, user_id, captured_at, recorded_at)"
    " values ('pick', :product, :found, 1, :location, :staging, :tote, :line, :scan, :user, :now,"
    " :now)"
)
LINE = (
    "update order_lines set picked = picked + 1 where id = :line and picked + short + 1 <= ordered"
)
PROMISE = "delete from reservations where id = :reservation and quantity = 1"
LEFT = "select count(*) from reservations where task_id = :task"
SAVE = "update tasks set status = :status, state = :state, closed_at = :closed where id = :task"
ORDER = "update orders set status = 'picked' where id = :order"
LOG = (
    "insert into scans (scan_id, digest, text, symbology, source, flow, task_id, step, status,"
    " code, answer, user_id, captured_at, recorded_at) values (:scan, :scan, :text, ']C1', 'wedge',"
    " 'picking', :task, 'goods', 'accepted', 'picked', :answer, :user, :now, :now)"
)


def pick(work: UnitOfWork, said: dict[str, Any], user: int) -> None:
    """One unit of the scanned lot, from its bin into the tote of the task."""
    postgresql = work.connection.dialect.name == "postgresql"
    raw: Any = work.connection.connection.driver_connection
    if postgresql:
        raw.prepare_threshold = 0
    values: dict[str, Any] = {"scan": said["scan_id"], "task": int(said["task"]), "user": user}
    values |= {"text": said["text"], "gtin": said["text"][2:16], "lot": said["text"][18:]}
    values["now"] = work.now if postgresql else as_kept(work.now)

    def ask(statement: str) -> Any:
        return raw.execute(for_psycopg(statement) if postgresql else statement, values)

    if ask(SEEN).fetchone():
        return
    order, _, state = ask(TASK + " for no key update" if postgresql else TASK).fetchone()
    state = state if postgresql else json.loads(state)
    values["order"], values["tote"] = order, state["tote"]
    values["found"], values["product"] = ask(LOT).fetchone()
    promised = ("reservation", "line", "balance", "location", "arrived_at", "staging")
    values.update(zip(promised, ask(PROMISED).fetchone(), strict=True))
    for statement in (TAKE, PUT, MOVE, LINE, PROMISE):
        if ask(statement).rowcount != 1:
            raise RuntimeError(statement)
    finish(ask, values, state)
    values["answer"] = json.dumps({"status": "accepted", "message": "picked", "task": said["task"]})
    ask(LOG)


@cache
def for_psycopg(statement: str) -> str:
    """The statement with its places as psycopg wants them."""
    return PLACE.sub(r"%(\1)s", statement)


def finish(ask: Any, values: dict[str, Any], state: dict[str, Any]) -> None:
    """Keep the task; with its last line it is done, and the order is picked."""
    left = ask(LEFT).fetchone()[0]
    values["status"] = "open" if left else "done"
    values["closed"] = None if left else values["now"]
    values["state"] = json.dumps(state | {"last": values["scan"]})
    ask(SAVE)
    if not left:
        ask(ORDER)
