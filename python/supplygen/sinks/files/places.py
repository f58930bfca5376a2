"""Which place for files a user means."""

from __future__ import annotations

from pathlib import Path

from supplygen.sinks.files.object_store import ObjectStore
from supplygen.sinks.files.place import Directory


def place_of(place: str) -> Directory | ObjectStore:
    """Return a directory by its path, or an object store by its URL."""
    return ObjectStore(place) if "://" in place else Directory(Path(place))
