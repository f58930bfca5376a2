"""Fill PostgreSQL with one year of a consumer-goods company's supply chain."""

from __future__ import annotations

DATA_VERSION = 5
"""Raised whenever any generated value changes for the same seed, scale, horizon and scenario."""


def __getattr__(name: str) -> str:
    """Return `__version__`, which is read where it is asked for."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version

    return version(__name__)
