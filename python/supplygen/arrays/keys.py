"""`KeyLayout`: several small numbers packed into one integer, for streams, joins and groups."""

from __future__ import annotations

import numpy as np

from supplygen.arrays.types import Ints


class KeyLayout:
    """The parts of a key, the most significant one first, and how many values each of the others may take.

    Keys of streams decide what is drawn: their spans keep their values.
    """

    def __init__(self, first: str, **spans: int) -> None:
        """Name the first part, which takes all the room that is left, and the spans of the ones behind it."""
        self._first, self._spans = first, spans

    def key(self, **parts: Ints | int) -> Ints:
        """Pack one value or array per part."""
        if parts.keys() != {self._first, *self._spans}:
            raise KeyError(f"parts {sorted(parts)} given, {sorted((self._first, *self._spans))} wanted")
        packed = parts[self._first]
        for name, span in self._spans.items():
            packed = packed * span + parts[name]
        return np.asarray(packed)

    def part(self, key: Ints, name: str) -> Ints:
        """Unpack a part of keys."""
        rest = key
        for part, span in reversed(self._spans.items()):
            if part == name:
                return np.asarray(rest % span)
            rest = rest // span
        if name != self._first:
            raise KeyError(f"{name} is no part of the key")
        return np.asarray(rest)
