"""Prices: when lists rise and by how much, when tills follow, what accounts negotiate, and how demand answers."""

from __future__ import annotations

FIRST_RISE_WEEKS = (5, 26)
"""ISO weeks on whose Monday the first new price list of a year comes into force, uniform.
Unit: weeks. Source: practice: announced in the yearly talks, in force from February to June."""

FIRST_RISE = (20, 50)
"""By how much it raises prices, uniform.
Unit: 1/1,000. Source: practice: consumer-goods makers' price contribution in usual years, 2 to 6 % with mix."""

SECOND_RISE_SHARE = 0.5
"""Product lines of a division that raise their prices a second time in a year.
Unit: share. Source: specification: one or two increases a year."""

SECOND_RISE_WEEKS = (33, 42)
"""ISO weeks on whose Monday that comes into force, uniform.
Unit: weeks. Source: practice: after the summer, before the season's freeze."""

SECOND_RISE = (15, 35)
"""By how much it raises prices, uniform.
Unit: 1/1,000. Source: practice: the smaller step."""

RISE_NOTICE_WEEKS = (8, 12)
"""Weeks from the announcement of a price list to its first day, uniform.
Unit: weeks. Source: practice: retailers ask for two to three months."""

PRICE_LAG_WEEKS = (1, 6)
"""Weeks after which an account's tills follow a new price list, uniform; the company's own shops follow at once.
Unit: weeks. Source: practice: shelf labels wait for the stock that was bought before and for the competition."""

TYPICAL_LAG_WEEKS = 3
"""The lag by which planners judge what of a forecast is due to promotions.
Unit: weeks. Source: model: the middle of the lags."""

PRICE_ELASTICITY = {"oral_care": 1.5, "home_care": 1.8, "personal_care": 1.9}
"""How many percent of its demand an SKU loses for a percent of base price, by family.
Unit: ratio. Source: Tellis, Journal of Marketing Research 25 (1988): 1.76 on average over 367 estimates; less where
buyers hold on to what they know."""

INFLATION = 0.045
"""By how much all other prices rise in a year, steadily: a price that rises as they do costs no demand.
Unit: share. Source: International Monetary Fund, World Economic Outlook, April 2024: world consumer prices of 2025."""

CONDITIONS = {1: (300, 500), 2: (150, 350), 3: (50, 250), 4: (0, 200), 5: (0, 100)}
"""Discount that an account gets off the price of a product line, by its rank in allocation, uniform.
Unit: basis points. Source: practice: off-invoice terms of a few percent, the larger the customer."""

CONDITION_STEP = 25
"""Discounts are negotiated in multiples of this.
Unit: basis points. Source: practice: a quarter of a percent."""
