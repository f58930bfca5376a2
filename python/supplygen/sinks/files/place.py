"""Where the files of a dump go, and how a file comes to be there: whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from supplygen.errors import DiskSpaceError, FilesUnavailableError, SupplygenError, UsageError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""No room on the disk, in the quota, or for a file of that size."""
UNFINISHED = ".unfinished"
"""What the name of a file ends with until it is whole."""
PROBE = "probe"
"""A file that is begun and discarded, to see whether others can be."""


class PendingFile(Protocol):
    """A file that nobody sees under its name before it is whole."""

    def write(self, data: memoryview) -> None:
        """Append bytes."""

    def commit(self) -> None:
        """Give the file, which is whole, its name."""

    def discard(self) -> None:
        """Leave nothing of the file."""


class Place(Protocol):
    """A directory, or what looks like one."""

    prefix: str
    """What stands before the name of a file for a script beside it."""

    def __str__(self) -> str:
        """Return its name, for people."""

    def child(self, name: str) -> Place:
        """Return a place inside this one."""

    def prepare(self, known: Collection[str] = ()) -> None:
        """Make sure that it takes files and has none, or only those that are `known`, finished or not.

        Raises `UsageError` or `FilesUnavailableError`.
        """

    def read(self, name: str) -> str | None:
        """Return the text of a file, if it is there."""

    def create(self, name: str) -> PendingFile:
        """Begin a file; raises `DiskSpaceError` or `FilesUnavailableError`, as all that writes does."""


class Directory:
    """A directory of this machine; scripts are run in it."""

    prefix = ""

    def __init__(self, path: Path) -> None:
        """Name it; nothing is made yet."""
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    def child(self, name: str) -> Directory:
        """Return a directory inside this one."""
        return Directory(self._path / name)

    def prepare(self, known: Collection[str] = ()) -> None:
        """Make the directory, unless it is there and has nothing but what is `known`."""
        with _writing(self._path):
            if self._path.exists() and (not self._path.is_dir() or self._unknown(known)):
                raise UsageError(f"{self} is not an empty directory: name a new or an empty one")
            self._path.mkdir(parents=True, exist_ok=True)
            self.create(PROBE).discard()

    def read(self, name: str) -> str | None:
        """Return the text of a file, if it is there."""
        with _writing(self._path):
            try:
                return (self._path / name).read_text(encoding="utf-8")
            except (FileNotFoundError, NotADirectoryError):
                return None

    def create(self, name: str) -> LocalFile:
        """Begin a file."""
        return LocalFile(self._path / name, self._path / f"{name}{UNFINISHED}")

    def _unknown(self, known: Collection[str]) -> bool:
        return any(path.name.removesuffix(UNFINISHED) not in known for path in self._path.iterdir())


class LocalFile:
    """A file under another name until it is whole."""

    def __init__(self, path: Path, unfinished: Path) -> None:
        """Begin `path` as `unfinished`."""
        self._path = path
        self._unfinished = unfinished
        with _writing(path):
            self._file = unfinished.open("wb")

    def write(self, data: memoryview) -> None:
        """Append bytes."""
        with _writing(self._path):
            self._file.write(data)

    def commit(self) -> None:
        """Rename the file."""
        with _writing(self._path):
            self._file.close()
            self._unfinished.rename(self._path)

    def discard(self) -> None:
        """Delete the file."""
        with _writing(self._path):
            self._unfinished.unlink(missing_ok=True)
            self._file.close()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say in one line what went wrong at a path."""
    try:
        yield
    except SupplygenError:
        raise
    except OSError as error:
        kind = DiskSpaceError if error.errno in FULL else FilesUnavailableError
        raise kind(f"{path} cannot be written: {error.strerror or error}") from error
