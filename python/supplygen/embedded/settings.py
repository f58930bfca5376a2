"""The configuration of the embedded server: for loading in bulk, and safe against a crash."""

from __future__ import annotations

from pathlib import Path

from supplygen.embedded.network import ADDRESS, NetworkDoor
from supplygen.machine import usable_cores, usable_memory

MIB = 1 << 20


def server_settings(socket_dir: Path, door: NetworkDoor | None = None) -> str:
    """Text of the configuration file, sized for this machine, or for the part of it that a container is given."""
    memory = usable_memory() // MIB
    cores = usable_cores()
    shared = _clamp(memory // 8, 32, 1024)
    maintenance = _clamp(memory // 32, 16, 512)
    workers = _clamp(cores, 2, 8)
    return f"""\
# Written by supplygen at every start; changes are lost. Put your own into postgresql.conf, below the include.
{_listening(door)}
unix_socket_directories = {_quoted(socket_dir)}
unix_socket_permissions = 0700
shared_buffers = {shared}MB               # an eighth of the memory: COPY and index builds use rings of their own
maintenance_work_mem = {maintenance}MB    # an index build sorts in memory; several run side by side
wal_level = minimal                       # COPY into a table truncated in the same transaction skips the WAL
max_wal_senders = 0                       # wal_level minimal allows none
max_wal_size = 4GB                        # no checkpoint in the middle of a load
checkpoint_timeout = 30min                # the same
max_worker_processes = {workers + 8}      # parallel workers besides the server's own
max_parallel_workers = {workers}
max_parallel_maintenance_workers = {_clamp(cores // 2, 1, 4)}  # a build's helpers; builds themselves run side by side
autovacuum_naptime = 10min                # the load sets the visibility map and statistics itself
fsync = on                                # the default, said aloud: what is sealed survives a power cut
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
"""


def _listening(door: NetworkDoor | None) -> str:
    if door is None:
        return "listen_addresses = ''                     # the Unix socket is the only door"
    return f"""\
listen_addresses = '{ADDRESS}'            # this machine alone
port = {door.port}
hba_file = {_literal(str(door.hba_file))}"""


def _quoted(directory: Path) -> str:
    """Write a directory as a list of one: in double quotes, and that as a string of the configuration."""
    item = '"' + str(directory).replace('"', '""') + '"'
    return _literal(item)


def _literal(text: str) -> str:
    """Write a string of the configuration."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
