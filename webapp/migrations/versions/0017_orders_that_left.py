"""Orders that left: one more status, shipped.

SQLite changes a check only by making the table anew, and lines, tasks and totes point at this one;
so its text alone is changed, as for the flows of tasks in 0011. The new list has all that the old
one had, so no row can break it.
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = ("open", "released", "picked", "cancelled")
AFTER = ("open", "released", "picked", "shipped", "cancelled")


def let_orders_be(before, after):
    """Put another list of statuses into the check of `orders`."""
    old, new = (", ".join(f"'{status}'" for status in statuses) for statuses in (before, after))
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("alter table orders drop constraint ck_orders_status")
        op.execute(f"alter table orders add constraint ck_orders_status check (status in ({new}))")
        return
    version = bind.execute(sa.text("pragma schema_version")).scalar_one()
    bind.execute(sa.text("pragma writable_schema = on"))
    changed = bind.execute(
        sa.text(
            "update sqlite_schema set sql = replace(sql, :old, :new)"
            " where type = 'table' and name = 'orders' and instr(sql, :old) > 0"
        ),
        {"old": f"IN ({old})", "new": f"IN ({new})"},
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"the check of the status in orders was to list {old}, and does not")
    bind.execute(sa.text(f"pragma schema_version = {version + 1}"))
    bind.execute(sa.text("pragma writable_schema = off"))


def upgrade():
    let_orders_be(BEFORE, AFTER)


def downgrade():
    op.execute("update orders set status = 'picked' where status = 'shipped'")
    let_orders_be(AFTER, BEFORE)
