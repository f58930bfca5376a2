"""Benchmarks: a load against other ways to the same database, measured in turn within one run."""
