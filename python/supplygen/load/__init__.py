"""From an empty migrated database to a sealed one: check, suspend, stream, restore, seal."""
