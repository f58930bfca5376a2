"""What stores sell and list, and what planners forecast of it."""

from __future__ import annotations

PROMOTION_UPLIFT = 1.07
"""Demand with promotions over demand without them, on average over the year: lifts, hangovers, and what they take
beside them.
Unit: ratio. Source: calibration: yearly volume with promotions over without."""

SEASON_AMPLITUDE = 0.25
"""Largest deviation of demand from its yearly mean by the season.
Unit: share. Source: specification: 25 %."""

SEASON_PEAK_WEEK = {"oral_care": 50, "home_care": 16, "personal_care": 27}
"""ISO week in which a family's demand peaks in the northern hemisphere.
Unit: week. Source: specification: gifts in December, spring cleaning, summer."""

GIFT_FAMILIES = ("oral_care",)
"""Families whose season is that of gifts: it peaks in the same week everywhere.
Unit: product family. Source: specification: gifts in December."""

DIVISION_GROWTH = {"NAM": 0.01, "LATAM": 0.03, "APAC": 0.05, "EUR": 0.005, "AFR-EUR": 0.04}
"""Growth of a division's volume in a year, linear.
Unit: share. Source: practice: ripe markets stand, young ones follow population and income."""

ADOPTION_START = 0.35
"""Part of its demand that an SKU finds in its first week.
Unit: share. Source: practice: the regular buyers of the brand."""

ADOPTION_WEEKS = 8.0
"""Weeks in which the part of its demand that it has not found yet falls to 1/e.
Unit: weeks. Source: practice: trial and repeat settle within half a year."""

RUN_DOWN_WEEKS = 8
"""Weeks before the end of an SKU's sale in which demand for it falls, straight down.
Unit: weeks. Source: practice: shelves are cleared over two months."""

RUN_DOWN_END = 0.25
"""Part of its demand that an SKU has in the last week of its sale.
Unit: share. Source: practice: those who find the last pieces."""

SUBSTITUTED_SHARES = (0.4, 0.2, 0.1)
"""Part of the demand that leaves an SKU which its first, second and third substitute take over, by content.
Unit: share. Source: practice: most buyers stay with the brand when their size or scent goes."""

LAUNCH_SHARES = (0.2, 0.1, 0.05)
"""Part of the demand that a launched SKU finds which it takes from its first, second and third substitute, by content.
Unit: share. Source: practice: a third of what a line extension sells comes from its own brand."""

MOST_LOST_TO_LAUNCHES = 0.5
"""Largest part of its demand that an SKU loses to launches, however many.
Unit: share. Source: model: nobody replaces a seller at once."""

SWITCHING = (0.20, 0.10, 0.05)
"""Elasticity of an SKU's demand to the lift of a promotion that its first, second or third substitute has: demand is
the lift to the power of minus that.
Unit: exponent. Source: practice: brands see a fifth of a promotion's extra volume go missing beside it."""

ASSORTMENT_TASTE = 0.6
"""Exponent of popularity in the choice of a store's assortment: local taste dilutes the ranking.
Unit: exponent. Source: calibration: share of the top SKUs."""

ORDER_LEAD_WEEKS = 1
"""Stores order this week what they sell from the next week on.
Unit: weeks. Source: practice: the same as the simulator's `STORE_LEAD_WEEKS`."""

SWING_PERSISTENCE = 0.94
"""Part of the logarithm of a swing that the next week keeps.
Unit: ratio. Source: practice: a fad, a rival's launch or the weather of a season lasts for months."""

SKU_SWING_SIGMA = 0.22
"""Standard deviation of the logarithm of an SKU's swing.
Unit: logarithm. Source: calibration: autocorrelation of an SKU's weekly sales."""

CITY_SWING_SIGMA = 0.14
"""Standard deviation of the logarithm of a city's swing, which all its stores share.
Unit: logarithm. Source: calibration: correlation of the stores of a city."""

SWING_SEEN_WEEKS = 1
"""Weeks after which stores and planners know what a swing has done to demand.
Unit: weeks. Source: practice: the tills of a week are added up in the next."""

FORECAST_SIGMA = 0.12
"""Standard deviation of the logarithm of forecast error at distribution center x SKU x week, beside the swings.
Unit: logarithm. Source: calibration: forecast error."""

FORECAST_BIAS = 0.947
"""Median of forecast over expected orders: with the spread of the error, and since lost sales never become orders,
right on average.
Unit: ratio. Source: calibration: mature SKUs within 5 %."""

NEW_SKU_WEEKS = 26
"""Age below which an SKU counts as new: where the scenario has it, launches are planned with optimism.
Unit: weeks. Source: specification: six months."""

FORECAST_LAG_WEEKS = (12, 4, 1)
"""Weeks from making a forecast to the week that it is for: each week is forecast anew at these distances.
Unit: weeks. Source: practice: a quarter for capacity, a month for production, the last look before the week."""

FORECAST_LAG_DAYS = 28
"""Days from making the forecast that is adjusted, divided among channels and judged to the week that it is for.
Unit: days. Source: practice: the lead time of replenishment."""

FORECAST_AHEAD_WEEKS = 26
"""Weeks beyond the horizon for which there are forecasts of its last Monday.
Unit: weeks. Source: practice: sales and operations are planned half a year ahead."""

FORECAST_CYCLE_WEEKS = {"A": 1, "B": 1, "C": 4}
"""Weeks between two published forecasts of an item, by ABC class.
Unit: weeks. Source: practice: slow sellers are forecast once a month."""

CONSENSUS_STEP = 0.15
"""Smallest share of a forecast by which planners change it for a promotion or its aftermath.
Unit: share. Source: practice: smaller changes are not worth a meeting."""

ORDERED_AROUND_WEEKS = 2
"""Weeks before and after a promotion and its hangover in which stores order more or less for it.
Unit: weeks. Source: practice: the longest usual cadence of orders."""

CONSENSUS_MEETING_DAYS = 3
"""Days from the planners' meeting to the publication of a forecast.
Unit: days. Source: practice: the Friday before the Monday."""

INTELLIGENCE_SHARE = 0.03
"""Forecasts of plain weeks that are changed for what sales has heard from customers.
Unit: share. Source: model: the exception among plain weeks."""

INTELLIGENCE_RANGE = (0.08, 0.25)
"""By how much, up or down, uniform.
Unit: share. Source: practice: what a customer's hint is worth."""
