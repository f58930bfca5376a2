"""Level 3, network: distribution centers, customers and their stores, and the lanes between the company's sites."""

from __future__ import annotations

from supplygen.levels.accounts import retail_accounts
from supplygen.levels.distribution_centers import distribution_centers
from supplygen.levels.retail_locations import retail_locations
from supplygen.levels.routes import route_segment_assignments, routes
from supplygen.levels.segments import route_segments

LEVEL = 3

TABLES = (
    ("retail_accounts", retail_accounts),
    ("distribution_centers", distribution_centers),
    ("retail_locations", retail_locations),
    ("route_segments", route_segments),
    ("routes", routes),
    ("route_segment_assignments", route_segment_assignments),
)
