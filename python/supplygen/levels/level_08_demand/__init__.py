"""Level 8, demand."""
