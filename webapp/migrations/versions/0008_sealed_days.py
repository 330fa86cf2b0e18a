"""Sealed days: a digest over each day's moves and the seal before it."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REFUSAL = "seals are never changed or deleted"


def refuse_changes_to_history():
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"create trigger seals_refuse_{verb} before {verb} on seals "
                f"begin select raise(abort, '{REFUSAL}'); end"
            )
        return
    op.execute(
        "create trigger seals_refuse_change before update or delete on seals "
        "for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger seals_refuse_truncate before truncate on seals "
        "for each statement execute function refuse_change()"
    )


def upgrade():
    op.create_table(
        "seals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "last_move_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("moves", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_seals_digest_is_sha256")),
        sa.CheckConstraint("moves > 0", name=op.f("ck_seals_seals_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seals")),
        sa.UniqueConstraint("day", name=op.f("uq_seals_day")),
        sa.UniqueConstraint("last_move_id", name=op.f("uq_seals_last_move_id")),
    )
    refuse_changes_to_history()


def downgrade():
    # The triggers go with their table; the function belongs to the first migration.
    op.drop_table("seals")
