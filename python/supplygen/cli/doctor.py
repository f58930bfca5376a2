"""`supplygen doctor`: what the server's configuration costs a load, and what this machine could do."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from supplygen.cli.console import print_json
from supplygen.cli.options import NO_OPTIONS, DatabaseUrl, Json, SettingsOptions
from supplygen.cli.report import in_mib
from supplygen.database.doctor import examine
from supplygen.database.session import SORT_MIB, is_local, reading
from supplygen.database.target import resolve_url
from supplygen.load.check import check_version
from supplygen.load.estimate import typical_bytes
from supplygen.machine import usable_cores, usable_memory

SHARED_MEMORY = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class Machine:
    """What a load can use of the machine that it runs on."""

    cores: int
    memory_bytes: int
    server_is_local: bool
    jobs: int
    """As many `--jobs` as there are cores, while their index builds fit into half of the memory."""

    @classmethod
    def found(cls, *, server_is_local: bool) -> Machine:
        """Look at this one."""
        cores, memory = usable_cores(), usable_memory()
        fitting = max(1, memory // 2 // (SORT_MIB << 20))
        return cls(cores, memory, server_is_local, min(cores, fitting) if server_is_local else cores)

    def __str__(self) -> str:
        """One line."""
        where = "is on it too" if self.server_is_local else "is elsewhere: no more than its own cores"
        has = f"{self.cores} usable cores, {in_mib(self.memory_bytes)} of memory"
        return f"{has}; the server {where}; --jobs {self.jobs}"


def doctor(*, settings: SettingsOptions = NO_OPTIONS, json: Json = False, database_url: DatabaseUrl = None) -> None:
    """Say what the server's configuration costs a load, with what changes it, and what the machine could do."""
    resolved = settings.resolve()
    written = typical_bytes(resolved)
    with reading(resolve_url(database_url, start=False), "doctor") as connection:
        check_version(connection)
        machine = Machine.found(server_is_local=is_local(connection))
        memory, shared = (machine.memory_bytes, _shared_memory()) if machine.server_is_local else (None, None)
        advice = examine(connection, written, resolved.jobs, memory, shared)
    if json:
        load = {"scale": resolved.scale, "weeks": resolved.weeks, "jobs": resolved.jobs, "bytes": written}
        print_json({"machine": asdict(machine), "load": load, "advice": [asdict(one) for one in advice]})
        return
    sys.stdout.write(f"machine: {machine}\n")
    sys.stdout.write(f"load: scale {resolved.scale} writes about {in_mib(written)}, estimated\n")
    for one in advice:
        sys.stdout.write(f"{one.kind}: {one}\n")


def _shared_memory() -> int | None:
    """Bytes of the file system in which a server on this machine shares memory; None where there is none."""
    return shutil.disk_usage(SHARED_MEMORY).total if SHARED_MEMORY.is_dir() else None
