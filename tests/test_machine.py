import os

import pytest

from supplygen import machine
from supplygen.machine import memory_limits, peak_memory, usable_cores, usable_memory

MIB = 1 << 20
UNLIMITED_V1 = "9223372036854771712"


@pytest.fixture
def cgroups(tmp_path):
    """Write control groups as files: this process's groups, and limits by path below the root."""

    def write(own, limits):
        root = tmp_path / "cgroup"
        for path, limit in limits.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{limit}\n")
        (tmp_path / "own").write_text(own)
        return tmp_path / "own", root

    return write


@pytest.mark.parametrize(
    ("own", "limits", "found"),
    [
        # version 2: a group and the one above it; the root has no file
        ("0::/a/b\n", {"a/b/memory.max": "max", "a/memory.max": 512 * MIB}, [512 * MIB]),
        # version 2, seen from inside a container
        ("0::/\n", {"memory.max": 256 * MIB}, [256 * MIB]),
        # version 1 beside others; the machine's root is without limit
        (
            "9:memory:/job\n8:pids:/\n0::/\n",
            {"memory/job/memory.limit_in_bytes": 512 * MIB, "memory/memory.limit_in_bytes": UNLIMITED_V1},
            [512 * MIB, int(UNLIMITED_V1)],
        ),
        # version 1 in a container: its group is the root of what it sees, under the machine's name
        ("4:cpu,memory:/docker/f00\n", {"memory/memory.limit_in_bytes": 512 * MIB}, [512 * MIB]),
        ("", {}, []),
    ],
)
def test_the_limits_of_all_control_groups_are_found(cgroups, own, limits, found):
    assert list(memory_limits(*cgroups(own, limits))) == found


def test_a_machine_without_control_groups_has_no_limit(tmp_path):
    assert list(memory_limits(tmp_path / "none", tmp_path)) == []


def test_memory_is_the_smallest_of_the_limits_and_the_machine(monkeypatch):
    monkeypatch.setattr(machine, "memory_limits", lambda: [700 * MIB, 512 * MIB, int(UNLIMITED_V1)])
    assert usable_memory() == 512 * MIB
    monkeypatch.setattr(machine, "memory_limits", lambda: [int(UNLIMITED_V1)])
    assert usable_memory() == os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system keeps no process to a core")
def test_cores_are_those_that_the_process_may_run_on(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 3})
    assert usable_cores() == 2


def test_peak_memory_has_what_was_taken_once():
    assert len(b"x" * (256 * MIB)) <= peak_memory()
