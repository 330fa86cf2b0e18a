"""Who comes in: tries under unknown names, and the history of changes to users."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "user_changes are never changed or deleted"


def refuse_changes_to_history():
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"create trigger user_changes_refuse_{verb} before {verb} on user_changes "
                f"begin select raise(abort, '{REFUSAL}'); end"
            )
        return
    op.execute(
        "create trigger user_changes_refuse_change before update or delete on user_changes "
        "for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger user_changes_refuse_truncate before truncate on user_changes "
        "for each statement execute function refuse_change()"
    )


def upgrade():
    op.create_table(
        "unknown_tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_unknown_tries")),
    )
    op.create_index(op.f("ix_unknown_tries_last_try_at"), "unknown_tries", ["last_try_at"])
    op.create_table(
        "user_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("before", sa.String(length=120), nullable=True),
        sa.Column("after", sa.String(length=120), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_changes_user_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["users.id"], name=op.f("fk_user_changes_by_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_changes")),
    )
    op.create_index(op.f("ix_user_changes_user_id"), "user_changes", ["user_id"])
    refuse_changes_to_history()


def downgrade():
    # The triggers go with their table; the function belongs to the first migration.
    op.drop_table("user_changes")
    op.drop_table("unknown_tries")
