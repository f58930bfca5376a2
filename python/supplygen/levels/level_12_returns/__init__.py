"""Level 12, returns."""
