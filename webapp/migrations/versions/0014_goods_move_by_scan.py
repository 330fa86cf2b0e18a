"""A worker moves goods from place to place by scanning: one conversation more.

On SQLite only the text of the check is changed, as in 0011, where it is said why. On the way down
nothing is in anybody's hands any more: what open moves have reserved is free again.
"""

import sqlalchemy as sa
from alembic import op

from webapp.migrations.closed_lists import let_list_be

# revision identifiers, used by Alembic.
revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FLOWS = ("receiving", "putaway", "picking", "plates")
OPEN = "flow = 'moving' and status = 'open'"
OF_MOVES = "reservations where task_id in (select id from tasks where flow = 'moving')"


def upgrade():
    let_list_be("tasks", "flow", FLOWS, (*FLOWS, "moving"))
    op.create_index(
        "uq_tasks_one_open_moving",
        "tasks",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )


def downgrade():
    op.drop_index("uq_tasks_one_open_moving", "tasks")
    op.execute(
        "update balances set reserved = reserved - (select sum(r.quantity) from (select *"
        f" from {OF_MOVES}) r where r.balance_id = balances.id)"
        f" where id in (select balance_id from {OF_MOVES})"
    )
    op.execute(f"delete from {OF_MOVES}")
    # Scans point at these tasks for ever: they stay, as finished work of a kind that is known.
    op.execute(
        "update tasks set flow = 'plates', state = '{}', closed_at = coalesce(closed_at,"
        " opened_at), status = case when status = 'open' then 'cancelled' else status end"
        " where flow = 'moving'"
    )
    let_list_be("tasks", "flow", (*FLOWS, "moving"), FLOWS)
