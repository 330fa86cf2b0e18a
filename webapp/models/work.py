"""Work on the floor: tasks with the step they stand at, and the exceptions that need a decision."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Anything, BigKey, Moment, closed_list


class Flow(StrEnum):
    """The conversations a worker can be in."""

    RECEIVING = "receiving"
    PUTAWAY = "putaway"
    PICKING = "picking"
    PLATES = "plates"
    MOVING = "moving"


class TaskStatus(StrEnum):
    """A task is open until its work is finished or given up."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Task(db.Model):  # type: ignore[name-defined,misc]
    """One piece of work and where its conversation stands, so that any device can go on with it.

    `state` is what the conversation remembers between two scans (its own flow reads and writes it).
    Several workers may receive one receipt, each in a task of their own; an order is picked in one
    task; a worker has one open putaway, which also says what is on its way where: that is how a
    bin knows what will still arrive. A worker has one open conversation about license plates, too,
    and one about goods to move; where that one fills a pick face, it says so in the same way.

    A task is `user_id`'s since `taken_at`, and `worked_at` is when one of theirs was last accepted:
    how long it stays theirs follows from it. `version` goes up with every accepted scan.
    """

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    flow: Mapped[Flow] = mapped_column(closed_list(Flow, "flow"))
    status: Mapped[TaskStatus] = mapped_column(
        closed_list(TaskStatus, "status"), default=TaskStatus.OPEN
    )
    step: Mapped[str] = mapped_column(String(24))
    state: Mapped[Anything] = mapped_column(JSON, default=dict)
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipts.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), unique=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int | None] = mapped_column(BigKey)
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    worked_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        Index("ix_tasks_flow_status", "flow", "status"),
        UniqueConstraint("receipt_id", "user_id"),
        Index(
            "uq_tasks_one_open_putaway",
            "user_id",
            unique=True,
            sqlite_where=text("flow = 'putaway' and status = 'open'"),
            postgresql_where=text("flow = 'putaway' and status = 'open'"),
        ),
        Index(
            "uq_tasks_one_open_plates",
            "user_id",
            unique=True,
            sqlite_where=text("flow = 'plates' and status = 'open'"),
            postgresql_where=text("flow = 'plates' and status = 'open'"),
        ),
        Index(
            "uq_tasks_one_open_moving",
            "user_id",
            unique=True,
            sqlite_where=text("flow = 'moving' and status = 'open'"),
            postgresql_where=text("flow = 'moving' and status = 'open'"),
        ),
        # A place is filled with one product by one worker at a time.
        Index(
            "uq_tasks_one_replenishment",
            "product_id",
            "destination_id",
            unique=True,
            sqlite_where=text("flow = 'moving' and status = 'open'"),
            postgresql_where=text("flow = 'moving' and status = 'open'"),
        ),
        CheckConstraint(
            "(flow = 'receiving') = (receipt_id is not null)", name="receiving_has_a_receipt"
        ),
        CheckConstraint("(flow = 'picking') = (order_id is not null)", name="picking_has_an_order"),
    )


class TakeOver(db.Model):  # type: ignore[name-defined,misc]
    """A task that went from one worker to another, and the scan that said so. Never changed.

    `worked_at` is when the one before had last scanned for it.
    """

    __tablename__ = "take_overs"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    from_user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    scan_id: Mapped[str] = mapped_column(
        ForeignKey("scans.scan_id", deferrable=True, initially="DEFERRED")
    )
    worked_at: Mapped[datetime | None] = mapped_column(Moment)
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (CheckConstraint("from_user_id <> user_id", name="between_two_workers"),)


class WorkException(db.Model):  # type: ignore[name-defined,misc]
    """Something on the floor that is not as the book says, and waits for a decision."""

    __tablename__ = "exceptions"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(64))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_lines.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lots.id"))
    serial_id: Mapped[int | None] = mapped_column(ForeignKey("serials.id"))
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))
    quantity: Mapped[int | None] = mapped_column(BigKey)
    scan_id: Mapped[str | None] = mapped_column(
        ForeignKey("scans.scan_id", deferrable=True, initially="DEFERRED")
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        # A lot is brought to mind once, however often its dates are changed.
        Index(
            "uq_exceptions_lot_reminded_once",
            "lot_id",
            unique=True,
            sqlite_where=text("kind = 'expires_soon'"),
            postgresql_where=text("kind = 'expires_soon'"),
        ),
    )
