"""American spelling in the comments of the key figures.

Revision ID: comment_spelling
Revises: suspended_ddl_comment
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "comment_spelling"
down_revision: str | None = "suspended_ddl_comment"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

THRESHOLDS = "Key figures with their targets and the limits that {} them"
STATUS = "{}, from the thresholds and the direction"


def upgrade() -> None:
    _spell("colour", "color")


def downgrade() -> None:
    _spell("color", "colour")


def _spell(old: str, new: str) -> None:
    op.create_table_comment("kpi_thresholds", THRESHOLDS.format(new), existing_comment=THRESHOLDS.format(old))
    op.alter_column(
        "kpi_actuals",
        "status",
        comment=STATUS.format(new.capitalize()),
        existing_comment=STATUS.format(old.capitalize()),
        existing_type=sa.Text(),
        existing_nullable=False,
    )
