"""Level 13, disposition."""
