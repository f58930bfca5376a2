"""Views that answer the questions of docs/questions.md; each is a file in `migrations/sql/question_views`.

Revision ID: question_views
Revises: verify_functions

A view is no table: Alembic does not compare it with a declaration, so these files are the one place where it stands.
Like every revision they do not change once released. To change a view, add a revision with a folder of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "question_views"
down_revision: str | None = "verify_functions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FOLDER = Path(__file__).parents[1] / "sql" / revision

VIEWS = (
    "horizon",
    "batch_genealogy_down",
    "lot_genealogy_down",
    "batch_genealogy_up",
    "return_genealogy_up",
    "inventory_movements",
    "inventory_waterfall",
    "order_fulfilment",
    "single_source_ingredients",
    "supplier_risk",
    "dc_utilisation",
    "dc_dependence",
    "landed_cost",
    "where_used",
    "three_way_match",
    "fill_rate_by_abc_channel",
    "otif",
    "forecast_error",
    "promotion_performance",
    "carrier_performance",
    "emissions_by_lane_and_mode",
    "slow_moving_stock",
    "bullwhip_by_echelon",
    "network_edges",
    "network_paths",
    "shortest_and_fastest",
    "network_centrality",
)
"""A view stands after those that it reads."""


def upgrade() -> None:
    for view in VIEWS:
        op.execute((FOLDER / f"{view}.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    for view in reversed(VIEWS):
        op.execute(f"DROP VIEW {view}")
