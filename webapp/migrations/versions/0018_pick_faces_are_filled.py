"""Places of a product: what feeds its pick faces, what is topped up, and calls for more.

On the way down no place is being filled any more: what open moves have reserved for one is free
again, and their workers stand empty-handed.
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OPEN = "flow = 'moving' and status = 'open'"
BINS = "'storage', 'pick_face'"
FILLS = "select id from tasks where flow = 'moving' and status = 'open' and destination_id > 0"
OF_FILLS = f"reservations where task_id in ({FILLS})"
# Goods of a product have their places in bins, and a bin with such a place stays one.
NOT_A_BIN = f"(select kind from locations where id = new.location_id) not in ({BINS})"
HAS_A_PLACE = (
    f"new.kind not in ({BINS}) and exists (select 1 from product_places where location_id = new.id)"
)
ACTS = (("product_places", "insert"), ("product_places", "update"), ("locations", "update"))


def condition(table):
    """What the triggers of a table refuse."""
    return NOT_A_BIN if table == "product_places" else HAS_A_PLACE


def refuse(table, act):
    """The statements that make one trigger, for the engine at hand."""
    name = f"places_are_bins_{table}_{act}"
    if op.get_bind().dialect.name == "sqlite":
        return (
            f"create trigger {name} before {act} on {table} when {condition(table)}"
            " begin select raise(abort, 'a place of a product is a bin'); end",
        )
    return (
        f"create trigger {name} before {act} on {table}"
        f" for each row execute function places_are_bins_{table}()",
    )


def function(table):
    """What PostgreSQL's triggers of a table run."""
    return (
        f"create function places_are_bins_{table}() returns trigger language plpgsql as $$"
        f" begin if {condition(table)} then"
        " raise exception 'a place of a product is a bin'; end if; return new; end $$"
    )


def upgrade():
    op.create_table(
        "product_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "source",
                "ignore",
                "topped_up",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("target", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "priority between 1 and 99", name=op.f("ck_product_places_priority_is_1_to_99")
        ),
        sa.CheckConstraint(
            "(role = 'topped_up') = (minimum is not null) and (minimum is null) = (target is null)",
            name=op.f("ck_product_places_topped_up_has_levels"),
        ),
        sa.CheckConstraint(
            "minimum > 0 and minimum < target",
            name=op.f("ck_product_places_minimum_is_below_target"),
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_product_places_size_is_positive")),
        sa.CheckConstraint(
            "minimum % size = 0 and target % size = 0",
            name=op.f("ck_product_places_levels_are_whole_sizes"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_product_places_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_product_places_location_id_locations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_places")),
        sa.UniqueConstraint(
            "product_id", "location_id", name=op.f("uq_product_places_product_id_location_id")
        ),
    )
    op.create_index(op.f("ix_product_places_location_id"), "product_places", ["location_id"])
    op.create_table(
        "replenishment_calls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column(
            "after_move_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["product_places.id"],
            name=op.f("fk_replenishment_calls_place_id_product_places"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_replenishment_calls_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replenishment_calls")),
    )
    op.create_index(op.f("ix_replenishment_calls_place_id"), "replenishment_calls", ["place_id"])
    op.create_index(
        "uq_tasks_one_replenishment",
        "tasks",
        ["product_id", "destination_id"],
        unique=True,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("product_places", "locations"):
            op.execute(function(table))
    for table, act in ACTS:
        for statement in refuse(table, act):
            op.execute(statement)


def downgrade():
    op.execute(
        "update balances set reserved = reserved - (select sum(r.quantity) from (select *"
        f" from {OF_FILLS}) r where r.balance_id = balances.id)"
        f" where id in (select balance_id from {OF_FILLS})"
    )
    op.execute(f"delete from {OF_FILLS}")
    op.execute(
        "update tasks set product_id = null, destination_id = null, quantity = null,"
        f" state = '{{}}', step = 'from' where id in ({FILLS})"
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, act in ACTS:
        of = f" on {table}" if postgresql else ""
        op.execute(f"drop trigger places_are_bins_{table}_{act}{of}")
    if postgresql:
        for table in ("product_places", "locations"):
            op.execute(f"drop function places_are_bins_{table}()")
    op.drop_index("uq_tasks_one_replenishment", "tasks")
    op.drop_table("replenishment_calls")
    op.drop_table("product_places")
