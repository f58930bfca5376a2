"""What a figure depends on besides the code: machine, versions and settings. No name of a host, no path."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import psycopg

from bench.server import Server
from supplygen.machine import usable_cores, usable_memory

SETTINGS = (
    "shared_buffers",
    "maintenance_work_mem",
    "max_parallel_maintenance_workers",
    "wal_level",
    "max_wal_size",
    "checkpoint_timeout",
    "fsync",
    "full_page_writes",
    "synchronous_commit",
)
"""Those of the server that decide how fast rows are stored and indexes built."""
CPUINFO = Path("/proc/cpuinfo")
MOUNTS = Path("/proc/self/mountinfo")
BLOCK_DEVICES = Path("/sys/dev/block")


def environment(server: Server) -> Mapping[str, Mapping[str, str]]:
    """Return the machine, the versions and the settings of the server, in words."""
    with psycopg.connect(server.url()) as connection:
        settings = {name: _setting(connection, name) for name in SETTINGS}
        postgresql = _setting(connection, "server_version")
    return {
        "machine": {
            "CPU": cpu_model(),
            "cores": str(usable_cores()),
            "memory": f"{usable_memory() / (1 << 30):.0f} GiB",
            "disk": disk_kind(server.data_dir),
            "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        },
        "versions": {
            "PostgreSQL": postgresql.split()[0],
            "supplygen": version("supplygen"),
            "Python": platform.python_version(),
            "psycopg": version("psycopg"),
        },
        "settings": settings,
    }


def cpu_model() -> str:
    """Return the name that the processor gives itself."""
    text = CPUINFO.read_text() if CPUINFO.exists() else ""
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor() or platform.machine()


def disk_kind(directory: Path) -> str:
    """Return the file system of a directory and what its device is, as far as the system tells."""
    device = directory.stat().st_dev
    name = f"{os.major(device)}:{os.minor(device)}"
    mounts = [line.split() for line in MOUNTS.read_text().splitlines()] if MOUNTS.exists() else []
    systems = [fields[fields.index("-") + 1] for fields in mounts if fields[2] == name]
    return ", ".join([*systems[:1], _device_kind(BLOCK_DEVICES / name)])


def _device_kind(device: Path) -> str:
    """A partition has no queue of its own, but its disk, the folder above, has."""
    for place in (device.resolve(), device.resolve().parent):
        file = place / "queue" / "rotational"
        if file.exists():
            return f"reported as {'rotating' if file.read_text().strip() == '1' else 'solid state'}"
    return "unknown device"


def _setting(connection: psycopg.Connection, name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])
