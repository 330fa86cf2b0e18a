"""Where returns wait, and how often a place is counted."""

from alembic import op

# revision identifiers, used by Alembic.
revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade():
    # Written out, for SQLite takes a check with a new column but none afterwards.
    op.execute(
        "alter table locations add column takes_returns boolean not null default false"
        " constraint ck_locations_returns_wait_in_quarantine"
        " check (not takes_returns or kind = 'quarantine')"
    )
    op.execute(
        "alter table locations add column count_every_days integer"
        " constraint ck_locations_rhythm_is_positive check (count_every_days > 0)"
    )


def downgrade():
    for column in ("count_every_days", "takes_returns"):
        op.execute(f"alter table locations drop column {column}")
