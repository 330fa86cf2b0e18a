"""Facts about a lot that have no field of their own, a line each."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("lots", sa.Column("more", sa.Text(), nullable=True))


def downgrade():
    op.drop_column("lots", "more")
