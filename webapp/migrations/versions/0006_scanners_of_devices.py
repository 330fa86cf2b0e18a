"""How each device's scanner behaves, and what people call the device."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


# SQLite adds and drops a plain column in its place; a table that is written anew would be dropped
# from under the moves and scans that name its rows.
def upgrade():
    op.add_column("devices", sa.Column("called", sa.String(length=60), nullable=True))
    op.add_column("devices", sa.Column("scanner", sa.JSON(none_as_null=True), nullable=True))


def downgrade():
    op.drop_column("devices", "scanner")
    op.drop_column("devices", "called")
