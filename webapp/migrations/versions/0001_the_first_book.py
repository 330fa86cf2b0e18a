"""The first book: every table, and the triggers that keep history as it was."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# What was recorded is never changed or deleted; a mistake is reversed by another move.
HISTORY = ("moves", "scans")
REFUSAL = "%s are never changed or deleted; record a reversal instead"


def refuse_changes_to_history():
    if op.get_bind().dialect.name == "sqlite":
        for table in HISTORY:
            for verb in ("update", "delete"):
                op.execute(
                    f"create trigger {table}_refuse_{verb} before {verb} on {table} "
                    f"begin select raise(abort, '{REFUSAL % table}'); end"
                )
        return
    op.execute(
        "create function refuse_change() returns trigger language plpgsql as $$ begin "
        "raise exception '% are never changed or deleted; record a reversal instead', "
        "tg_table_name using errcode = 'restrict_violation'; end $$"
    )
    for table in HISTORY:
        op.execute(
            f"create trigger {table}_refuse_change before update or delete on {table} "
            "for each row execute function refuse_change()"
        )
        op.execute(
            f"create trigger {table}_refuse_truncate before truncate on {table} "
            "for each statement execute function refuse_change()"
        )


def allow_changes_to_history():
    if op.get_bind().dialect.name == "sqlite":
        for table in HISTORY:
            for verb in ("update", "delete"):
                op.execute(f"drop trigger {table}_refuse_{verb}")
        return
    for table in HISTORY:
        op.execute(f"drop trigger {table}_refuse_change on {table}")
        op.execute(f"drop trigger {table}_refuse_truncate on {table}")
    op.execute("drop function refuse_change()")


def upgrade():
    op.create_table(
        "locations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "area",
                "dock",
                "storage",
                "pick_face",
                "staging",
                "quarantine",
                "supplier",
                "customer",
                "scrap",
                "count_difference",
                "production",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "inside",
            sa.Boolean(),
            sa.Computed(
                "kind in ('dock', 'storage', 'pick_face', 'staging', 'quarantine')", persisted=True
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("walk_order", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("blocked_in", sa.Boolean(), nullable=False),
        sa.Column("blocked_out", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "capacity is null or capacity > 0", name=op.f("ck_locations_capacity_is_positive")
        ),
        sa.CheckConstraint("length(code) > 0", name=op.f("ck_locations_code_is_not_empty")),
        sa.CheckConstraint(
            "parent_id is null or parent_id <> id", name=op.f("ck_locations_is_not_its_own_parent")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["locations.id"], name=op.f("fk_locations_parent_id_locations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("code", name=op.f("uq_locations_code")),
        sa.UniqueConstraint("id", "inside", name=op.f("uq_locations_id_inside")),
    )
    op.create_index(op.f("ix_locations_parent_id"), "locations", ["parent_id"], unique=False)
    op.create_index("ix_locations_walk_order", "locations", ["walk_order"], unique=False)

    op.create_table(
        "partners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "supplier",
                "customer",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_partners_kind_code")),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "tracking",
            sa.Enum(
                "none",
                "lot",
                "serial",
                "lot_and_serial",
                name="tracking",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "expiry_policy",
            sa.Enum(
                "none",
                "optional",
                "required",
                name="expiry_policy",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column("picture", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "expiry_policy = 'none' or tracking in ('lot', 'lot_and_serial')",
            name=op.f("ck_products_dates_need_a_lot"),
        ),
        sa.CheckConstraint("length(sku) > 0", name=op.f("ck_products_sku_is_not_empty")),
        sa.CheckConstraint("scale between 0 and 6", name=op.f("ck_products_scale_is_0_to_6")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("sku", name=op.f("uq_products_sku")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "worker",
                "supervisor",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("badge", sa.String(length=64), nullable=True),
        sa.Column("pin_hash", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("theme", sa.String(length=12), nullable=False),
        sa.Column("hand", sa.String(length=8), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hand in ('left', 'right')", name=op.f("ck_users_hand_is_known")),
        sa.CheckConstraint(
            "theme in ('auto', 'light', 'dark', 'contrast')", name=op.f("ck_users_theme_is_known")
        ),
        sa.CheckConstraint(
            "badge is null or pin_hash is not null", name=op.f("ck_users_a_badge_needs_a_pin")
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_users_name_is_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("badge", name=op.f("uq_users_badge")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("last_user_id", sa.Integer(), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["last_user_id"], ["users.id"], name=op.f("fk_devices_last_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("key", name=op.f("uq_devices_key")),
    )
    op.create_table(
        "lots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("best_before", sa.Date(), nullable=True),
        sa.Column("removal_date", sa.Date(), nullable=True),
        sa.Column("produced_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "released",
                "on_hold",
                "recalled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("hold_reason", sa.String(length=200), nullable=True),
        sa.Column("supplier_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status = 'released' or hold_reason is not null", name=op.f("ck_lots_hold_has_a_reason")
        ),
        sa.CheckConstraint("length(code) > 0", name=op.f("ck_lots_code_is_not_empty")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_lots_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["partners.id"], name=op.f("fk_lots_supplier_id_partners")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lots")),
        sa.UniqueConstraint("id", "product_id", name=op.f("uq_lots_id_product_id")),
        sa.UniqueConstraint("product_id", "code", name=op.f("uq_lots_product_id_code")),
    )
    op.create_index("ix_lots_code", "lots", ["code"], unique=False)
    op.create_index("ix_lots_expires_on", "lots", ["expires_on"], unique=False)

    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("staging_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "released",
                "picked",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["partners.id"], name=op.f("fk_orders_customer_id_partners")
        ),
        sa.ForeignKeyConstraint(
            ["staging_id"], ["locations.id"], name=op.f("fk_orders_staging_id_locations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
    )
    op.create_index(op.f("ix_orders_customer_id"), "orders", ["customer_id"], unique=False)

    op.create_table(
        "packagings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "each",
                "inner",
                "case",
                "pallet",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("gtin", sa.String(length=14), nullable=True),
        sa.CheckConstraint(
            "gtin is null or length(gtin) = 14", name=op.f("ck_packagings_gtin_is_14_digits")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_packagings_holds_at_least_one")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_packagings_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packagings")),
        sa.UniqueConstraint("gtin", name=op.f("uq_packagings_gtin")),
    )
    op.create_index(op.f("ix_packagings_product_id"), "packagings", ["product_id"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("dock_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "closed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("backorder_of_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["backorder_of_id"], ["receipts.id"], name=op.f("fk_receipts_backorder_of_id_receipts")
        ),
        sa.ForeignKeyConstraint(
            ["dock_id"], ["locations.id"], name=op.f("fk_receipts_dock_id_locations")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["partners.id"], name=op.f("fk_receipts_supplier_id_partners")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("number", name=op.f("uq_receipts_number")),
    )
    op.create_index(op.f("ix_receipts_supplier_id"), "receipts", ["supplier_id"], unique=False)

    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tokens_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_tokens_digest")),
    )
    op.create_index(op.f("ix_tokens_user_id"), "tokens", ["user_id"], unique=False)

    op.create_table(
        "license_plates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pallet",
                "case",
                "tote",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "order_id is null or kind = 'tote'", name=op.f("ck_license_plates_only_totes_are_bound")
        ),
        sa.CheckConstraint("length(code) > 0", name=op.f("ck_license_plates_code_is_not_empty")),
        sa.CheckConstraint(
            "parent_id is null or parent_id <> id",
            name=op.f("ck_license_plates_is_not_its_own_parent"),
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_license_plates_location_id_locations")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name="fk_license_plates_order_id_orders"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["license_plates.id"],
            name=op.f("fk_license_plates_parent_id_license_plates"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_license_plates")),
        sa.UniqueConstraint("code", name=op.f("uq_license_plates_code")),
    )
    op.create_index(
        op.f("ix_license_plates_location_id"), "license_plates", ["location_id"], unique=False
    )
    op.create_index(
        op.f("ix_license_plates_order_id"), "license_plates", ["order_id"], unique=False
    )

    op.create_table(
        "order_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("ordered", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("picked", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("short", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("ordered > 0", name=op.f("ck_order_lines_asks_for_something")),
        sa.CheckConstraint(
            "picked + short <= ordered", name=op.f("ck_order_lines_never_over_picked")
        ),
        sa.CheckConstraint(
            "picked >= 0 and short >= 0", name=op.f("ck_order_lines_counts_are_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_order_lines_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    op.create_index(op.f("ix_order_lines_order_id"), "order_lines", ["order_id"], unique=False)
    op.create_index(op.f("ix_order_lines_product_id"), "order_lines", ["product_id"], unique=False)

    op.create_table(
        "receipt_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("expected", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("expected > 0", name=op.f("ck_receipt_lines_expects_something")),
        sa.CheckConstraint(
            "received between 0 and expected",
            name=op.f("ck_receipt_lines_received_is_within_expected"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_receipt_lines_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_lines_receipt_id_receipts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_lines")),
        sa.UniqueConstraint(
            "receipt_id", "product_id", name=op.f("uq_receipt_lines_receipt_id_product_id")
        ),
    )
    op.create_index(
        op.f("ix_receipt_lines_product_id"), "receipt_lines", ["product_id"], unique=False
    )
    op.create_index(
        op.f("ix_receipt_lines_receipt_id"), "receipt_lines", ["receipt_id"], unique=False
    )

    op.create_table(
        "serials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(code) > 0", name=op.f("ck_serials_code_is_not_empty")),
        sa.ForeignKeyConstraint(
            ["lot_id", "product_id"],
            ["lots.id", "lots.product_id"],
            name=op.f("fk_serials_lot_id_product_id_lots"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_serials_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serials")),
        sa.UniqueConstraint("id", "product_id", name=op.f("uq_serials_id_product_id")),
        sa.UniqueConstraint("product_id", "code", name=op.f("uq_serials_product_id_code")),
    )
    op.create_index("ix_serials_code", "serials", ["code"], unique=False)

    op.create_table(
        "tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "flow",
            sa.Enum(
                "receiving",
                "putaway",
                "picking",
                name="flow",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "done",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("destination_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(flow = 'picking') = (order_id is not null)",
            name=op.f("ck_tasks_picking_has_an_order"),
        ),
        sa.CheckConstraint(
            "(flow = 'receiving') = (receipt_id is not null)",
            name=op.f("ck_tasks_receiving_has_a_receipt"),
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["locations.id"], name=op.f("fk_tasks_destination_id_locations")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_tasks_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_tasks_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipts.id"], name=op.f("fk_tasks_receipt_id_receipts")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tasks_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("order_id", name=op.f("uq_tasks_order_id")),
        sa.UniqueConstraint("receipt_id", "user_id", name=op.f("uq_tasks_receipt_id_user_id")),
    )
    op.create_index(
        "uq_tasks_one_open_putaway",
        "tasks",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("flow = 'putaway' and status = 'open'"),
        postgresql_where=sa.text("flow = 'putaway' and status = 'open'"),
    )
    op.create_index(op.f("ix_tasks_destination_id"), "tasks", ["destination_id"], unique=False)
    op.create_index("ix_tasks_flow_status", "tasks", ["flow", "status"], unique=False)
    op.create_index(op.f("ix_tasks_user_id"), "tasks", ["user_id"], unique=False)

    op.create_table(
        "balances",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("serial_id", sa.Integer(), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("plate_id", sa.Integer(), nullable=True),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("on_hand", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reserved", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "not inside or on_hand >= 0", name=op.f("ck_balances_inside_is_never_below_zero")
        ),
        sa.CheckConstraint(
            "not inside or reserved <= on_hand", name=op.f("ck_balances_reserved_is_on_hand")
        ),
        sa.CheckConstraint(
            "reserved = 0 or inside", name=op.f("ck_balances_only_stock_inside_is_reserved")
        ),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_balances_reserved_is_never_below_zero")),
        sa.CheckConstraint(
            "serial_id is null or on_hand in (-1, 0, 1)",
            name=op.f("ck_balances_a_serial_is_one_unit"),
        ),
        sa.ForeignKeyConstraint(
            ["location_id", "inside"],
            ["locations.id", "locations.inside"],
            name=op.f("fk_balances_location_id_inside_locations"),
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "product_id"],
            ["lots.id", "lots.product_id"],
            name=op.f("fk_balances_lot_id_product_id_lots"),
        ),
        sa.ForeignKeyConstraint(
            ["plate_id"], ["license_plates.id"], name=op.f("fk_balances_plate_id_license_plates")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_balances_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["serial_id", "product_id"],
            ["serials.id", "serials.product_id"],
            name=op.f("fk_balances_serial_id_product_id_serials"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balances")),
    )
    # Nulls count as equal here, which only an expression can say on both engines.
    op.execute(
        "create unique index uq_balances_what_and_where on balances (product_id, "
        "coalesce(lot_id, 0), coalesce(serial_id, 0), location_id, coalesce(plate_id, 0))"
    )
    op.create_index("ix_balances_location_id", "balances", ["location_id"], unique=False)
    op.create_index("ix_balances_lot_id", "balances", ["lot_id"], unique=False)
    op.create_index(op.f("ix_balances_plate_id"), "balances", ["plate_id"], unique=False)
    op.create_index(
        "uq_balances_serial_in_one_place",
        "balances",
        ["serial_id"],
        unique=True,
        sqlite_where=sa.text("inside and on_hand > 0 and serial_id is not null"),
        postgresql_where=sa.text("inside and on_hand > 0 and serial_id is not null"),
    )

    op.create_table(
        "scans",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("symbology", sa.String(length=8), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "camera",
                "wedge",
                "photo",
                "typed",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("flow", sa.String(length=24), nullable=True),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("step", sa.String(length=24), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "accepted",
                "refused",
                "choose",
                "confirm",
                "held",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(scan_id) = 36", name=op.f("ck_scans_scan_id_is_a_uuid")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_scans_device_id_devices")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_scans_task_id_tasks")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_scans_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
        sa.UniqueConstraint("scan_id", name=op.f("uq_scans_scan_id")),
    )
    op.create_index("ix_scans_recorded_at", "scans", ["recorded_at"], unique=False)
    op.create_index(op.f("ix_scans_task_id"), "scans", ["task_id"], unique=False)

    op.create_table(
        "exceptions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("order_line_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("serial_id", sa.Integer(), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("scan_id", sa.String(length=36), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_exceptions_location_id_locations")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_exceptions_lot_id_lots")),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_lines.id"],
            name=op.f("fk_exceptions_order_line_id_order_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_exceptions_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scans.scan_id"],
            name=op.f("fk_exceptions_scan_id_scans"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["serial_id"], ["serials.id"], name=op.f("fk_exceptions_serial_id_serials")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_exceptions_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_exceptions_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exceptions")),
    )
    op.create_index(
        op.f("ix_exceptions_order_line_id"), "exceptions", ["order_line_id"], unique=False
    )
    op.create_index(op.f("ix_exceptions_task_id"), "exceptions", ["task_id"], unique=False)

    op.create_table(
        "moves",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "receive",
                "put_away",
                "pick",
                "ship",
                "relocate",
                "count",
                "scrap",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=True),
        sa.Column("serial_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("source_plate_id", sa.Integer(), nullable=True),
        sa.Column("destination_id", sa.Integer(), nullable=False),
        sa.Column("destination_plate_id", sa.Integer(), nullable=True),
        sa.Column("receipt_line_id", sa.Integer(), nullable=True),
        sa.Column("order_line_id", sa.Integer(), nullable=True),
        sa.Column("scan_id", sa.String(length=36), nullable=True),
        sa.Column(
            "reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_moves_moves_something")),
        sa.CheckConstraint(
            "reverses_id is null or reverses_id <> id",
            name=op.f("ck_moves_does_not_reverse_itself"),
        ),
        sa.CheckConstraint(
            "serial_id is null or quantity = 1", name=op.f("ck_moves_a_serial_is_one_unit")
        ),
        sa.CheckConstraint(
            "source_id <> destination_id or coalesce(source_plate_id, 0) <> coalesce(destination_plate_id, 0)",
            name=op.f("ck_moves_goes_somewhere"),
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["locations.id"], name=op.f("fk_moves_destination_id_locations")
        ),
        sa.ForeignKeyConstraint(
            ["destination_plate_id"],
            ["license_plates.id"],
            name=op.f("fk_moves_destination_plate_id_license_plates"),
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_moves_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "product_id"],
            ["lots.id", "lots.product_id"],
            name=op.f("fk_moves_lot_id_product_id_lots"),
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_moves_order_line_id_order_lines")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_moves_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_line_id"],
            ["receipt_lines.id"],
            name=op.f("fk_moves_receipt_line_id_receipt_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["moves.id"], name=op.f("fk_moves_reverses_id_moves")
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scans.scan_id"],
            name=op.f("fk_moves_scan_id_scans"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["serial_id", "product_id"],
            ["serials.id", "serials.product_id"],
            name=op.f("fk_moves_serial_id_product_id_serials"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["locations.id"], name=op.f("fk_moves_source_id_locations")
        ),
        sa.ForeignKeyConstraint(
            ["source_plate_id"],
            ["license_plates.id"],
            name=op.f("fk_moves_source_plate_id_license_plates"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_moves_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_moves_reverses_id")),
    )
    op.create_index("ix_moves_lot_id", "moves", ["lot_id"], unique=False)
    op.create_index(op.f("ix_moves_order_line_id"), "moves", ["order_line_id"], unique=False)
    op.create_index(
        "ix_moves_product_id_recorded_at", "moves", ["product_id", "recorded_at"], unique=False
    )
    op.create_index(op.f("ix_moves_receipt_line_id"), "moves", ["receipt_line_id"], unique=False)
    op.create_index(op.f("ix_moves_scan_id"), "moves", ["scan_id"], unique=False)
    op.create_index("ix_moves_serial_id", "moves", ["serial_id"], unique=False)

    op.create_table(
        "reservations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "balance_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_reservations_promises_something")),
        sa.ForeignKeyConstraint(
            ["balance_id"], ["balances.id"], name=op.f("fk_reservations_balance_id_balances")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_lines.id"],
            name=op.f("fk_reservations_order_line_id_order_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_reservations_task_id_tasks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservations")),
        sa.UniqueConstraint(
            "balance_id",
            "task_id",
            "order_line_id",
            name=op.f("uq_reservations_balance_id_task_id_order_line_id"),
        ),
    )
    op.create_index(
        op.f("ix_reservations_balance_id"), "reservations", ["balance_id"], unique=False
    )
    op.create_index(
        op.f("ix_reservations_order_line_id"), "reservations", ["order_line_id"], unique=False
    )
    op.create_index(op.f("ix_reservations_task_id"), "reservations", ["task_id"], unique=False)

    refuse_changes_to_history()


def downgrade():
    allow_changes_to_history()
    op.drop_index(op.f("ix_reservations_task_id"), table_name="reservations")
    op.drop_index(op.f("ix_reservations_order_line_id"), table_name="reservations")
    op.drop_index(op.f("ix_reservations_balance_id"), table_name="reservations")

    op.drop_table("reservations")
    op.drop_index("ix_moves_serial_id", table_name="moves")
    op.drop_index(op.f("ix_moves_scan_id"), table_name="moves")
    op.drop_index(op.f("ix_moves_receipt_line_id"), table_name="moves")
    op.drop_index("ix_moves_product_id_recorded_at", table_name="moves")
    op.drop_index(op.f("ix_moves_order_line_id"), table_name="moves")
    op.drop_index("ix_moves_lot_id", table_name="moves")

    op.drop_table("moves")
    op.drop_index(op.f("ix_exceptions_task_id"), table_name="exceptions")
    op.drop_index(op.f("ix_exceptions_order_line_id"), table_name="exceptions")

    op.drop_table("exceptions")
    op.drop_index(op.f("ix_scans_task_id"), table_name="scans")
    op.drop_index("ix_scans_recorded_at", table_name="scans")

    op.drop_table("scans")
    op.drop_index(
        "uq_balances_serial_in_one_place",
        table_name="balances",
        sqlite_where=sa.text("inside and on_hand > 0 and serial_id is not null"),
        postgresql_where=sa.text("inside and on_hand > 0 and serial_id is not null"),
    )
    op.drop_index(op.f("ix_balances_plate_id"), table_name="balances")
    op.drop_index("ix_balances_lot_id", table_name="balances")
    op.drop_index("ix_balances_location_id", table_name="balances")

    op.drop_table("balances")
    op.drop_index(op.f("ix_tasks_user_id"), table_name="tasks")
    op.drop_index("ix_tasks_flow_status", table_name="tasks")
    op.drop_index(op.f("ix_tasks_destination_id"), table_name="tasks")

    op.drop_index("uq_tasks_one_open_putaway", table_name="tasks")
    op.drop_table("tasks")
    op.drop_index("ix_serials_code", table_name="serials")

    op.drop_table("serials")
    op.drop_index(op.f("ix_receipt_lines_receipt_id"), table_name="receipt_lines")
    op.drop_index(op.f("ix_receipt_lines_product_id"), table_name="receipt_lines")

    op.drop_table("receipt_lines")
    op.drop_index(op.f("ix_order_lines_product_id"), table_name="order_lines")
    op.drop_index(op.f("ix_order_lines_order_id"), table_name="order_lines")

    op.drop_table("order_lines")
    op.drop_index(op.f("ix_license_plates_order_id"), table_name="license_plates")
    op.drop_index(op.f("ix_license_plates_location_id"), table_name="license_plates")

    op.drop_table("license_plates")
    op.drop_index(op.f("ix_tokens_user_id"), table_name="tokens")

    op.drop_table("tokens")
    op.drop_index(op.f("ix_receipts_supplier_id"), table_name="receipts")

    op.drop_table("receipts")
    op.drop_index(op.f("ix_packagings_product_id"), table_name="packagings")

    op.drop_table("packagings")
    op.drop_index(op.f("ix_orders_customer_id"), table_name="orders")

    op.drop_table("orders")
    op.drop_index("ix_lots_expires_on", table_name="lots")
    op.drop_index("ix_lots_code", table_name="lots")

    op.drop_table("lots")
    op.drop_table("devices")
    op.drop_table("users")
    op.drop_table("products")
    op.drop_table("partners")
    op.drop_index("ix_locations_walk_order", table_name="locations")
    op.drop_index(op.f("ix_locations_parent_id"), table_name="locations")

    op.drop_table("locations")
