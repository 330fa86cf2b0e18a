"""More codes of a product, and readings that were chosen before."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "product_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("packaging_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(code) > 0", name=op.f("ck_product_codes_code_is_not_empty")),
        sa.CheckConstraint("units > 0", name=op.f("ck_product_codes_stands_for_at_least_one")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_product_codes_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["packaging_id"],
            ["packagings.id"],
            name=op.f("fk_product_codes_packaging_id_packagings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_codes")),
    )
    op.create_index(
        "uq_product_codes_code",
        "product_codes",
        ["code"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    op.create_index(op.f("ix_product_codes_product_id"), "product_codes", ["product_id"])
    op.create_table(
        "label_shapes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=200), nullable=False),
        sa.Column("example", sa.String(length=200), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=False),
        sa.Column("remembered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["partners.id"], name=op.f("fk_label_shapes_supplier_id_partners")
        ),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["users.id"], name=op.f("fk_label_shapes_by_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_shapes")),
        sa.UniqueConstraint("supplier_id", "shape", name=op.f("uq_label_shapes_supplier_id_shape")),
    )


def downgrade():
    op.drop_table("label_shapes")
    op.drop_table("product_codes")
