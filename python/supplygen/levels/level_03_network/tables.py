"""Level 3, network: distribution centers, customers and their stores, and the lanes between the company's sites."""

from __future__ import annotations

from supplygen.arrays.columns import Columns
from supplygen.context import GeneratorContext
from supplygen.levels.level_03_network.distribution_centers import distribution_centers
from supplygen.levels.level_03_network.modal_shift_opportunities import modal_shift_opportunities
from supplygen.levels.level_03_network.retail_accounts import retail_accounts
from supplygen.levels.level_03_network.retail_locations import retail_locations
from supplygen.levels.level_03_network.route_segments import route_segments
from supplygen.levels.level_03_network.routes import route_segment_assignments, routes
from supplygen.levels.level_03_network.sustainability_targets import sustainability_targets
from supplygen.levels.source import Source


def dc_throughput_limits(ctx: GeneratorContext) -> Columns:
    """What each center expects and can pick; the simulate pass lived by it."""
    expected, capacity = ctx.plan.throughput
    return {
        "dc_id": ctx.tables["distribution_centers"]["id"],
        "expected_weekly_cases": expected,
        "weekly_pick_capacity_cases": capacity,
    }


SOURCES = (
    Source("retail_accounts", world=retail_accounts),
    Source("distribution_centers", world=distribution_centers, reads=("retail_accounts",)),
    Source("retail_locations", world=retail_locations, reads=("retail_accounts", "distribution_centers")),
    Source("route_segments", world=route_segments),
    Source("routes", world=routes),
    Source("route_segment_assignments", world=route_segment_assignments),
    Source("sustainability_targets", world=sustainability_targets),
    Source("modal_shift_opportunities", world=modal_shift_opportunities),
    Source("dc_throughput_limits", whole=dc_throughput_limits, reads=("distribution_centers",)),
)
