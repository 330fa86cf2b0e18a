"""A move looks at each of its license plates once.

PostgreSQL locked the plates with one statement and asked about them with another that named places
too; together they took longer than all the foreign keys of the move. Most moves change one plate:
it is locked and looked at in the same statement, which is planned once by itself.

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# Two plates are locked in the order of their ids before either is looked at.
ONCE = """
create or replace function moves_change_plates() returns trigger language plpgsql as $$
declare
    its_status text;
    its_place integer;
begin
    if new.source_plate_id is not null and new.destination_plate_id is not null then
        perform 1 from license_plates t
            where t.id in (new.source_plate_id, new.destination_plate_id) order by t.id for share;
    end if;
    if new.destination_plate_id is not null then
        select t.status, t.location_id into its_status, its_place
            from license_plates t where t.id = new.destination_plate_id for share;
        if its_status <> 'open' or its_place <> new.destination_id then
            raise exception 'a license plate is not open here' using errcode = 'check_violation';
        end if;
    end if;
    if new.source_plate_id is not null then
        select t.status into its_status
            from license_plates t where t.id = new.source_plate_id for share;
        if its_status <> 'open'
            and exists (select 1 from locations o where o.id = new.source_id and o.inside) then
            raise exception 'a license plate is not open here' using errcode = 'check_violation';
        end if;
    end if;
    return new;
end $$
"""
TWICE = """
create or replace function moves_change_plates() returns trigger language plpgsql
set plan_cache_mode = force_generic_plan as $$
declare above integer;
begin
    perform 1 from license_plates t
        where t.id in (new.source_plate_id, new.destination_plate_id) order by t.id for share;
    if exists (select 1 from license_plates t where t.id = new.destination_plate_id
            and (t.status <> 'open' or t.location_id <> new.destination_id))
        or exists (select 1 from license_plates t join locations o on o.id = new.source_id
            where t.id = new.source_plate_id and t.status <> 'open' and o.inside) then
        raise exception 'a license plate is not open here' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""


def upgrade():
    on_postgresql(ONCE)


def downgrade():
    on_postgresql(TWICE)


def on_postgresql(function):
    if op.get_bind().dialect.name == "postgresql":
        op.execute(function)
