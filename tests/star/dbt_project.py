"""The dbt project in a folder of its own, and the commands of its README."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from databases import ROOT

PROGRAMS = Path(sys.prefix) / "dbt" / "bin"
needs_dbt = pytest.mark.skipif(not (PROGRAMS / "dbt").exists(), reason="make .venv/dbt/installed")

BUILD, TEST_SOURCES = re.findall(
    r"```sh\n(.*?)```", (ROOT / "dbt" / "README.md").read_text(encoding="utf-8"), re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Star:
    """A copy of the project, and the database that it works on."""

    folder: Path
    url: str

    @classmethod
    def copied(cls, folder: Path, url: str) -> Star:
        """Copy what the repository holds of the project, so that nothing is left in it."""
        shutil.copytree(ROOT / "dbt", folder / "dbt", ignore=shutil.ignore_patterns("target", "logs"))
        return cls(folder, url)

    def run(self, commands: str) -> subprocess.CompletedProcess[str]:
        """Run commands of a shell where the project's folder is, with nothing but what they need."""
        path = os.pathsep.join([str(PROGRAMS), str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {"PATH": path, "HOME": str(self.folder), "DATABASE_URL": self.url, "DBT_USE_COLORS": "false"}
        command = ["bash", "-e", "-c", commands]
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)

    def results(self) -> list[dict[str, Any]]:
        """What came of each model and test of the last run."""
        found = json.loads((self.folder / "dbt" / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
        return [result | {"name": result["unique_id"].split(".")[2]} for result in found]

    def outcomes(self) -> dict[str, str]:
        return {result["name"]: result["status"] for result in self.results()}
