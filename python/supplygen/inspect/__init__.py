"""What a loaded database holds, told without changing it."""
