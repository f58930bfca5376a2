"""A queue between one producer and one consumer that is bounded by bytes, not by items."""

from __future__ import annotations

import threading
from collections import deque


class ClosedError(Exception):
    """The other side has given up."""


class BlockQueue:
    """Blocks on their way to a connection; None ends them."""

    def __init__(self, limit_bytes: int) -> None:
        """`limit_bytes` may be passed by one block, so that a block larger than it still gets through."""
        self._limit = limit_bytes
        self._held = 0
        self._blocks: deque[memoryview | None] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, block: memoryview | None) -> None:
        """Append a block once there is room."""
        with self._changed:
            self._changed.wait_for(lambda: self._held < self._limit or self._closed)
            if self._closed:
                raise ClosedError
            self._blocks.append(block)
            self._held += 0 if block is None else block.nbytes
            self._changed.notify_all()

    def get(self) -> memoryview | None:
        """Take the oldest block, waiting for one."""
        with self._changed:
            self._changed.wait_for(lambda: self._blocks or self._closed)
            if self._closed:
                raise ClosedError
            block = self._blocks.popleft()
            self._held -= 0 if block is None else block.nbytes
            self._changed.notify_all()
            return block

    def close(self) -> None:
        """Give up: both sides get `ClosedError` from now on."""
        with self._changed:
            self._closed = True
            self._blocks.clear()
            self._changed.notify_all()
