"""Level 4, product."""
