"""Level 2, relationships."""
