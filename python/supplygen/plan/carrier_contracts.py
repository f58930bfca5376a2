"""Contracts of carriers: what they agree to, but for the volume, which follows from the plan."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.columns import Columns, dense_ids
from supplygen.calendar import OUTLOOK_DAYS, date_of, day_number
from supplygen.facts.company_calendar import years
from supplygen.facts.reader import records, scaled
from supplygen.policy.transport import CARRIER_PROMISE_MARGIN, CARRIER_YEARLY_RATE, ON_TIME_TOLERANCE_HOURS
from supplygen.world import World


def contract_terms(world: World) -> Columns:
    """One contract per carrier and calendar year, from the run-in to beyond the last planned delivery."""
    carriers = records("carriers")
    periods = list(years(date_of(world.run_in_day), date_of(world.as_of_day + OUTLOOK_DAYS)))
    rows = dense_ids(len(carriers) * len(periods))
    usual, rate = (np.repeat(scaled(carriers, name, 4), len(periods)) for name in ("on_time_rate", "rate_per_km"))
    margin = world.streams.integers("carrier_contracts.committed_on_time_rate", rows, *CARRIER_PROMISE_MARGIN)
    change = world.streams.integers("carrier_contracts.rate_per_km", rows, *CARRIER_YEARLY_RATE)
    return {
        "id": rows,
        "contract_code": [f"CON-{row['code'][4:]}-{start.year}" for row in carriers for start, _ in periods],
        "carrier_id": np.repeat(dense_ids(len(carriers)), len(periods)),
        "start_date": np.tile([day_number(start) for start, _ in periods], len(carriers)),
        "end_date": np.tile([day_number(end) for _, end in periods], len(carriers)),
        "committed_on_time_rate": usual - margin,
        "on_time_tolerance_hours": np.repeat(
            [ON_TIME_TOLERANCE_HOURS[row["transport_modes"][0]] for row in carriers], len(periods)
        ),
        "rate_per_km": rate * change // 10_000,
    }
