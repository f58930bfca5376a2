"""Level 11, lines."""
