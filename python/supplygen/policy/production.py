"""Campaigns, batches, filling lines and quality control."""

from __future__ import annotations

FIRST_REVIEW_SLACK_WEEKS = 2
"""Weeks of the run-in that are left, after the usual lead time, to the goods of the latest first review: first reviews
are spread over all weeks before, so that campaigns do not all fall into one.
Unit: weeks. Source: model: no cold start."""

LAUNCH_LEAD_WEEKS = 8
"""Weeks before an SKU's launch from which it is planned.
Unit: weeks. Source: practice: production, deployment and the first orders."""

RUN_IN_BUILD = 1.25
"""Factor on material needs in the run-in: the first campaigns also fill the pipeline and the safety stocks.
Unit: ratio. Source: calibration: no cold start."""

MIN_BATCH_CASES = 12
"""Smallest batch: a layer of a pallet; larger ones would fill the centers with slow sellers in small worlds.
Unit: cases. Source: practice: a layer of a pallet."""

RELEASE_DAYS = 2
"""Orders are handed to the shop floor this long before their planned start.
Unit: days. Source: practice: staging of the materials."""

WORKING_DAYS = 6
"""Production days of a week, Monday to Saturday.
Unit: days. Source: specification: six days."""

FIRST_PRODUCTION_HOUR = 6
"""Hour of the day, UTC, at which production begins.
Unit: hour. Source: practice: the early shift."""

PLANNED_UTILIZATION = 0.60
"""Lines are built so that the forecast volume takes this share of their operating hours.
Unit: share. Source: specification: 60 to 80 % of operating hours."""

PLANNED_OEE = 0.75
"""Overall equipment effectiveness that lines are built for: good output over what the rated throughput would give.
Unit: share. Source: specification: 0.65 to 0.85."""

MIN_LINE_KG_PER_HOUR = 200
"""Throughput of the smallest line that is built.
Unit: kg/h. Source: practice: the smallest line worth building."""

CHANGEOVER_MINUTES = 20
"""Cleaning and setting up a line before a batch.
Unit: minutes. Source: practice: cleaning and setting up."""

SPEED_RANGE = (0.88, 0.97)
"""Throughput of a running line over the rated one, uniform by batch: short stops and slow running.
Unit: share of rated throughput. Source: calibration: OEE of 0.65 to 0.85."""

RUNNING_HOURS_PER_BREAKDOWN = 10.0
"""Mean hours that a line runs between two breakdowns.
Unit: hours. Source: calibration: the same."""

BREAKDOWN_RATE_SIGMA = 0.4
"""How much more or less often than the average line one breaks down for as long as it stands.
Unit: standard deviation of the logarithm. Source: practice: the worst line breaks down twice as often as the best."""

BREAKDOWN_RATE_MEAN = 1.08329
"""Mean of a lognormal of that deviation: exp(0.4^2 / 2).
Unit: ratio. Source: model: the average line has a rate of 1."""

BREAKDOWN_MEAN_MINUTES = 30.0
"""Mean time until a broken line runs again.
Unit: minutes. Source: practice: most are repaired within the hour."""

REPAIR_SHAPE = 2.0
"""Shape of a repair's gamma distributed duration.
Unit: shape. Source: practice: short ones are usual, long ones are rare."""

STOP_CAUSES = {"mechanical": 30, "jam": 25, "electrical": 15, "material_feed": 15, "closure": 15}
"""Why lines break down.
Unit: weight. Source: practice: machine faults first, then what runs through the machine."""

WEAK_POINT_FACTOR = 3
"""How much more often than usual a line stops for the cause that is its weak point.
Unit: ratio. Source: model: a Pareto of causes by line shows where to begin."""

NOMINAL_YIELD = 0.975
"""Output over input that recipes are scaled by.
Unit: ratio. Source: specification: 96 to 99 %; the middle."""

YIELD_RANGE = (0.962, 0.988)
"""Actual output over input, uniform.
Unit: ratio. Source: specification: 96 to 99 %."""

USAGE_SPREAD = 0.005
"""Largest relative difference between weighed and planned mass of an ingredient.
Unit: ratio. Source: practice: tolerance of weighing."""

REJECT_SHARE = 0.02
"""Batches that fail quality control.
Unit: share. Source: specification: 1 to 4 % of batches."""

QC_DAYS = (1, 4)
"""Days from production to the quality decision.
Unit: days. Source: specification: release after 1 to 4 days."""

ENERGY_RATE = 220
"""Energy of mixing and filling.
Unit: 0.0001 USD per kg. Source: practice: about 0.2 kWh at 0.11 USD."""

STANDARD_RUN_PERCENT = 114
"""Running time that the standard grants a batch, in percent of that at the rated throughput; a changeover comes on top.
Unit: percent. Source: calibration: the usual speed and the usual breakdowns, so that variances are about zero."""

LINE_TIME_PERCENT = {"labor": 100, "overhead": 40}
"""Part of a standard cost that is paid by the time on the line: crews are paid for all of it; of the overhead power,
maintenance and supervision follow it, rent and depreciation do not.
Unit: percent. Source: practice."""
