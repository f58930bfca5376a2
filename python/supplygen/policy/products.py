"""SKUs: recipes, how popular they are, their life, their prices and costs, and what stands in for them."""

from __future__ import annotations

MAX_OBSOLETE_FORMULAS = 2
"""Obsolete versions of a recipe at most, from one on.
Unit: formulas. Source: model: a history of versions to query."""

DRAFT_FORMULA_SHARE = 0.4
"""Variants of which a next version is being drafted.
Unit: share. Source: model: the same."""

FORMULA_VARIATION = (8_500, 11_500)
"""Share of an ingredient in an old or draft version over the approved one, before all are made to add up, uniform.
Unit: 1/10,000. Source: practice: reformulations move shares by a sixth at most."""

POPULARITY_ALPHA = 0.75
"""Zipf exponent of sales within a division: assortments already favor the popular.
Unit: exponent. Source: calibration: share of the top SKUs."""

ABC_CLASS_FROM = {"B": 0.20, "C": 0.50}
"""Parts of the ranking from which on SKUs are of a class; the first are of class A.
Unit: share. Source: practice: the usual ABC limits."""

NEW_SKU_SHARE = 0.06
"""SKUs launched within the horizon, besides those with peppermint oil.
Unit: share. Source: specification: about 8 % together."""

LAST_LAUNCH_PERCENT = 80
"""Part of the horizon within which they are launched.
Unit: percent. Source: model: the last ones still sell for some weeks."""

RECENT_SKU_SHARE = 0.05
"""SKUs launched in the half year before the horizon: still new when it opens.
Unit: share. Source: model: new SKUs from the first week on."""

RECENT_LAUNCH_WEEKS_AGO = (14, 25)
"""When they were launched, before the horizon, uniform.
Unit: weeks. Source: model: after the run-in's decisions, within the half year of `NEW_SKU_WEEKS`."""

ESTABLISHED_LAUNCH_DAYS_AGO = (183 + 84, 6 * 365)
"""When all others were launched, before the horizon, uniform.
Unit: days. Source: practice: brands live for years; none is new when the run-in begins."""

DISCONTINUED_SKU_SHARE = 0.03
"""SKUs whose sale ends within the horizon, all of class C.
Unit: share. Source: practice: ranges are cleared of slow sellers once a year."""

DISCONTINUED_FROM_PART = 3
"""First week in which it may end: the horizon over this.
Unit: ratio. Source: model: each is sold for a third of the horizon."""

PEPPERMINT_LAUNCH_WEEKS = 10
"""From the first peppermint order to the first sale: delivery, production and deployment.
Unit: weeks. Source: practice: lead time of the oil and of the goods."""

PEPPERMINT_PART = 4
"""One of this many Fresh toothpastes of a division is the relaunch with peppermint oil.
Unit: ratio. Source: specification: about 2 % of the SKUs."""

LIST_PRICE_SPREAD = (9_500, 10_500)
"""List price of a SKU over the usual one for its content and tier, uniform.
Unit: 1/10,000. Source: practice: neighbors on a shelf differ by cents."""

TRADE_MARGIN_PERCENT = 25
"""Part of the list price that stays with the trade.
Unit: percent. Source: practice: groceries' margin on household goods."""

PRODUCT_COST_SHARE = (2_700, 3_010)
"""Standard cost without freight over list price, uniform: where the trade keeps 18 to 35 % of the list price, this
leaves a gross margin of .40 to .60 after freight and promotions, and nothing sells below it at half price.
Unit: 1/10,000. Source: calibration: gross margin."""

CONVERSION_SHARES = {"labor_cost": 49, "overhead_cost": 51}
"""How labor and overhead share what materials and packaging leave of it.
Unit: percent. Source: practice: filling of household goods."""

PROCESS_LOSS_PERCENT = 2
"""Raw material that does not end up in a case.
Unit: percent. Source: practice: what stays in tanks and pipes."""

MAX_SUBSTITUTES = 3
"""Substitutes of a SKU at most.
Unit: SKUs. Source: practice: what fits on a shelf label."""

SUBSTITUTE_KIND_DISTANCE = {"edition": 0, "size": 10_000, "variant": 20_000}
"""How far a substitute is by what differs: more than any difference in content.
Unit: points. Source: practice: the same taste in another size comes before another taste."""

SUBSTITUTE_CONTENT_DISTANCE = 10
"""How much farther away a pack is for each time that its content is the other's.
Unit: points. Source: practice: the next size up or down is taken first."""
