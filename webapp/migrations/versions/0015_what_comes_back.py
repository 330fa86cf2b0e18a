"""What comes back: returns, announced license plates, shares of a life, labels taken back."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SHARES = (("products", "min_receipt_percent"), ("partners", "min_life_percent"))
ONE_PLACE = "uq_balances_serial_in_one_place"
# Once only the places inside were looked at; a unit that is with a customer is there alone, too.
ANYWHERE = "on_hand > 0 and serial_id is not null"
INSIDE = f"inside and {ANYWHERE}"

# A book that has been down and comes up again: the moves still say which order they took back from.
OF_ITS_MOVES = (
    " from receipt_lines n join moves m on m.receipt_line_id = n.id"
    " join order_lines i on i.id = m.order_line_id"
)
RETURNS_AGAIN = (
    f"update receipts set return_of_id = (select min(i.order_id){OF_ITS_MOVES}"
    f" where n.receipt_id = receipts.id) where id in (select n.receipt_id{OF_ITS_MOVES})"
)


def one_place_for_serials(where):
    op.drop_index(ONE_PLACE, table_name="balances")
    op.create_index(
        ONE_PLACE,
        "balances",
        ["serial_id"],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


# Columns are added and dropped in place: a table that is written anew would be dropped from under
# the moves that name its rows.
def upgrade():
    op.execute(
        "alter table receipts add column return_of_id integer"
        " constraint fk_receipts_return_of_id_orders references orders (id)"
    )
    op.execute(RETURNS_AGAIN)
    op.create_index(op.f("ix_receipts_return_of_id"), "receipts", ["return_of_id"])
    op.create_index(
        "uq_receipts_one_open_return",
        "receipts",
        ["return_of_id"],
        unique=True,
        sqlite_where=sa.text("return_of_id is not null and status = 'open'"),
        postgresql_where=sa.text("return_of_id is not null and status = 'open'"),
    )
    one_place_for_serials(ANYWHERE)
    op.create_table(
        "announced_goods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("plate", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("lot", sa.String(length=64), nullable=True),
        sa.Column("serial", sa.String(length=64), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(plate) > 0", name=op.f("ck_announced_goods_plate_is_named")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_announced_goods_announces_something")),
        sa.CheckConstraint(
            "serial is null or quantity = 1", name=op.f("ck_announced_goods_a_serial_is_one_unit")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipts.id"], name=op.f("fk_announced_goods_receipt_id_receipts")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_announced_goods_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announced_goods")),
    )
    op.create_index("ix_announced_goods_plate", "announced_goods", ["receipt_id", "plate"])
    for table, column in SHARES:
        op.execute(
            f"alter table {table} add column {column} integer"
            f" constraint ck_{table}_{column}_is_a_share check ({column} between 1 and 100)"
        )
    # No foreign key: it would have to be deferred, which SQLite cannot add in place. A law looks.
    op.add_column("label_prints", sa.Column("scan_id", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_label_prints_scan_id"), "label_prints", ["scan_id"])
    op.create_table(
        "withdrawn_labels",
        sa.Column("print_id", BIG, autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["print_id"],
            ["label_prints.id"],
            name=op.f("fk_withdrawn_labels_print_id_label_prints"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_withdrawn_labels_user_id_users")
        ),
        sa.PrimaryKeyConstraint("print_id", name=op.f("pk_withdrawn_labels")),
    )


def downgrade():
    op.drop_table("withdrawn_labels")
    op.drop_index(op.f("ix_label_prints_scan_id"), table_name="label_prints")
    op.drop_column("label_prints", "scan_id")
    for table, column in SHARES:
        op.drop_column(table, column)
    op.drop_table("announced_goods")
    one_place_for_serials(INSIDE)
    op.drop_index("uq_receipts_one_open_return", table_name="receipts")
    op.drop_index(op.f("ix_receipts_return_of_id"), table_name="receipts")
    op.drop_column("receipts", "return_of_id")
