"""Fill PostgreSQL with one year of a consumer-goods company's supply chain."""

DATA_VERSION = 3
"""Raised whenever any generated value changes for the same seed, scale, horizon and scenario."""
