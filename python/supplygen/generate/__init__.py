"""From settings to rows at a writer: the level graph is walked, the facts come slice by slice."""
