"""Level 3, network."""
