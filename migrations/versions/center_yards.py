"""What comes to a center that rests stands in its yard until it is taken in.

Revision ID: center_yards
Revises: calendar_and_prices
"""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op

revision: str = "center_yards"
down_revision: str | None = "calendar_and_prices"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COMMENTS = {
    "expected_delivery_date": (
        "Planned day of the last arrival",
        "Planned day of the last arrival, at a center the first working day from then on",
    ),
    "actual_delivery_date": (
        "Day of the last arrival; null if not arrived",
        "Day of the last arrival, at a center the first working day from then on; null if that has not come",
    ),
}
"""Comments of columns of `shipments`, before and after."""


def upgrade() -> None:
    for name, (before, after) in COMMENTS.items():
        op.alter_column("shipments", name, comment=after, existing_comment=before)


def downgrade() -> None:
    for name, (before, after) in COMMENTS.items():
        op.alter_column("shipments", name, comment=before, existing_comment=after)
