"""Orders that left: one more status, shipped.

SQLite changes a check only by making the table anew, and lines, tasks and totes point at this one;
so its text alone is changed, as for the flows of tasks in 0011. The new list has all that the old
one had, so no row can break it.
"""

from alembic import op

from webapp.migrations.closed_lists import let_list_be

# revision identifiers, used by Alembic.
revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = ("open", "released", "picked", "cancelled")
AFTER = ("open", "released", "picked", "shipped", "cancelled")


def upgrade():
    let_list_be("orders", "status", BEFORE, AFTER)


def downgrade():
    op.execute("update orders set status = 'picked' where status = 'shipped'")
    let_list_be("orders", "status", AFTER, BEFORE)
