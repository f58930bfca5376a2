"""A dump: a file per table in one of several formats, what loads them, and a manifest."""
