"""The triggers that watch license plates are planned once.

PostgreSQL took their conditions for dearer than they are and planned them anew for every move,
which took as long as the rest of the move's checks together. SQLite plans nothing anew.

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WATCHING = ("moves_change_plates", "moves_keep_plates")


def upgrade():
    on_postgresql("set plan_cache_mode = force_generic_plan")


def downgrade():
    on_postgresql("reset plan_cache_mode")


def on_postgresql(change):
    if op.get_bind().dialect.name == "postgresql":
        for name in WATCHING:
            op.execute(f"alter function {name}() {change}")
