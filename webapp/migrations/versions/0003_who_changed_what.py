"""Who changed what: the history of settings."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSAL = "setting_changes are never changed or deleted"


def refuse_changes_to_history():
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"create trigger setting_changes_refuse_{verb} before {verb} on setting_changes "
                f"begin select raise(abort, '{REFUSAL}'); end"
            )
        return
    op.execute(
        "create trigger setting_changes_refuse_change before update or delete on setting_changes "
        "for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger setting_changes_refuse_truncate before truncate on setting_changes "
        "for each statement execute function refuse_change()"
    )


def upgrade():
    op.create_table(
        "setting_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["users.id"], name=op.f("fk_setting_changes_by_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )
    op.create_index("ix_setting_changes_room_id", "setting_changes", ["room", "id"])
    refuse_changes_to_history()


def downgrade():
    # The triggers go with their table; the function belongs to the first migration.
    op.drop_table("setting_changes")
