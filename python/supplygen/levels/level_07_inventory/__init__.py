"""Level 7, inventory."""
