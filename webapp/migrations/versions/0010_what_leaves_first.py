"""What leaves first: categories, and the order of removal."""

import re

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STRATEGIES = ("fifo", "lifo", "fefo", "closest", "least_plates")
METHODS = ("at_release", "manual", "days_before")


def one_of(values, name):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def walk_key(code):
    """The codes as people count: every number says first how many digits it has."""

    def counted(found):
        digits = found[0].lstrip("0")
        return f"{len(digits):02}{digits}"

    return re.sub("[0-9]+", counted, code.upper())


# Moves and balances point at products and locations: their columns are added and dropped in place,
# never by writing the table anew.
def upgrade():
    op.create_table(
        "product_categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("removal_strategy", one_of(STRATEGIES, "removal_strategy"), nullable=True),
        sa.CheckConstraint(
            "length(code) > 0", name=op.f("ck_product_categories_code_is_not_empty")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_categories")),
        sa.UniqueConstraint("code", name=op.f("uq_product_categories_code")),
    )
    op.create_table(
        "reservation_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("method", one_of(METHODS, "method"), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_reservation_settings_there_is_one")),
        sa.CheckConstraint(
            "days_before between 0 and 365",
            name=op.f("ck_reservation_settings_days_before_is_within_a_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation_settings")),
    )
    op.execute(
        "alter table products add column category_id integer"
        " constraint fk_products_category_id_product_categories references product_categories (id)"
    )
    op.create_index(op.f("ix_products_category_id"), "products", ["category_id"])
    among = ", ".join(f"'{one}'" for one in STRATEGIES)
    op.execute(
        "alter table locations add column removal_strategy varchar(24)"
        f" constraint ck_locations_removal_strategy check (removal_strategy in ({among}))"
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    letters = ' collate "C"' if postgresql else ""
    op.execute(
        f"alter table locations add column walk_key varchar(200){letters} not null default ''"
    )
    codes = op.get_bind().execute(sa.text("select id, code from locations")).all()
    for id, code in codes:
        op.get_bind().execute(
            sa.text("update locations set walk_key = :key where id = :id"),
            {"key": walk_key(code), "id": id},
        )


def downgrade():
    op.drop_column("locations", "walk_key")
    op.drop_column("locations", "removal_strategy")
    op.drop_index(op.f("ix_products_category_id"), table_name="products")
    op.drop_column("products", "category_id")
    op.drop_table("reservation_settings")
    op.drop_table("product_categories")
