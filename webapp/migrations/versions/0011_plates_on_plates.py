"""License plates on license plates, closed, shipped, dissolved.

The conversation about plates is one more value in a list that a check of `tasks` holds. SQLite
changes a check only by making the table anew, and scans and promises point at this one; so its
text alone is changed, as SQLite's own page on ALTER TABLE describes for changes that leave the
rows as they are. The new list has all that the old one had, so no row can break it.
"""

import sqlalchemy as sa
from alembic import op

from webapp.migrations.closed_lists import let_list_be

# revision identifiers, used by Alembic.
revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FLOWS = ("receiving", "putaway", "picking")
STATUS = "status in ('open', 'closed', 'shipped', 'dissolved')"

# When each trigger asks, and what it finds wrong; `new` and `old` are rows on both engines. A
# walk upwards ends where it would come round, so that an endless one can be refused.
UP = (
    "with recursive up(id) as (select new.parent_id union select t.parent_id"
    " from license_plates t join up on t.id = up.id where t.parent_id is not null) select 1 from up"
)
ON_ITSELF = f"exists ({UP} where id = new.id)"
ELSEWHERE = (
    "exists (select 1 from license_plates t where t.id = new.parent_id"
    " and t.location_id <> new.location_id)"
)
ONTO_CLOSED = (
    "exists (select 1 from license_plates t where t.id = new.parent_id and t.status <> 'open')"
)
OFF_CLOSED = (
    "exists (select 1 from license_plates t where t.id = old.parent_id and t.status <> 'open')"
)
CARRIES = (
    "(new.status in ('shipped', 'dissolved') and exists (select 1 from balances b"
    " where b.plate_id = new.id and b.inside and b.on_hand > 0))"
    " or (new.status = 'dissolved' and (new.parent_id is not null"
    " or exists (select 1 from license_plates t where t.parent_id = new.id)))"
)
OPEN_ON_CLOSED = (
    "(new.status = 'open' and exists (select 1 from license_plates t"
    " where t.id = new.parent_id and t.status <> 'open'))"
    " or (new.status <> 'open' and exists (select 1 from license_plates t"
    " where t.parent_id = new.id and t.status = 'open'))"
)
NOT_OPEN = (
    "exists (select 1 from license_plates t where t.id = new.destination_plate_id"
    " and (t.status <> 'open' or t.location_id <> new.destination_id))"
    " or exists (select 1 from license_plates t join locations o on o.id = new.source_id"
    " where t.id = new.source_plate_id and t.status <> 'open' and o.inside)"
)
OVER = (
    "exists (select 1 from license_plates t where t.id = new.destination_plate_id"
    " and t.status in ('shipped', 'dissolved'))"
)
# name: table, (verbs), when on SQLite, when on PostgreSQL, [(what is wrong, what is said)]
TRIGGERS = (
    (
        "plates_made_on_plates",
        "license_plates",
        "insert",
        "new.parent_id is not null",
        ((ON_ITSELF, "stands on itself"), (ELSEWHERE, "is not where its parent stands")),
    ),
    (
        "plates_stand_on_plates",
        "license_plates",
        "update of parent_id, location_id",
        "new.parent_id is not null",
        ((ON_ITSELF, "stands on itself"), (ELSEWHERE, "is not where its parent stands")),
    ),
    (
        "plates_change_plates",
        "license_plates",
        "update of parent_id",
        "coalesce(old.parent_id, 0) <> coalesce(new.parent_id, 0)",
        ((ONTO_CLOSED, "stands on one that is not open"), (OFF_CLOSED, "left one that is closed")),
    ),
    (
        "plates_change_status",
        "license_plates",
        "update of status",
        "old.status <> new.status",
        (
            ("old.status in ('shipped', 'dissolved')", "was shipped or dissolved"),
            (CARRIES, "still carries something"),
            (OPEN_ON_CLOSED, "is open on a closed one"),
        ),
    ),
    (
        "moves_change_plates",
        "moves",
        "insert",
        "coalesce(new.source_plate_id, 0) <> coalesce(new.destination_plate_id, 0)",
        ((NOT_OPEN, "is not open here"),),
    ),
    (
        "moves_keep_plates",
        "moves",
        "insert",
        "new.source_plate_id is not null and new.source_plate_id = new.destination_plate_id",
        ((OVER, "was shipped or dissolved"),),
    ),
)
# What a check reads is locked while it matters: two hands cannot both be right about one plate.
LOCKS = {
    "license_plates": (
        "for above in with recursive up(id) as (select new.parent_id union select t.parent_id"
        " from license_plates t join up on t.id = up.id where t.parent_id is not null)"
        " select id from up where id is not null order by id loop"
        " perform 1 from license_plates t where t.id = above and t.id <> new.id for share;"
        " end loop;"
    ),
    "moves": (
        "perform 1 from license_plates t where t.id in"
        " (new.source_plate_id, new.destination_plate_id) order by t.id for share;"
    ),
}


def watch_plates():
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, verb, when, wrong in TRIGGERS:
        if sqlite:
            asked = " ".join(
                f"select raise(abort, 'a license plate {said}') where {found};"
                for found, said in wrong
            )
            op.execute(
                f"create trigger {name} before {verb} on {table} when {when} begin {asked} end"
            )
            continue
        asked = " ".join(
            f"if {found} then raise exception 'a license plate {said}'"
            " using errcode = 'check_violation'; end if;"
            for found, said in wrong
        )
        op.execute(
            f"create function {name}() returns trigger language plpgsql as $$ declare above integer;"
            f" begin {LOCKS[table]} {asked} return new; end $$"
        )
        op.execute(
            f"create trigger {name} before {verb} on {table} for each row when ({when})"
            f" execute function {name}()"
        )


def stop_watching():
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, *_ in TRIGGERS:
        op.execute(f"drop trigger {name}" + ("" if sqlite else f" on {table}"))
        if not sqlite:
            op.execute(f"drop function {name}()")


def upgrade():
    op.execute(
        "alter table license_plates add column status varchar(24) default 'open' not null"
        f" constraint ck_license_plates_status check ({STATUS})"
    )
    op.add_column(
        "license_plates", sa.Column("status_since", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(op.f("ix_license_plates_parent_id"), "license_plates", ["parent_id"])
    let_list_be("tasks", "flow", FLOWS, (*FLOWS, "plates"))
    op.create_index(
        "uq_tasks_one_open_plates",
        "tasks",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("flow = 'plates' and status = 'open'"),
        postgresql_where=sa.text("flow = 'plates' and status = 'open'"),
    )
    watch_plates()


def downgrade():
    stop_watching()
    op.drop_index("uq_tasks_one_open_plates", "tasks")
    # Scans point at these tasks for ever: they stay, as finished work of a kind that is known.
    op.execute(
        "update tasks set flow = 'putaway', state = '{}', closed_at = coalesce(closed_at,"
        " opened_at), status = case when status = 'open' then 'cancelled' else status end"
        " where flow = 'plates'"
    )
    let_list_be("tasks", "flow", (*FLOWS, "plates"), FLOWS)
    op.drop_index(op.f("ix_license_plates_parent_id"), "license_plates")
    op.drop_column("license_plates", "status_since")
    op.drop_column("license_plates", "status")
