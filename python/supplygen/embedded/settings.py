"""The configuration of the embedded server: for loading in bulk, and safe against a crash."""

from __future__ import annotations

import os
from pathlib import Path

MIB = 1 << 20


def server_settings(socket_dir: Path) -> str:
    """Text of the configuration file, sized for this machine."""
    memory = _memory_mib()
    cores = os.cpu_count() or 1
    shared = _clamp(memory // 8, 128, 1024)
    maintenance = _clamp(memory // 32, 64, 512)
    workers = _clamp(cores, 2, 8)
    quoted = str(socket_dir).replace("'", "''")
    return f"""\
# Written by supplygen at every start; changes are lost. Put your own into postgresql.conf, below the include.
listen_addresses = ''                     # the Unix socket is the only door
unix_socket_directories = '{quoted}'
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


def _memory_mib() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MIB


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))
