"""Parameters of planning, procurement, production and deployment, each with its unit and its reason.

The calibration that chose them is in `docs/model.md`. Figures of trucks and pallets are those of the simulator.
"""

from __future__ import annotations

from supplygen._core import PALLET_CASES as PALLET_CASES
from supplygen._core import TRUCK_CASES as TRUCK_CASES
from supplygen._core import TRUCK_GRAMS as TRUCK_GRAMS

PROMOTION_UPLIFT = 1.10
"""Demand with promotions and hangovers over demand without them, on average over the year."""

ASSORTMENT_TASTE = 0.6
"""Exponent of popularity in the choice of a store's assortment: local taste dilutes the ranking."""

PICK_RESERVE = 1.58
"""Cases that a distribution center can pick in a week, over those of a mean week: overtime and temporary staff."""

ORDER_CASES = 60
"""Cases of a large order: what makes the weeks of a small center uneven."""

PICK_LUMPS = 1.2
"""Standard deviations of a week's orders that a center is staffed for besides."""

CAPACITY_SHARE = {"A": 1.1, "B": 0.83, "C": 0.77}
"""Share of a center's weekly capacity from which on it refuses order lines, by ABC class: fast movers go first."""

FORECAST_SIGMA = 0.20
"""Standard deviation of the logarithm of forecast error at distribution center x SKU x week."""

FORECAST_BIAS = 0.92
"""Median of forecast over expected orders: with the spread of the error, and since lost sales
never become orders, right on average."""

NEW_SKU_WEEKS = 26
"""Age below which an SKU counts as new: where the scenario has it, launches are planned with optimism."""

FORECAST_LAG_DAYS = 28
"""Days from making a forecast to the week that it is for: the lead time of replenishment."""

FORECAST_CYCLE_WEEKS = {"A": 1, "B": 1, "C": 4}
"""Weeks between two published forecasts of an item, by ABC class: slow sellers are forecast once a month."""

OPENING_COVER_WEEKS = 2
"""Weeks of demand before the horizon that planning counts on: stock that the distribution centers open with."""

REVIEW_WEEKS = {"A": 3, "B": 8, "C": 13}
"""Weeks between two production campaigns of an SKU, by ABC class."""

SAFETY_Z = {"A": 1.8, "B": 1.6, "C": 1.55}
"""Safety factor of a distribution center's stock, by ABC class."""

DEMAND_CV = 0.42
"""Coefficient of variation of a distribution center's weekly orders for an SKU around their forecast."""

ORDER_LUMP_CASES = 1.5
"""Variance over mean of those orders where they are few, cases: stores order whole cases, and a few at a time."""

PLANT_LEAD_WEEKS = 3
"""Weeks from the decision to produce until the batch has left the plant: one week frozen, one of production and
quality control, one until the truck."""

MIN_BATCH_CASES = 12
"""Smallest batch: a layer of a pallet; larger ones would fill the centers with slow sellers in small worlds."""

PLANNED_UTILISATION = 0.60
"""Lines are built so that the forecast volume takes this share of their operating hours."""

PLANNED_OEE = 0.75
"""Overall equipment effectiveness that lines are built for: good output over what the rated throughput would give."""

MIN_LINE_KG_PER_HOUR = 200
"""Throughput of the smallest line that is built."""

CHANGEOVER_MINUTES = 20
"""Cleaning and setting up a line before a batch."""

SPEED_RANGE = (0.88, 0.97)
"""Throughput of a running line over the rated one, uniform by batch: short stops and slow running."""

RUNNING_HOURS_PER_BREAKDOWN = 10.0
"""Mean hours that a line runs between two breakdowns."""

BREAKDOWN_MEAN_MINUTES = 30.0
"""Mean time until a broken line runs again."""

NOMINAL_YIELD = 0.975
"""Output over input that recipes are scaled by."""

YIELD_RANGE = (0.962, 0.988)
"""Actual output over input, uniform."""

USAGE_SPREAD = 0.005
"""Largest relative difference between weighed and planned mass of an ingredient."""

REJECT_SHARE = 0.02
"""Batches that fail quality control."""

QC_DAYS = (1, 4)
"""Days from production to the quality decision."""

MATERIAL_SAFETY_WEEKS = 2
"""Weeks of need that procurement orders ahead of lead time."""

CALL_OFFS_PER_WEEK = 9
"""Call-offs at most into which a week's purchase of a raw material is divided: the lines, and lots, of its orders."""

SPLIT_RECEIPT_SHARE = 0.06
"""Purchase order lines that arrive in two receipts."""

SHORT_DELIVERY_SHARE = 0.03
"""Purchase orders of which the supplier sends too little and never the rest; they stay partially received."""

SHORT_DELIVERY = (0.01, 0.08)
"""Part of such an order that does not come, uniform."""

OVER_DELIVERY_SHARE = 0.10
"""Purchase order lines of which more comes than was ordered: bulk goods are filled by weight."""

OVER_DELIVERY = 0.04
"""Largest part that comes too much, uniform from nothing; buyers accept a twentieth."""

PREFERRED_SHARE = 0.6
"""Share of call-offs that go to the preferred of several approved suppliers."""

LATE_RECEIPT_MEAN_DAYS = 5.0
"""Mean delay of a late receipt."""

LOT_REJECT_SHARE = (0.05, 0.6)
"""Part of a lot that is rejected when the lot fails inspection, uniform."""

SEASONAL_BUYING = {"ING-PEPP-001": (4, 9)}
"""Raw materials that are bought only in some months (first, last): peppermint oil is bought during the harvest."""

TRANSFER_WEEKS = 3
"""Weeks of forecast that a transfer from the center next door covers: until a regular load can be there."""

TRANSFER_COVER = 0.75
"""Part of that below which a center asks for one."""

TRANSFER_KEEP_WEEKS = 3
"""Weeks of its own forecast that the giving center keeps: a shorter time than until its own next load."""

TRANSFER_MIN_CASES = 4
"""Smallest transfer of an SKU, cases: the truck goes for all of them together."""

FLIGHT_COVER = 0.5
"""Part of the forecast, until a ship would be there, below which goods fly."""

FLIGHT_MAX_CASES = 100
"""Largest load of a batch for a center that flies, cases: two pallets."""

LONG_HAUL_DELAY_HOURS = {"truck": 10.0, "rail": 30.0, "ocean": 60.0, "air": 12.0}
"""Mean delay of a late leg by mode, hours; gamma with shape 2."""

MAX_DELAY_HOURS = 240.0
"""Delays end here."""

RUN_IN_BUILD = 2.5
"""Factor on material needs in the run-in: the first campaigns also fill the pipeline and the safety stocks."""

BASIS_POINTS = 10_000
"""Hundredths of a percent in one."""

LONG_HAUL_PALLET_CENTS = 2_000
"""Freight of a pallet on a long haul, cents, whatever the distance: handling at both ends."""

LONG_HAUL_PALLET_KM_CENTS = {"truck": 4.5, "rail": 2.3, "ocean": 0.5, "air": 40.0}
"""Freight of a pallet and kilometre by mode, cents."""

CARBON_PRICE_CENTS = 8_000
"""What the company pays for the emission of a tonne CO2e, cents."""

CONSENSUS_STEP = 0.15
"""Smallest share of a forecast by which planners change it for a promotion or its aftermath."""

INTELLIGENCE_SHARE = 0.03
"""Forecasts of plain weeks that are changed for what sales has heard from customers."""

INTELLIGENCE_RANGE = (0.08, 0.25)
"""By how much, up or down, uniform."""

EXCEPTIONS_PER_WEEK = 25
"""Exceptions of each kind that planners look at in a week, the worst ones first."""
