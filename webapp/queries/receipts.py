"""Receipts as supervisors see them."""

from __future__ import annotations

from sqlalchemy import literal

from webapp.queries.documents import Family
from webapp.queries.tables import receipt_lines, receipts, tasks

RECEIPTS = Family(
    name="receipts",
    table=receipts,
    lines=receipt_lines,
    line_of=receipt_lines.c.receipt_id,
    party=receipts.c.supplier_id,
    due=None,
    planned=receipt_lines.c.expected,
    done=receipt_lines.c.received,
    short=literal(0),
    task_of=tasks.c.receipt_id,
)
