"""A closed list of a column gets another value, without writing its table anew."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def let_list_be(table: str, column: str, before: Sequence[str], after: Sequence[str]) -> None:
    """Put `after` in the place of `before` into the check `ck_TABLE_COLUMN`.

    On SQLite only the text of the check is changed: a table that is written anew would be dropped
    from under the rows that name its rows. Raises RuntimeError where the check lists something else.
    """
    old, new = (", ".join(f"'{value}'" for value in values) for values in (before, after))
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        name = f"ck_{table}_{column}"
        op.execute(f"alter table {table} drop constraint {name}")
        op.execute(f"alter table {table} add constraint {name} check ({column} in ({new}))")
        return
    version = bind.execute(sa.text("pragma schema_version")).scalar_one()
    bind.execute(sa.text("pragma writable_schema = on"))
    changed = bind.execute(
        sa.text(
            "update sqlite_schema set sql = replace(sql, :old, :new)"
            " where type = 'table' and name = :table and instr(sql, :old) > 0"
        ),
        {"table": table, "old": f"IN ({old})", "new": f"IN ({new})"},
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"the check of {column} in {table} was to list {old}, and does not")
    bind.execute(sa.text(f"pragma schema_version = {version + 1}"))
    bind.execute(sa.text("pragma writable_schema = off"))
