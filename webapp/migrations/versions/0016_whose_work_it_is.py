"""Whose work a task is since when, its version, and the tasks that went to another worker."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
REFUSAL = "take_overs are never changed or deleted"
# Work that is under way was somebody's since their first accepted scan of it.
SINCE = (
    "update tasks set {column} = (select {which}(s.recorded_at) from scans s"
    " where s.task_id = tasks.id and s.user_id = tasks.user_id and s.status = 'accepted')"
    " where status = 'open' and user_id is not null"
)


def refuse_changes_to_history():
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"create trigger take_overs_refuse_{verb} before {verb} on take_overs "
                f"begin select raise(abort, '{REFUSAL}'); end"
            )
        return
    op.execute(
        "create trigger take_overs_refuse_change before update or delete on take_overs "
        "for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger take_overs_refuse_truncate before truncate on take_overs "
        "for each statement execute function refuse_change()"
    )


# SQLite adds and drops a plain column in its place; see 0013.
def upgrade():
    op.add_column("tasks", sa.Column("taken_at", MOMENT, nullable=True))
    op.add_column("tasks", sa.Column("worked_at", MOMENT, nullable=True))
    op.add_column("tasks", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    op.execute(SINCE.format(column="taken_at", which="min"))
    op.execute(SINCE.format(column="worked_at", which="max"))
    op.create_table(
        "take_overs",
        sa.Column("id", BIG, nullable=False),
        sa.Column("task_id", BIG, nullable=False),
        sa.Column("from_user_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("worked_at", MOMENT, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "from_user_id <> user_id", name=op.f("ck_take_overs_between_two_workers")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_take_overs_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["from_user_id"], ["users.id"], name=op.f("fk_take_overs_from_user_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_take_overs_user_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scans.scan_id"],
            name=op.f("fk_take_overs_scan_id_scans"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_overs")),
    )
    op.create_index(op.f("ix_take_overs_task_id"), "take_overs", ["task_id"])
    refuse_changes_to_history()


def downgrade():
    # The triggers go with their table; the function belongs to the first migration.
    op.drop_table("take_overs")
    for name in ("version", "worked_at", "taken_at"):
        op.drop_column("tasks", name)
