"""Everything that may go wrong as expected: one class and one exit code for each kind.

A message is one line: what is wrong, where, and what to do about it. The command line prints it on stderr and leaves
with `exit_code`; a traceback is shown only with `--debug`.
"""

from __future__ import annotations


class SupplygenError(Exception):
    """An expected failure; `exit_code` is what the process leaves with."""

    exit_code = 1


class UsageError(SupplygenError):
    """A value, a name or a combination of options that makes no sense."""

    exit_code = 2


class DatabaseUnavailableError(SupplygenError):
    """The server cannot be reached or started, or the user lacks a right on it."""

    exit_code = 3


class BrokenOffError(DatabaseUnavailableError):
    """Work was broken off by no fault of its own: a lost connection, a deadlock, a conflict with others."""


class SchemaRevisionError(SupplygenError):
    """The database is not at the head of the migrations, or its catalog differs from them."""

    exit_code = 4


class TargetNotEmptyError(SupplygenError):
    """The target holds rows and nobody said that they may be replaced."""

    exit_code = 5


class TargetBusyError(SupplygenError):
    """Somebody else holds what the command needs: another load or reset, or a lock on a table."""

    exit_code = 6


class VerificationError(SupplygenError):
    """An invariant does not hold."""

    exit_code = 7


class DiskSpaceError(SupplygenError):
    """The disk is full, or would be before the load ends."""

    exit_code = 8


class FilesUnavailableError(SupplygenError):
    """The directory or object store that files go to cannot be reached or written, or a right is missing."""

    exit_code = 9


class ClusterUnavailableError(SupplygenError):
    """The cluster cannot be reached, has no workers, or none that could do the work."""

    exit_code = 10
