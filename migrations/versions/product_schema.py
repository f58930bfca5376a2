"""The product's own tables: runs, the ledger of loaded tables, suspended DDL.

Their schema is there before, since it holds the version table.

Revision ID: product_schema
Revises:
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "product_schema"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "run",
        sa.Column(
            "id", sa.Integer(), sa.Identity(always=False), nullable=False, comment="Surrogate key, in order of start"
        ),
        sa.Column("seed", sa.BigInteger(), nullable=False, comment="Seed of every random stream"),
        sa.Column(
            "scale", sa.Numeric(precision=12, scale=6), nullable=False, comment="Scale factor; 1 is the standard size"
        ),
        sa.Column("start_date", sa.Date(), nullable=False, comment="First day of the horizon, a Monday"),
        sa.Column("weeks", sa.SmallInteger(), nullable=False, comment="Length of the horizon, ISO weeks"),
        sa.Column("scenario", sa.Text(), nullable=False, comment="Name of the scenario, or none"),
        sa.Column(
            "data_version",
            sa.Integer(),
            nullable=False,
            comment="Version of the content: equal settings and version give equal rows",
        ),
        sa.Column(
            "status",
            sa.Text(),
            nullable=False,
            comment="complete only after every key is restored and the run is sealed",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="Wall-clock start of the load"),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Wall-clock end of the load; null while loading",
        ),
        sa.Column("settings", postgresql.JSONB(), nullable=False, comment="All settings that the content depends on"),
        sa.CheckConstraint("status IN ('loading', 'complete')", name=op.f("ck_run_status")),
        sa.CheckConstraint("weeks >= 1", name=op.f("ck_run_weeks_minimum")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        schema="supplygen",
        comment="Loads of this database",
    )
    op.create_table(
        "ledger",
        sa.Column("run_id", sa.Integer(), nullable=False, comment="Run that loads the table"),
        sa.Column("table_name", sa.Text(), nullable=False, comment="Table of the company"),
        sa.Column("phase", sa.Text(), nullable=False, comment="Last phase that is done for the table"),
        sa.Column("row_count", sa.BigInteger(), nullable=False, comment="Rows in the table"),
        sa.Column("bytes", sa.BigInteger(), nullable=False, comment="Bytes of the COPY stream"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False, comment="Wall-clock end of the phase"),
        sa.CheckConstraint("phase IN ('streamed', 'restored')", name=op.f("ck_ledger_phase")),
        sa.CheckConstraint("bytes >= 0", name=op.f("ck_ledger_bytes_minimum")),
        sa.CheckConstraint("row_count >= 0", name=op.f("ck_ledger_row_count_minimum")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["supplygen.run.id"], name=op.f("fk_ledger_run_id_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "table_name", name=op.f("pk_ledger")),
        schema="supplygen",
        comment="Finished tables of a run; written in the transaction of the table's COPY",
    )
    op.create_table(
        "suspended_ddl",
        sa.Column(
            "id",
            sa.Integer(),
            sa.Identity(always=False),
            nullable=False,
            comment="Surrogate key, in order of restoration",
        ),
        sa.Column("run_id", sa.Integer(), nullable=False, comment="Run that took the object down"),
        sa.Column("table_name", sa.Text(), nullable=False, comment="Table of the company"),
        sa.Column("object_name", sa.Text(), nullable=False, comment="Name of the constraint or index"),
        sa.Column("kind", sa.Text(), nullable=False, comment="Kind of object"),
        sa.Column("definition", sa.Text(), nullable=False, comment="Statement that restores the object"),
        sa.Column(
            "restored",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="Whether the object is back",
        ),
        sa.CheckConstraint(
            "kind IN ('primary_key', 'unique', 'index', 'foreign_key', 'check')", name=op.f("ck_suspended_ddl_kind")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["supplygen.run.id"], name=op.f("fk_suspended_ddl_run_id_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspended_ddl")),
        schema="supplygen",
        comment="Keys, indexes and checks that a load has taken down, with the statements that restore them",
    )
    op.create_index(op.f("ix_suspended_ddl_run_id"), "suspended_ddl", ["run_id"], unique=False, schema="supplygen")


def downgrade() -> None:
    op.drop_table("suspended_ddl", schema="supplygen")
    op.drop_table("ledger", schema="supplygen")
    op.drop_table("run", schema="supplygen")
