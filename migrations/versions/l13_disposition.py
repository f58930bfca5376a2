"""Level 13, disposition: what became of returned goods.

Revision ID: l13_disposition
Revises: l12_returns
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "l13_disposition"
down_revision: str | None = "l12_returns"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "disposition_logs",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, dense from 1, ascending with time",
        ),
        sa.Column("return_id", sa.BigInteger(), nullable=False, comment="Return"),
        sa.Column("return_line_number", sa.SmallInteger(), nullable=False, comment="Line of the return"),
        sa.Column(
            "disposition",
            sa.Text(),
            nullable=False,
            comment="Decision; restocked cases are inbound stock of the return's distribution center",
        ),
        sa.Column("quantity_cases", sa.Integer(), nullable=False, comment="Cases"),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=False, comment="Time of the decision"),
        sa.CheckConstraint(
            "disposition IN ('restock', 'scrap', 'donate', 'rework', 'liquidate', 'quarantine')",
            name=op.f("ck_disposition_logs_disposition"),
        ),
        sa.CheckConstraint("quantity_cases >= 1", name=op.f("ck_disposition_logs_quantity_cases_minimum")),
        sa.ForeignKeyConstraint(
            ["return_id", "return_line_number"],
            ["return_lines.return_id", "return_lines.line_number"],
            name=op.f("fk_disposition_logs_return_id_return_lines"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_logs")),
        comment="Decisions on received return lines; the decisions of a line sum to it",
    )
    op.create_index(op.f("ix_disposition_logs_processed_at"), "disposition_logs", ["processed_at"], unique=False)
    op.create_index(
        op.f("ix_disposition_logs_return_id_return_line_number"),
        "disposition_logs",
        ["return_id", "return_line_number"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("disposition_logs")
