"""Level 3, network: distribution centers, customers and their stores, and the lanes between the company's sites."""

from __future__ import annotations

from supplygen.arrays.columns import Columns
from supplygen.context import GeneratorContext
from supplygen.levels.level_03_network.accounts import retail_accounts
from supplygen.levels.level_03_network.distribution_centers import distribution_centers
from supplygen.levels.level_03_network.modal_shift import modal_shift_opportunities
from supplygen.levels.level_03_network.retail_locations import retail_locations
from supplygen.levels.level_03_network.routes import route_segment_assignments, routes
from supplygen.levels.level_03_network.segments import route_segments
from supplygen.levels.level_03_network.sustainability import sustainability_targets

LEVEL = 3

TABLES = (
    ("retail_accounts", retail_accounts),
    ("distribution_centers", distribution_centers),
    ("retail_locations", retail_locations),
    ("route_segments", route_segments),
    ("routes", routes),
    ("route_segment_assignments", route_segment_assignments),
    ("sustainability_targets", sustainability_targets),
    ("modal_shift_opportunities", modal_shift_opportunities),
)


def dc_throughput_limits(ctx: GeneratorContext) -> Columns:
    """What each center expects and can pick; the simulate pass lived by it."""
    expected, capacity = ctx.plan.throughput
    return {
        "dc_id": ctx.tables["distribution_centers"]["id"],
        "expected_weekly_cases": expected,
        "weekly_pick_capacity_cases": capacity,
    }


FROM_PLAN = (("dc_throughput_limits", dc_throughput_limits),)
"""Centers are staffed for what their stores sell."""
