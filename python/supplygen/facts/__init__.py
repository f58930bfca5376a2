"""Facts of the company: TOML files, the way to read them, and what follows from scale and place."""
