"""Purchase orders for raw materials and their receipts."""

from __future__ import annotations

MATERIAL_SAFETY_WEEKS = 3
"""Weeks of need that procurement orders ahead of lead time.
Unit: weeks. Source: calibration: no batch waits long for materials."""

OPENING_LEAD_DAYS = 7
"""Days that the orders of the run-in's first week take at most: suppliers keep goods ready for a standing customer.
Unit: days. Source: model: no cold start; plants that have made the goods for years have the materials."""

CALL_OFFS_PER_ORDER = 3
"""Call-offs at most into which a purchase of a material is divided: the lines, and lots, of its orders.
Unit: call-offs. Source: calibration: lines and lots of the purchase orders."""

ORDER_CYCLE_WEEKS = ((0.0, 1), (0.6, 2), (0.9, 4))
"""From which part of all spend on, the largest suppliers first, a supplier gets orders every so many weeks.
Unit: share, weeks. Source: practice: few suppliers make up most of the spend and get orders every week."""

ORDER_DAYS = 5
"""Days of a week on which purchase orders are placed.
Unit: days. Source: practice: working days."""

HAZMAT_DAYS = 2
"""Days between a supplier's order day and that of its dangerous goods.
Unit: days. Source: practice: they travel apart."""

PREFERRED_SHARE = 0.6
"""Share of call-offs that go to the preferred of several approved suppliers that are equally near.
Unit: share. Source: practice: the preferred supplier has the larger part."""

NEARNESS_DAYS = 5
"""A supplier's share falls with the cube of its transit days and these.
Unit: days. Source: calibration: plants buy most in their own region."""

RELIED_ON_SHARE = 0.1
"""Suppliers with this share of a plant's call-offs for a material count in how far ahead it is ordered.
Unit: share. Source: model: what comes from far now and then does not set the stock."""

ROAD_KM_PER_DAY = 550
"""Great-circle distance that a truck from a supplier makes in a day.
Unit: km. Source: practice: eight hours of driving, with detours."""

ROAD_LOADING_DAYS = 1
"""Days of loading and unloading a truck.
Unit: days. Source: practice."""

SEA_KM_PER_DAY = 600
"""Great-circle distance that a container from a supplier makes in a day at sea.
Unit: km. Source: practice: sixteen knots, with detours and transshipment."""

SEA_HANDLING_DAYS = 10
"""Days in ports, at customs, and to and from the ports by road.
Unit: days. Source: practice: a week and a half of the door-to-door time."""

SEASONAL_BUYING = {"ING-PEPP-001": (4, 9)}
"""Raw materials that are bought only in some months (first, last): peppermint oil is bought during the harvest.
Unit: months. Source: specification: peppermint oil is bought in the second and third quarter only."""

EARLY_RECEIPT_SHARE = 0.55
"""Share of the receipts that are not late which come before the agreed day.
Unit: share. Source: practice: trucks are sent when they are full."""

EARLY_RECEIPT_MEAN_DAYS = 2.0
"""Mean days by which they are early, at least one; nothing comes in the week of its order.
Unit: days. Source: practice: a few days."""

EARLY_RECEIPT_SHAPE = 2.0
"""Shape of these days, gamma distributed.
Unit: shape. Source: model: that of the delays."""

LATE_RECEIPT_MEAN_DAYS = 5.0
"""Mean delay of a late receipt.
Unit: days. Source: practice."""

LATE_RECEIPT_SHAPE = 2.0
"""Shape of the delays, gamma distributed.
Unit: shape. Source: practice: a few days are likelier than none, and long ones rare."""

SPLIT_RECEIPT_SHARE = 0.06
"""Purchase order lines that arrive in two receipts.
Unit: share. Source: practice: partial deliveries are the exception."""

SPLIT_PART = 3
"""The second receipt of such a line brings one part in so many.
Unit: ratio. Source: practice: the larger part comes first."""

SECOND_RECEIPT_DAYS = (2, 9)
"""Days by which it is later, uniform.
Unit: days. Source: practice: the next truck."""

SHORT_DELIVERY_SHARE = 0.03
"""Purchase orders of which the supplier sends too little and never the rest; they stay partially received.
Unit: share. Source: practice: suppliers on allocation."""

SHORT_DELIVERY = (0.01, 0.08)
"""Part of such an order that does not come, uniform.
Unit: share. Source: practice: most of an order comes."""

OVER_DELIVERY_SHARE = 0.10
"""Purchase order lines of which more comes than was ordered.
Unit: share. Source: practice: bulk goods are filled by weight."""

OVER_DELIVERY = 0.04
"""Largest part that comes too much, uniform from nothing; buyers accept a twentieth.
Unit: share. Source: specification: at most 5 %."""

LOT_REJECT_SHARE = (0.05, 0.6)
"""Part of a lot that is rejected when the lot fails inspection, uniform.
Unit: share. Source: practice: rarely the whole lot."""

CONTAMINATED_PLANTS = 3
"""Plants that the contaminated lot of RSK-BIO-001 is sent to at least: lots of weeks with fewer orders are clean.
Unit: plants. Source: specification: a recall that concerns several plants."""
