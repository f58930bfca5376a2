"""The ledger counts what each part has of a table.

Revision ID: parts
Revises: company_schema
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "parts"
down_revision: str | None = "company_schema"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SCHEMA = "supplygen"
KEY = "pk_ledger"
OLD_STATUS = "complete only after every key is restored and the run is sealed"


def upgrade() -> None:
    _add("run", "parts", "Parts that the horizon is cut into, each a run of whole weeks")
    _add("ledger", "part", "Part that the rows belong to; 1 once the run is complete")
    _comments("Finished leaves of a run, of which each is what a part has of a table; a sealed run has one a table")
    _statuses(
        "'loading', 'importing', 'complete'", f"{OLD_STATUS}; importing while the parts of a dump come", OLD_STATUS
    )
    op.drop_constraint(KEY, "ledger", schema=SCHEMA)
    op.create_primary_key(KEY, "ledger", ["run_id", "table_name", "part"], schema=SCHEMA)


def downgrade() -> None:
    op.drop_constraint(KEY, "ledger", schema=SCHEMA)
    op.create_primary_key(KEY, "ledger", ["run_id", "table_name"], schema=SCHEMA)
    _statuses("'loading', 'complete'", OLD_STATUS, f"{OLD_STATUS}; importing while the parts of a dump come")
    _comments("Finished tables of a run; written in the transaction of the table's COPY")
    op.drop_column("ledger", "part", schema=SCHEMA)
    op.drop_column("run", "parts", schema=SCHEMA)


def _add(table: str, column: str, comment: str) -> None:
    minimum = sa.CheckConstraint(f"{column} >= 1", name=op.f(f"ck_{table}_{column}_minimum"))
    kind = sa.Column(column, sa.SmallInteger(), nullable=False, server_default="1", comment=comment)
    op.add_column(table, kind, schema=SCHEMA)
    op.create_check_constraint(op.f(f"ck_{table}_{column}_minimum"), table, minimum.sqltext, schema=SCHEMA)


def _statuses(known: str, comment: str, old_comment: str) -> None:
    op.drop_constraint(op.f("ck_run_status"), "run", type_="check", schema=SCHEMA)
    op.create_check_constraint(op.f("ck_run_status"), "run", f"status IN ({known})", schema=SCHEMA)
    op.alter_column("run", "status", comment=comment, existing_comment=old_comment, schema=SCHEMA)


def _comments(of_table: str) -> None:
    op.create_table_comment("ledger", of_table, schema=SCHEMA)
