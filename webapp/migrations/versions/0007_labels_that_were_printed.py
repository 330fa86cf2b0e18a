"""Labels: whose numbers, what was printed, and where."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = ("product", "lot", "serial", "plate", "location", "receipt", "order", "badge", "command")
PAPERS = ("a4-4x12", "100x50", "100x150")
CARRIERS = ("gs1-datamatrix", "gs1-128", "qr", "code-128")
LANGUAGES = ("pdf", "zpl")
AT_RECEIPT = ("none", "per_lot", "per_unit", "per_serial")
REASONS = ("damaged", "lost", "unreadable", "more_needed", "other", "received")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSAL = "label_prints are never changed or deleted"
TABLES = (
    *("label_prints", "print_jobs", "device_stations", "workstations"),
    *("sscc_counters", "printers", "label_settings", "label_habits"),
)


def one_of(values, name):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def refuse_changes_to_history():
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"create trigger label_prints_refuse_{verb} before {verb} on label_prints "
                f"begin select raise(abort, '{REFUSAL}'); end"
            )
        return
    op.execute(
        "create trigger label_prints_refuse_change before update or delete on label_prints "
        "for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger label_prints_refuse_truncate before truncate on label_prints "
        "for each statement execute function refuse_change()"
    )


def upgrade():
    op.create_table(
        "label_habits",
        sa.Column("kind", one_of(KINDS, "kind"), nullable=False),
        sa.Column("paper", one_of(PAPERS, "paper"), nullable=False),
        sa.Column("carrier", one_of(CARRIERS, "carrier"), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_label_habits")),
    )
    op.create_table(
        "label_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("company_prefix", sa.String(length=12), nullable=True),
        sa.Column("extension_digit", sa.Integer(), nullable=False),
        sa.Column("output", one_of(LANGUAGES, "output"), nullable=False),
        sa.Column("at_receipt", one_of(AT_RECEIPT, "at_receipt"), nullable=False),
        sa.Column("labels_per_lot", sa.Integer(), nullable=False),
        sa.Column("new_plates", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "company_prefix is null or length(company_prefix) between 4 and 12",
            name=op.f("ck_label_settings_prefix_has_4_to_12_digits"),
        ),
        sa.CheckConstraint(
            "extension_digit between 0 and 9", name=op.f("ck_label_settings_extension_is_one_digit")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_label_settings_there_is_one")),
        sa.CheckConstraint(
            "labels_per_lot between 1 and 99",
            name=op.f("ck_label_settings_labels_per_lot_is_1_to_99"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_settings")),
    )
    op.create_table(
        "printers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("language", one_of(LANGUAGES, "language"), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=False),
        sa.Column("paper", one_of(PAPERS, "paper"), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("dpi in (203, 300)", name=op.f("ck_printers_dpi_is_one_that_exists")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_printers_name_is_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printers")),
        sa.UniqueConstraint("name", name=op.f("uq_printers_name")),
    )
    op.create_table(
        "sscc_counters",
        sa.Column("prefix", sa.String(length=12), nullable=False),
        sa.Column("extension", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next", BIG, nullable=False),
        sa.CheckConstraint("next >= 0", name=op.f("ck_sscc_counters_next_is_not_negative")),
        sa.PrimaryKeyConstraint("prefix", "extension", name=op.f("pk_sscc_counters")),
    )
    op.create_table(
        "workstations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("printer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(code) > 0", name=op.f("ck_workstations_code_is_not_empty")),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["printers.id"], name=op.f("fk_workstations_printer_id_printers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstations")),
        sa.UniqueConstraint("code", name=op.f("uq_workstations_code")),
    )
    op.create_table(
        "device_stations",
        sa.Column("device_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_device_stations_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["workstations.id"],
            name=op.f("fk_device_stations_station_id_workstations"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_device_stations_user_id_users")
        ),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_device_stations")),
    )
    op.create_table(
        "print_jobs",
        sa.Column("id", BIG, nullable=False),
        sa.Column("output", one_of(LANGUAGES, "output"), nullable=False),
        sa.Column("paper", one_of(PAPERS, "paper"), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=False),
        sa.Column("first_cell", sa.Integer(), nullable=False),
        sa.Column("printer_id", sa.Integer(), nullable=True),
        sa.Column("station_id", sa.Integer(), nullable=True),
        sa.Column("task_id", BIG, nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("dpi in (203, 300)", name=op.f("ck_print_jobs_dpi_is_one_that_exists")),
        sa.CheckConstraint(
            "first_cell between 0 and 47", name=op.f("ck_print_jobs_first_cell_is_on_the_sheet")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_print_jobs_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["printers.id"], name=op.f("fk_print_jobs_printer_id_printers")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["workstations.id"], name=op.f("fk_print_jobs_station_id_workstations")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_print_jobs_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_print_jobs_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
    )
    op.create_index(op.f("ix_print_jobs_task_id"), "print_jobs", ["task_id"], unique=False)
    op.create_index(
        "ix_print_jobs_waiting",
        "print_jobs",
        ["printer_id", "id"],
        unique=False,
        sqlite_where=sa.text("done_at is null"),
        postgresql_where=sa.text("done_at is null"),
    )
    op.create_table(
        "label_prints",
        sa.Column("id", BIG, nullable=False),
        sa.Column("job_id", BIG, nullable=False),
        sa.Column("kind", one_of(KINDS, "kind"), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("paper", one_of(PAPERS, "paper"), nullable=False),
        sa.Column("carrier", one_of(CARRIERS, "carrier"), nullable=False),
        sa.Column("output", one_of(LANGUAGES, "output"), nullable=False),
        sa.Column("printer", sa.String(length=64), nullable=True),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("reason", one_of(REASONS, "reason"), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason is null or reason <> 'other' or note is not null",
            name=op.f("ck_label_prints_other_is_explained"),
        ),
        sa.CheckConstraint(
            "copies between 1 and 1000", name=op.f("ck_label_prints_copies_are_1_to_1000")
        ),
        sa.CheckConstraint(
            "first or reason is not null", name=op.f("ck_label_prints_a_reprint_has_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_label_prints_device_id_devices")
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["print_jobs.id"], name=op.f("fk_label_prints_job_id_print_jobs")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_label_prints_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_prints")),
    )
    op.create_index(op.f("ix_label_prints_job_id"), "label_prints", ["job_id"], unique=False)
    op.create_index(
        "ix_label_prints_thing", "label_prints", ["kind", "thing_id", "code"], unique=False
    )
    op.create_index(op.f("ix_label_prints_user_id"), "label_prints", ["user_id"], unique=False)
    op.create_index(
        "uq_label_prints_first",
        "label_prints",
        ["kind", "thing_id", "code"],
        unique=True,
        sqlite_where=sa.text("first"),
        postgresql_where=sa.text("first"),
    )
    refuse_changes_to_history()


def downgrade():
    # The triggers go with their table; the function belongs to the first migration.
    for table in TABLES:
        op.drop_table(table)
