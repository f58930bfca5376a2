"""What is used comes from the two registries, in exact versions, under licenses that go with ours."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from itertools import chain

import pytest

from databases import ROOT

REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"
PERMISSIVE = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "MIT",
    "PSF-2.0",
    "Unicode-3.0",
    "Zlib",
}
"""Ask for their notice, at most."""
OF_LIBRARIES = {"LGPL-2.1-or-later", "LGPL-3.0-only", "MPL-2.0"}
"""Ask for changes to the library itself, which we use as it is: for Python packages, which anyone can replace."""
OLD_NAMES = {
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}
"""What packages call a license that do not use its SPDX name."""
CLASSIFIER = "License :: OSI Approved :: "

PINNED = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if line and not line.startswith("#")]


def unfit(expression: str, allowed: set[str]) -> list[str]:
    """Terms of an SPDX expression of which no alternative is allowed."""
    terms = re.sub(r"[()]", "", expression).replace("/", " OR ").split(" AND ")
    return [term for term in terms if not allowed.intersection(term.strip().split(" OR "))]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("MIT/Apache-2.0", []),
        ("(MIT OR GPL-3.0-only) AND Unicode-3.0", []),
        ("MIT AND GPL-3.0-only", ["GPL-3.0-only"]),
        ("GPL-2.0-only OR AGPL-3.0-only", ["GPL-2.0-only OR AGPL-3.0-only"]),
        ("", [""]),
    ],
)
def test_an_expression_needs_an_allowed_alternative_for_each_term(expression: str, found: list[str]) -> None:
    assert unfit(expression, PERMISSIVE) == found


def test_crates_come_from_the_registry_with_their_checksums() -> None:
    packages = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
    ours = {one["name"] for one in packages if "source" not in one}
    assert ours == {"supplygen-bench", "supplygen-core", "supplygen-py"}
    assert [one for one in packages if one["name"] not in ours and one["source"] != REGISTRY] == []
    assert [one for one in packages if one["name"] not in ours and "checksum" not in one] == []


def test_crates_have_permissive_licenses() -> None:
    command = ["cargo", "metadata", "--locked", "--format-version=1", "--quiet"]
    packages = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)["packages"]
    assert len(packages) > 2
    assert {one["name"]: one["license"] for one in packages if unfit(one["license"] or "", PERMISSIVE)} == {}


def test_python_packages_are_pinned_to_versions_of_the_index() -> None:
    assert [line for line in PINNED if not re.fullmatch(r"[\w.-]+==[\w.]+(; .+)?", line)] == []


def test_python_packages_have_licenses_that_go_with_ours() -> None:
    licenses = dict(installed_licenses())
    assert len(licenses) > 2
    assert {name: one for name, one in licenses.items() if unfit(one, PERMISSIVE | OF_LIBRARIES)} == {}


def installed_licenses() -> Iterator[tuple[str, str]]:
    """Each package of the lock with its license; one that other machines need may be missing here."""
    for line in PINNED:
        name, _, rest = line.partition("==")
        try:
            yield name, license_of(name)
        except PackageNotFoundError:
            assert ";" in rest, line


def license_of(name: str) -> str:
    """The SPDX expression, else the first of the old fields."""
    fields = metadata(name)
    approved = [
        one.removeprefix(CLASSIFIER) for one in fields.get_all("Classifier") or () if one.startswith(CLASSIFIER)
    ]
    said = next(chain(fields.get_all("License-Expression") or (), approved, fields.get_all("License") or ()), "")
    return OLD_NAMES.get(said, said)
