"""Level 1, master."""
