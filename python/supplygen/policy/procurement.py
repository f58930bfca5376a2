"""Purchase orders for raw materials and their receipts."""

from __future__ import annotations

MATERIAL_SAFETY_WEEKS = 2
"""Weeks of need that procurement orders ahead of lead time.
Unit: weeks. Source: calibration: no batch waits long for materials."""

OPENING_LEAD_DAYS = 7
"""Days that the orders of the run-in's first week take at most: suppliers keep goods ready for a standing customer.
Unit: days. Source: model: no cold start; plants that have made the goods for years have the materials."""

CALL_OFFS_PER_WEEK = 9
"""Call-offs at most into which a week's purchase of a raw material is divided: the lines, and lots, of its orders.
Unit: call-offs. Source: calibration: lines and lots of the purchase orders."""

ORDER_DAYS = 5
"""Days of a week on which purchase orders are placed.
Unit: days. Source: practice: working days."""

HAZMAT_DAYS = 2
"""Days between a supplier's order day and that of its dangerous goods.
Unit: days. Source: practice: they travel apart."""

PREFERRED_SHARE = 0.6
"""Share of call-offs that go to the preferred of several approved suppliers.
Unit: share. Source: practice: the preferred supplier has the larger part."""

SEASONAL_BUYING = {"ING-PEPP-001": (4, 9)}
"""Raw materials that are bought only in some months (first, last): peppermint oil is bought during the harvest.
Unit: months. Source: specification: peppermint oil is bought in the second and third quarter only."""

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
