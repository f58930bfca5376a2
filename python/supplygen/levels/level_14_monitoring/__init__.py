"""Level 14, monitoring."""
