"""Codes of one's own: the rules that say what their parts are."""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def closed_list(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade():
    op.create_table(
        "nomenclature_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            closed_list(
                "kind",
                "product",
                "weighed",
                "priced",
                "discounted",
                "lot",
                "location",
                "package",
                "command",
            ),
            nullable=False,
        ),
        sa.Column(
            "encoding", closed_list("encoding", "any", "ean13", "ean8", "upca"), nullable=False
        ),
        sa.Column("pattern", sa.String(length=120), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(name) > 0", name=op.f("ck_nomenclature_rules_name_is_not_empty")
        ),
        sa.CheckConstraint(
            "length(pattern) > 0", name=op.f("ck_nomenclature_rules_pattern_is_not_empty")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_nomenclature_rules_version_grows")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomenclature_rules")),
        sa.UniqueConstraint("name", name=op.f("uq_nomenclature_rules_name")),
        sa.UniqueConstraint("sequence", name=op.f("uq_nomenclature_rules_sequence")),
    )


def downgrade():
    op.drop_table("nomenclature_rules")
