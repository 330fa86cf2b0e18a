"""A worker moves goods from place to place by scanning: one conversation more.

On SQLite only the text of the check is changed, as in 0011, where it is said why. On the way down
nothing is in anybody's hands any more: what open moves have reserved is free again.
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FLOWS = ("receiving", "putaway", "picking", "plates")
OPEN = "flow = 'moving' and status = 'open'"
OF_MOVES = "reservations where task_id in (select id from tasks where flow = 'moving')"


def let_tasks_be(before, after):
    """Put another list of flows into the check of `tasks`."""
    old, new = (", ".join(f"'{flow}'" for flow in flows) for flows in (before, after))
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("alter table tasks drop constraint ck_tasks_flow")
        op.execute(f"alter table tasks add constraint ck_tasks_flow check (flow in ({new}))")
        return
    version = bind.execute(sa.text("pragma schema_version")).scalar_one()
    bind.execute(sa.text("pragma writable_schema = on"))
    changed = bind.execute(
        sa.text(
            "update sqlite_schema set sql = replace(sql, :old, :new)"
            " where type = 'table' and name = 'tasks' and instr(sql, :old) > 0"
        ),
        {"old": f"IN ({old})", "new": f"IN ({new})"},
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"the check of the flow in tasks was to list {old}, and does not")
    bind.execute(sa.text(f"pragma schema_version = {version + 1}"))
    bind.execute(sa.text("pragma writable_schema = off"))


def upgrade():
    let_tasks_be(FLOWS, (*FLOWS, "moving"))
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
    let_tasks_be((*FLOWS, "moving"), FLOWS)
