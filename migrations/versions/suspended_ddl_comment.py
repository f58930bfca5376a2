"""What a load takes down are keys and indexes, never checks.

Revision ID: suspended_ddl_comment
Revises: network_completion
"""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op

revision: str = "suspended_ddl_comment"
down_revision: str | None = "network_completion"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OLD_COMMENT = "Keys, indexes and checks that a load has taken down, with the statements that restore them"
NEW_COMMENT = "Keys and indexes that a load has taken down, with the statements that restore them"

NEW_KINDS = "kind IN ('primary_key', 'unique', 'index', 'foreign_key')"
OLD_KINDS = "kind IN ('primary_key', 'unique', 'index', 'foreign_key', 'check')"


def upgrade() -> None:
    _change(OLD_COMMENT, NEW_COMMENT, NEW_KINDS)


def downgrade() -> None:
    _change(NEW_COMMENT, OLD_COMMENT, OLD_KINDS)


def _change(old: str, new: str, kinds: str) -> None:
    op.create_table_comment("suspended_ddl", new, existing_comment=old, schema="supplygen")
    op.drop_constraint(op.f("ck_suspended_ddl_kind"), "suspended_ddl", type_="check", schema="supplygen")
    op.create_check_constraint(op.f("ck_suspended_ddl_kind"), "suspended_ddl", kinds, schema="supplygen")
