"""Accounts payable: when suppliers bill, and when they are paid."""

from __future__ import annotations

SUPPLIER_INVOICE_DAYS = (0, 5)
"""Days from a receipt to the supplier's invoice for it, uniform.
Unit: days. Source: practice: suppliers bill within the week."""

APPROVAL_MEDIAN_DAYS = 11.0
"""Median of the days from an invoice to its approval for payment, lognormal.
Unit: days. Source: practice: accounts payable benchmarks, 8 to 15 days."""

APPROVAL_SIGMA = 0.7
"""Standard deviation of the logarithm of these days: some invoices lie for weeks.
Unit: logarithm. Source: calibration: one in ten is approved too late where terms are 30 days, hardly any at 60."""

PAYMENT_RUN_WEEKDAY = 1
"""Weekday of the payment run, Monday is 0; it pays all that is approved and falls due before the next run.
Unit: weekday. Source: practice: one run a week, in its first half."""

WRONG_PRICE_PERCENT = (2, 12)
"""Percent by which a wrong price on a supplier's invoice is too high, uniform.
Unit: percent. Source: practice: last year's price, a missing rebate."""

WRONG_QUANTITY_PERCENT = (1, 10)
"""Percent by which a wrong quantity on a supplier's invoice is too high, uniform.
Unit: percent. Source: practice: what was ordered or sent, not what was accepted."""
