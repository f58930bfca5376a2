"""Level 6, manufacturing."""
