"""Level 9, planning."""
