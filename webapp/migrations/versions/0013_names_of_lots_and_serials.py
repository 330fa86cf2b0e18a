"""Other names of lots and serials, and who supplied them."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OF_LOT = (
    ("reference", 64),
    ("description", 200),
    ("supplier_lot", 64),
    ("country", 2),
)


# SQLite adds and drops a plain column in its place; a table that is written anew would be dropped
# from under the moves that name its rows.
def upgrade():
    for name, length in OF_LOT:
        op.add_column("lots", sa.Column(name, sa.String(length=length), nullable=True))
    op.add_column("serials", sa.Column("batch", sa.String(length=64), nullable=True))
    op.create_index("ix_lots_reference", "lots", ["reference"])
    op.create_table(
        "former_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("serial_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("by_user_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(lot_id is null) <> (serial_id is null)", name=op.f("ck_former_codes_of_one_thing")
        ),
        sa.CheckConstraint("length(code) > 0", name=op.f("ck_former_codes_code_is_not_empty")),
        sa.ForeignKeyConstraint(
            ["lot_id", "product_id"],
            ["lots.id", "lots.product_id"],
            name=op.f("fk_former_codes_lot_id_lots"),
        ),
        sa.ForeignKeyConstraint(
            ["serial_id", "product_id"],
            ["serials.id", "serials.product_id"],
            name=op.f("fk_former_codes_serial_id_serials"),
        ),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["users.id"], name=op.f("fk_former_codes_by_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_codes")),
    )
    for thing in ("lot", "serial"):
        op.create_index(
            f"uq_former_codes_of_{thing}s",
            "former_codes",
            ["product_id", "code"],
            unique=True,
            sqlite_where=sa.text(f"{thing}_id is not null"),
            postgresql_where=sa.text(f"{thing}_id is not null"),
        )
    op.create_index("ix_former_codes_code", "former_codes", ["code"])
    op.create_table(
        "tracking_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("codes", sa.Boolean(), nullable=False),
        sa.Column("expiry", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_tracking_settings_there_is_one")),
        sa.CheckConstraint(
            "codes or not expiry", name=op.f("ck_tracking_settings_dates_need_codes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_settings")),
    )


def downgrade():
    op.drop_table("tracking_settings")
    op.drop_table("former_codes")
    op.drop_index("ix_lots_reference", table_name="lots")
    op.drop_column("serials", "batch")
    for name, _ in reversed(OF_LOT):
        op.drop_column("lots", name)
