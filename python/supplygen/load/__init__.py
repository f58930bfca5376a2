"""From an empty migrated database to a sealed one: target, check, suspend, stream, restore, seal."""
