"""Level 0, reference."""
