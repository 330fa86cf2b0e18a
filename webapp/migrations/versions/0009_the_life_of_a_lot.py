"""The life of a lot: days of a product, holds, and what a customer wants."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DAYS = ("expiry_days", "best_before_days", "removal_days", "alert_days", "min_receipt_days")
FACTS = (
    *("id", "lot_id", "plate_id", "location_id", "status"),
    *("cause", "reason", "by_user_id", "placed_at"),
)
REFUSAL = "holds are never changed or deleted, only released once"
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    # Written out, for SQLite takes a check with a new column but none afterwards.
    for days in DAYS:
        op.execute(
            f"alter table products add column {days} integer constraint"
            f" ck_products_{days}_are_not_negative check ({days} >= 0)"
        )
    op.execute(
        "alter table products add column short_life varchar(24) not null default 'refuse'"
        " constraint ck_products_short_life check (short_life in ('refuse', 'report'))"
    )
    op.execute(
        "alter table partners add column min_life_days integer constraint"
        " ck_partners_life_is_not_negative check (min_life_days >= 0)"
    )
    op.add_column("lots", sa.Column("alert_on", sa.Date(), nullable=True))
    for table in ("license_plates", "locations"):
        op.add_column(table, sa.Column("hold_reason", sa.String(length=200), nullable=True))
    write_book_of_holds()
    op.create_table(
        "lost_reservations",
        sa.Column("id", BIG, nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("task_id", BIG, nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("found", BIG, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "quantity > 0 and found between 0 and quantity",
            name=op.f("ck_lost_reservations_counts_fit"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_lost_reservations_{column}_{table}"),
            )
            for column, table in (
                ("hold_id", "holds"),
                ("task_id", "tasks"),
                ("order_line_id", "order_lines"),
                ("lot_id", "lots"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_reservations")),
    )
    for column in ("hold_id", "order_line_id"):
        op.create_index(op.f(f"ix_lost_reservations_{column}"), "lost_reservations", [column])
    op.create_index(
        "uq_exceptions_lot_reminded_once",
        "exceptions",
        ["lot_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'expires_soon'"),
        postgresql_where=sa.text("kind = 'expires_soon'"),
    )
    # What was held before there was this book is in it from its first day.
    op.execute(
        "insert into holds (lot_id, status, cause, reason, placed_at)"
        " select id, status, 'other', hold_reason, created_at from lots where status <> 'released'"
    )
    refuse_changes_to_history()


def write_book_of_holds():
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("plate_id", sa.Integer(), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("cause", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("release_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint("status in ('on_hold', 'recalled')", name=op.f("ck_holds_status")),
        sa.CheckConstraint(
            "(case when lot_id is null then 0 else 1 end)"
            " + (case when plate_id is null then 0 else 1 end)"
            " + (case when location_id is null then 0 else 1 end) = 1",
            name=op.f("ck_holds_holds_one_thing"),
        ),
        sa.CheckConstraint(
            "status = 'on_hold' or lot_id is not null",
            name=op.f("ck_holds_only_lots_are_recalled"),
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_holds_has_a_reason")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_holds_{column}_{table}")
            )
            for column, table in (
                ("lot_id", "lots"),
                ("plate_id", "license_plates"),
                ("location_id", "locations"),
                ("by_user_id", "users"),
                ("released_by_id", "users"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    for name in ("lot", "plate", "location"):
        op.create_index(op.f(f"ix_holds_{name}_id"), "holds", [f"{name}_id"])
        op.create_index(
            f"uq_holds_one_open_on_a_{name}",
            "holds",
            [f"{name}_id"],
            unique=True,
            sqlite_where=sa.text("released_at is null"),
            postgresql_where=sa.text("released_at is null"),
        )


def refuse_changes_to_history():
    if op.get_bind().dialect.name == "sqlite":
        other = " or ".join(f"new.{name} is not old.{name}" for name in FACTS)
        for verb, when in (
            ("update", f"when old.released_at is not null or {other} "),
            ("delete", ""),
        ):
            op.execute(
                f"create trigger holds_refuse_{verb} before {verb} on holds {when}"
                f"begin select raise(abort, '{REFUSAL}'); end"
            )
        return
    other = " or ".join(f"new.{name} is distinct from old.{name}" for name in FACTS)
    op.execute(
        "create function refuse_other_than_release() returns trigger language plpgsql as $$"
        f" begin raise exception '{REFUSAL}'; end $$"
    )
    op.execute(
        "create trigger holds_refuse_update before update on holds for each row"
        f" when (old.released_at is not null or {other})"
        " execute function refuse_other_than_release()"
    )
    op.execute(
        "create trigger holds_refuse_delete before delete on holds for each row"
        " execute function refuse_other_than_release()"
    )
    op.execute(
        "create trigger holds_refuse_truncate before truncate on holds for each statement"
        " execute function refuse_other_than_release()"
    )


def downgrade():
    # Reminders are unknown to the program before; the others stay as exceptions.
    op.drop_index("uq_exceptions_lot_reminded_once", table_name="exceptions")
    op.drop_table("lost_reservations")
    op.drop_table("holds")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("drop function refuse_other_than_release()")
    for table in ("license_plates", "locations"):
        op.execute(f"alter table {table} drop column hold_reason")
    op.execute("alter table lots drop column alert_on")
    op.execute("alter table partners drop column min_life_days")
    for days in (*DAYS, "short_life"):
        op.execute(f"alter table products drop column {days}")
