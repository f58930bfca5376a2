"""Long hauls: vehicles, times, delays, freight, what carriers agree to and what emissions cost."""

from __future__ import annotations

from supplygen._core import TRUCK_GRAMS as TRUCK_GRAMS
from supplygen._core import TRUCK_PALLETS as TRUCK_PALLETS

PALLET_BASE_MM = (1_200, 1_000)
"""Length and width of a pallet: of the two that the trade knows, the one of which 26 fill a trailer.
Unit: mm. Source: practice: ISO 6780; 33 of the narrower ones of 800 mm would."""

PALLET_STACK_MM = 1_500
"""Height to which cases are stacked on a pallet.
Unit: mm. Source: practice: 1.65 m with the pallet, what passes a rack of 1.8 m."""

PALLET_GRAMS = TRUCK_GRAMS // TRUCK_PALLETS
"""Goods on a pallet, so that a trailer carries a full one on each of its places.
Unit: grams. Source: practice: payload over pallet places; racks carry a tonne."""

CONTAINER_PALLETS = {"container_20": 10, "container_45": 26}
"""Pallet places of ISO containers of 20 and, pallet-wide, of 45 feet.
Unit: pallets. Source: practice: standard pallets on the floor."""

OWN_VEHICLE_PERCENT = 50
"""Part of the smallest vehicle or container, by pallets or mass, from which on a long haul has one of its own; less
rides with the goods of others.
Unit: percent. Source: practice: half a container is where a full one becomes cheaper than groupage."""

LOADING_DAYS = 5
"""Days of a week on which plants load, Monday to Friday.
Unit: days. Source: practice: docks are closed at the weekend."""

FIRST_LONG_HAUL_HOUR = 6
"""Hour of the local day at which long hauls leave.
Unit: hour. Source: practice: six in the morning."""

ON_TIME_TOLERANCE_HOURS = {"truck": 4, "ltl": 4, "parcel": 4, "rail": 24, "ocean": 24, "air": 12}
"""What a carrier may add to the delay of a shipment and be on time, by its mode.
Unit: hours. Source: practice: trucks have slots of hours, trains and ships days."""

LONG_HAUL_DELAY_HOURS = {"truck": 10.0, "rail": 30.0, "ocean": 96.0, "air": 12.0}
"""Mean delay of a late leg beyond the tolerance, by mode; gamma with shape 2.
Unit: hours. Source: practice: ships that miss their day are late by five, trucks by hours."""

LONG_HAUL_DELAY_SHAPE = 2.0
"""Shape of the delay of a late leg (gamma).
Unit: shape. Source: specification: delays are gamma with shape 2."""

MAX_DELAY_HOURS = 240.0
"""Delays end here.
Unit: hours. Source: model: bound of the tail."""

LONG_HAUL_PALLET_CENTS = 1_500
"""Full loads' freight of a pallet, cents, whatever the distance: handling at both ends of a leg.
Unit: cents. Source: calibration: freight of both ways."""

LONG_HAUL_PALLET_KM_CENTS = {"truck": 5.1, "rail": 2.55, "ocean": 0.55, "air": 28.0}
"""Full loads' freight of a pallet and kilometer by mode, cents; price lists are made of it.
Unit: cents. Source: practice: by mode, ocean cheapest, air dearest; calibration: freight of both ways."""

CARRIER_PROMISE_MARGIN = (50, 250)
"""By how much the on-time rate that a carrier signs for is below the one that it usually keeps, uniform.
Unit: 1/10,000. Source: practice: nobody signs for the usual rate."""

CARRIER_YEARLY_RATE = (9_600, 10_400)
"""Rate of a contract over the carrier's usual one, uniform.
Unit: 1/10,000. Source: practice: rates move by up to 4 % a year."""

COMMITTED_PERCENT = 90
"""Part of the planned shipments that the company commits to.
Unit: percent. Source: practice: a plan is missed by a few percent, a commitment is paid for."""

CARBON_PRICE_CENTS = 8_000
"""What the company pays for the emission of a tonne CO2e, cents.
Unit: cents a tonne. Source: practice: near the European emission price of the year."""
