"""How much the distribution centers hold and can pick, and how they help each other."""

from __future__ import annotations

PICK_RESERVE = 1.65
"""Cases that a distribution center can pick in a week, over those of a mean week: overtime and temporary staff.
Unit: ratio. Source: calibration: case fill; orders are cut in the weeks of promotions."""

ORDER_CASES = 60
"""Cases of a large order: what makes the weeks of a small center uneven.
Unit: cases. Source: model: a large order."""

PICK_LUMPS = 0.1
"""Standard deviations of a week's orders that a center is staffed for besides.
Unit: standard deviations. Source: calibration: case fill where centers are small."""

CAPACITY_SHARE = {"A": 1.42, "B": 1.02, "C": 0.95}
"""Share of a center's weekly capacity up to which it takes lines, by ABC class: for fast movers it works overtime.
Unit: share of capacity. Source: calibration: case fill, A above B above C."""

OPENING_COVER_WEEKS = 2
"""Weeks of demand before the horizon that planning counts on: stock that the distribution centers open with.
Unit: weeks. Source: calibration: no ramp of the centers' stock in the first weeks."""

REVIEW_WEEKS = {"A": 3, "B": 8, "C": 14}
"""Weeks between two production campaigns of an SKU, by ABC class.
Unit: weeks. Source: calibration: turns of the centers, slow-moving stock."""

SAFETY_Z = {"A": 1.75, "B": 0.58, "C": 0.55}
"""Safety factor of a distribution center's stock, by ABC class.
Unit: standard deviations. Source: calibration: case fill, on time in full."""

DEMAND_CV = 0.33
"""Coefficient of variation of a distribution center's weekly orders for an SKU around their forecast, without
swings.
Unit: ratio. Source: calibration: weekly orders of a center around their forecast."""

ORDER_LUMP_CASES = 0.5
"""Variance over mean of those orders where they are few, cases: stores order whole cases, and a few at a time.
Unit: cases. Source: calibration: on time in full, case fill of slow sellers."""

PLANT_LEAD_WEEKS = 3
"""Weeks from the decision to produce until the batch has left the plant: one week frozen, one of production and quality
control, one until the truck.
Unit: weeks. Source: practice: one week frozen, one to make and test, one until the truck."""

UNDER_WAY_WEEKS = 5
"""Weeks ahead that planners look for goods under way.
Unit: weeks. Source: model: longer than any usual route takes."""

TRANSFER_WEEKS = 3
"""Weeks of forecast that a transfer from the center next door covers.
Unit: weeks. Source: practice: until a regular load can be there."""

TRANSFER_COVER = 0.75
"""Part of that below which a center asks for one.
Unit: share. Source: practice: nobody moves goods for a mere dip."""

TRANSFER_KEEP_WEEKS = 3
"""Weeks of its own forecast that the giving center keeps: a shorter time than until its own next load.
Unit: weeks. Source: practice: no center helps itself into a shortage."""

TRANSFER_MIN_CASES = 4
"""Smallest transfer of an SKU, cases: the truck goes for all of them together.
Unit: cases. Source: practice: the truck goes for all SKUs together."""

FLIGHT_COVER = 1.0
"""Part of the forecast, until a ship would be there, below which goods fly.
Unit: share. Source: practice: air freight is the last resort."""

FLIGHT_MAX_CASES = 400
"""Largest load of a batch for a center that flies, cases.
Unit: cases. Source: practice: the pallets that a booking at short notice gets."""

FLIGHT_WORTH = 0.75
"""Part of the goods' wholesale price that air freight may cost.
Unit: share. Source: practice: the margin is given up to keep a shelf, the cost of the goods is not."""
