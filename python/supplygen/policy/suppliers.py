"""Suppliers: who is awarded what, on which terms, certified and scored how."""

from __future__ import annotations

SUPPLIER_CITY_POPULATION = 100_000
"""People of the smallest city that a supplier sits in.
Unit: people. Source: practice: chemical companies sit in larger cities."""

APPROVED_SUPPLIERS = (2, 3)
"""Approved suppliers of a material that is not single-source, uniform; packaging has at least one in each land with
plants, where its trade is.
Unit: suppliers. Source: practice: a second source, rarely a third."""

NEW_REGION_WEIGHT = 12.0
"""How much likelier a supplier is chosen in a land with plants that has none of the material yet.
Unit: ratio. Source: practice: a second source near the plants that are far from the first."""

SPECIALIST_WEIGHT = 12.0
"""How much likelier a supplier of the right trade is chosen than another one.
Unit: ratio. Source: practice: few buy fragrances from a miner."""

SUPPLIER_TIER_WEIGHTS = (3.0, 1.5, 1.0)
"""How much likelier a supplier of tier 1, 2 or 3 is chosen.
Unit: ratio. Source: practice: buyers ask their strategic suppliers first."""

SECOND_SEAT_WEIGHT = 0.2
"""How much likelier a strategic supplier is given a material that has another one already.
Unit: ratio. Source: model: each is to be a first choice somewhere."""

SUPPLIER_LEAD_DAYS = (5, 21)
"""Days from order to dispatch, one for all goods of a supplier, uniform; the way comes on top.
Unit: days. Source: specification: one to six weeks, to which long ways by sea add."""

SUPPLIER_PRICE = (9_300, 11_000)
"""Price of a supplier over the usual one, uniform.
Unit: 1/10,000. Source: practice: quotes differ by a sixth."""

YEARLY_PRICE = (9_700, 10_600)
"""Price of a contract over the supplier's usual one, uniform.
Unit: 1/10,000. Source: practice: most years bring increases."""

PEPPERMINT_WINTER_FACTOR = 3
"""Price of peppermint oil before the harvest over that after it.
Unit: ratio. Source: specification: three times as dear in the first quarter."""

ORDER_LADDER_KG = (
    (1, 1), (2, 1), (5, 1), (10, 5), (25, 5), (50, 25), (100, 25), (200, 50), (500, 100),
    (1_000, 200), (2_000, 200), (5_000, 1_000), (10_000, 1_000), (20_000, 1_000),
)  # fmt: skip
"""Smallest order and its multiple, by the daily use of a plant: cans, bags of 25, drums of 200, containers of 1,000,
tank trucks of 20,000.
Unit: kg. Source: practice: packs of the chemical trade."""

ORDER_LADDER_PIECES = (
    (10, 10), (50, 10), (100, 50), (500, 100), (1_000, 500), (5_000, 1_000), (10_000, 5_000), (50_000, 5_000),
    (100_000, 10_000),
)  # fmt: skip
"""Smallest order of a packaging item and its multiple, by the daily use of a plant: boxes, layers, pallets.
Unit: pieces. Source: practice: packs of the packaging trade."""

CERTIFICATE_EXPIRING_DAYS = 90
"""A certificate that ends within this time after the as-of date has to be renewed now.
Unit: days. Source: practice: what an audit takes to arrange."""

CERTIFICATE_HISTORY_DAYS = 365
"""Certificates that ended this long before the run-in are still on file.
Unit: days. Source: practice: a year."""

CERTIFICATE_LAPSE_SHARE = 0.06
"""Renewals that come late: the holder is without a certificate in between.
Unit: share. Source: model: the exception."""

CERTIFICATE_LAPSE_DAYS = (15, 75)
"""By how much, uniform.
Unit: days. Source: practice: an audit is repeated within a quarter."""

SCORE_HISTORY_DAYS = 365
"""Scores reach this far behind the run-in.
Unit: days. Source: practice: a year, so that trends can be seen."""

SCORE_WEIGHTS = {"environmental_score": 40, "social_score": 35, "governance_score": 25}
"""Weights of the pillars in the overall score.
Unit: percent. Source: practice: the usual order of the pillars."""

SCORE_TIER_POINTS = (72, 64, 56)
"""Usual score by tier.
Unit: points. Source: practice: strategic suppliers are chosen and developed."""

SCORE_SUPPLIER_SIGMA = 9.0
"""Standard deviation of the scores between suppliers.
Unit: points. Source: model: all four ratings occur."""

SCORE_PILLAR_SIGMA = 5.0
"""Standard deviation between the pillars of one supplier.
Unit: points. Source: model: pillars differ less than suppliers."""

SCORE_QUARTER_POINTS = 3
"""A score moves by up to this around its usual value from quarter to quarter, uniform.
Unit: points. Source: model: a rating rarely changes."""

CERTIFIED_POINTS = 5
"""What an audited management system adds to the pillar that it is about.
Unit: points. Source: practice: assessors ask for the certificate."""

RATING_FROM = {"A": 75, "B": 60, "C": 45}
"""Points of the overall score from which a supplier is rated so; D below.
Unit: points. Source: model: the rating's own limits."""

SCORE_LIMITS = (5, 98)
"""Smallest and largest score: nobody is without merit, and nobody perfect.
Unit: points. Source: model: bounds of the tails."""
