"""A PostgreSQL server of our own, for whoever names none."""
