"""What fits where: storage categories, weights and classes."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Each column with its own constraint, in words that both engines add and drop in place; a table
# that is written anew would be dropped from under the moves and scans that name its rows.
MEASURES = (
    ("products", "weight_g", "is_not_below_zero"),
    ("products", "height_mm", "is_not_below_zero"),
    ("packagings", "height_mm", "is_not_below_zero"),
)
CATEGORIES = ("locations", "products")

# An area only groups other places; whatever is tried, nothing is ever kept in one.
REFUSE_SQLITE = """
create trigger areas_hold_nothing before insert on balances
when (select kind from locations where id = new.location_id) = 'area'
begin select raise(abort, 'an area holds no stock'); end
"""
REFUSE_POSTGRESQL = (
    """
create function areas_hold_nothing() returns trigger language plpgsql as $$
begin
    if (select kind from locations where id = new.location_id) = 'area' then
        raise exception 'an area holds no stock';
    end if;
    return new;
end $$
""",
    """
create trigger areas_hold_nothing before insert on balances
for each row execute function areas_hold_nothing()
""",
)


def upgrade():
    op.create_table(
        "storage_categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("max_weight_g", sa.Integer(), nullable=True),
        sa.Column("max_units", sa.Integer(), nullable=True),
        sa.Column("max_plates", sa.Integer(), nullable=True),
        sa.Column("max_height_mm", sa.Integer(), nullable=True),
        sa.Column(
            "mixing",
            sa.Enum(
                "mixed",
                "same_product",
                "same_lot",
                "empty_only",
                name="mixing",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("one_expiry", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "length(code) > 0", name=op.f("ck_storage_categories_code_is_not_empty")
        ),
        sa.CheckConstraint(
            "coalesce(max_weight_g, 1) > 0 and coalesce(max_units, 1) > 0"
            " and coalesce(max_plates, 1) > 0 and coalesce(max_height_mm, 1) > 0",
            name=op.f("ck_storage_categories_limits_are_positive"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storage_categories")),
        sa.UniqueConstraint("code", name=op.f("uq_storage_categories_code")),
    )
    op.create_table(
        "storage_limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column(
            "plate_kind",
            sa.Enum(
                "pallet",
                "case",
                "tote",
                name="plate_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.CheckConstraint("most > 0", name=op.f("ck_storage_limits_most_is_positive")),
        sa.CheckConstraint(
            "(product_id is null) <> (plate_kind is null)",
            name=op.f("ck_storage_limits_is_about_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["storage_categories.id"],
            name=op.f("fk_storage_limits_category_id_storage_categories"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_storage_limits_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storage_limits")),
        sa.UniqueConstraint(
            "category_id", "product_id", name=op.f("uq_storage_limits_category_id_product_id")
        ),
        sa.UniqueConstraint(
            "category_id", "plate_kind", name=op.f("uq_storage_limits_category_id_plate_kind")
        ),
    )
    op.create_index(op.f("ix_storage_limits_product_id"), "storage_limits", ["product_id"])
    op.create_table(
        "class_conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(length=16), nullable=False),
        sa.Column("second", sa.String(length=16), nullable=False),
        sa.CheckConstraint("first <> second", name=op.f("ck_class_conflicts_two_classes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_conflicts")),
        sa.UniqueConstraint("first", "second", name=op.f("uq_class_conflicts_first_second")),
    )
    for table, column, name in MEASURES:
        op.execute(
            f"alter table {table} add column {column} integer"
            f" constraint ck_{table}_{column}_{name} check ({column} >= 0)"
        )
    op.add_column("products", sa.Column("storage_class", sa.String(length=16), nullable=True))
    for table in CATEGORIES:
        op.execute(
            f"alter table {table} add column storage_category_id integer"
            f" constraint fk_{table}_storage_category_id_storage_categories"
            " references storage_categories (id)"
        )
        op.create_index(f"ix_{table}_storage_category_id", table, ["storage_category_id"])
    op.create_index("ix_locations_name", "locations", ["name"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in (REFUSE_SQLITE,) if sqlite else REFUSE_POSTGRESQL:
        op.execute(statement)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop trigger areas_hold_nothing")
    else:
        op.execute("drop trigger areas_hold_nothing on balances")
        op.execute("drop function areas_hold_nothing()")
    op.drop_index("ix_locations_name", "locations")
    for table in CATEGORIES:
        op.drop_index(f"ix_{table}_storage_category_id", table)
        op.drop_column(table, "storage_category_id")
    op.drop_column("products", "storage_class")
    for table, column, _ in MEASURES:
        op.drop_column(table, column)
    op.drop_table("class_conflicts")
    op.drop_table("storage_limits")
    op.drop_table("storage_categories")
