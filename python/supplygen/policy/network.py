"""Distribution centers, customers, stores, and the legs and routes between the company's sites."""

from __future__ import annotations

EVERY_CELL_FROM_SCALE = 0.1
"""From this scale on every division has stores of every channel.
Unit: scale. Source: model: smaller worlds have fewer stores than cells."""

ACCOUNT_SIZE_SPREAD = (60, 140)
"""Store count of an account over that usual for its archetype, uniform.
Unit: percent. Source: practice: chains of one kind differ by a factor of two."""

SUBSIDIARY_SHARE = 0.3
"""Part of the independent retailers that belong to a regional grocer.
Unit: share. Source: model: a tree of accounts to query."""

CENTER_SPACING_KM = 150.0
"""A further center stands at least this far from every other one of its division.
Unit: km. Source: practice: half a day's drive."""

FURTHER_CENTER_K_CASES = 300
"""Planned volume of a further center.
Unit: thousand cases a year. Source: model: a usual one among the first 25."""

STORAGE_WEEKS = 13
"""Weeks of its planned volume that a center has room for: a warehouse is built for the highest stock of a year, and
works badly when it is full.
Unit: weeks. Source: calibration: 60 to 90 % full at the peak."""

STORAGE_SKU_CASES = 4
"""Cases of every SKU of its division that it has room for besides: a part of the smallest batch, however slow the SKU.
Unit: cases. Source: calibration: the same where centers are small."""

MAX_DISPATCH_DAYS = {"regional": 5, "cross_dock": 6, "ecommerce": 6}
"""Days a week on which trucks leave at most, by kind of center.
Unit: days. Source: practice: online orders leave every working day."""

CASES_A_DEPARTURE = 3_600
"""Cases that a departure day should have, so that neighbors fill trucks together.
Unit: cases. Source: calibration: fill of the trucks to stores."""

SERVICE_RADIUS_KM = 1_200.0
"""Distance within which a center's stores stand.
Unit: km. Source: practice: a day's drive."""

ABROAD_RADIUS_KM = 500.0
"""The same across a border.
Unit: km. Source: practice: what a truck reaches and returns from within its hours, the border included."""

HOME_COUNTRY_WEIGHT = 4
"""How much likelier a city of the center's own country is than an equal one of its neighbors.
Unit: ratio. Source: model: most stores are at home."""

CATCHMENT_FACTOR = 1.25
"""A store's center is at most this much farther than the nearest one; a center for online orders serves regardless.
Unit: ratio. Source: practice: catchments overlap a little."""

STORE_JITTER_MICRODEGREES = 60_000
"""Distance of a store from the center of its city, along each axis, uniform.
Unit: millionths of a degree. Source: practice: about 6 km."""

STORE_SIZE_SIGMA = 0.5
"""Standard deviation of the logarithm of a store's size, within its format.
Unit: logarithm. Source: calibration: share of sales of the largest stores."""

STORE_SIZE_MEAN = 1.13314845
"""Mean of the log-normal of that sigma, exp(.125): sizes are relative to the average store.
Unit: ratio. Source: model: follows from `STORE_SIZE_SIGMA`."""

ASSORTMENT_CAP_PERCENT = 85
"""No store lists more than this part of its division's SKUs.
Unit: percent. Source: practice: nobody lists everything."""

LAST_ORDER_WEEKDAY = {1: 4, 2: 1, 3: 1, 4: 0, 5: 0, 6: 0, 7: 0}
"""Latest weekday of a store's first order of the week, by its orders a week.
Unit: weekday from 0. Source: practice: stores order on working days, evenly through the week."""

STORE_OPENED_DAYS_AGO = (400, 9_000)
"""Age of a store when the horizon begins, uniform.
Unit: days. Source: model: all stores are there for the whole horizon and a year before."""

DIRECT_ROAD_KM = 5_000.0
"""Longest great circle that a truck runs from a plant to a distribution center.
Unit: km. Source: practice: coast to coast."""

FEEDER_ROAD_KM = 1_600.0
"""Longest great circle by truck to or from a terminal.
Unit: km. Source: practice: two days' drive."""

RAIL_MIN_KM = 800.0
"""From a rail terminal to a center this far away goods stay on rails; nearer ones are reached by truck.
Unit: km. Source: practice: where intermodal rail becomes cheaper."""

MIN_LEG_KM = 15.0
"""Sites of one city lie this far apart.
Unit: km. Source: practice: plants and terminals stand at its edges."""

MAX_ROUTE_LEGS = 4
"""Legs of a route at most.
Unit: legs. Source: practice: to the terminal, between terminals twice, from the terminal."""

MAX_ROUTE_HOURS = 28 * 24
"""No usual route takes longer.
Unit: hours. Source: practice: replenishment plans at most four weeks ahead."""

DIRECT_TRUCK_KM = 1_500.0
"""Up to this great circle a plant's truck goes straight to the center; farther, the cheapest chain of legs wins.
Unit: km. Source: practice: no handling on short ways."""

MAX_SHIFT_LEGS = 3
"""Legs of a modal shift at most: to the terminal, between terminals, from the terminal.
Unit: legs. Source: practice: nobody handles goods more often to save emissions."""

MIN_SHIFT_SAVING = 5
"""Part of the emissions that a modal shift saves at least.
Unit: percent. Source: practice: less is within the error of the factors."""

RECOMMENDED_SHIFT_SAVING = 30
"""Part of the emissions that a recommended modal shift saves at least.
Unit: percent. Source: practice: what a change is worth."""

RECOMMENDED_SHIFT_HOURS = 72
"""Hours more that a recommended modal shift takes at most.
Unit: hours. Source: practice: three days fit into the lead time."""
