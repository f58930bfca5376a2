"""The command that teaches a shell our commands: completion."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

from cyclopts import Parameter

Shell = Annotated[Literal["bash", "zsh", "fish"], Parameter(help="The shell that is to read it")]


def completion(shell: Shell, /) -> None:
    """Print what makes a shell complete supplygen's commands: bash, zsh or fish."""
    from supplygen.cli import app

    sys.stdout.write(app.generate_completion(shell=shell))
