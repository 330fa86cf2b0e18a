"""Orders as supervisors see them; a line given up as short is finished too."""

from __future__ import annotations

from webapp.queries.documents import Family
from webapp.queries.tables import order_lines, orders, tasks

ORDERS = Family(
    name="orders",
    table=orders,
    lines=order_lines,
    line_of=order_lines.c.order_id,
    party=orders.c.customer_id,
    due=orders.c.due_at,
    planned=order_lines.c.ordered,
    done=order_lines.c.picked,
    short=order_lines.c.short,
    task_of=tasks.c.order_id,
)
