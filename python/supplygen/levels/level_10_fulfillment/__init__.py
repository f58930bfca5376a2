"""Level 10, fulfillment."""
