"""Level 5, procurement."""
