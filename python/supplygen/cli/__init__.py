"""The command line: thin functions over the library, one line and one exit code for every expected failure.

Data goes to stdout, everything else to stderr.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import traceback
from collections.abc import Sequence

from cyclopts import App, CycloptsError

import supplygen
from supplygen.errors import DiskSpaceError, SupplygenError, UsageError

INTERRUPTED = 130
"""Exit code of a process that Ctrl-C ended: 128 + SIGINT."""

COMMANDS = {
    "load:load": "Fill the database; an interrupted load goes on where it stopped.",
    "load:check": (
        "List what in the database would stop a load or a reset, or is to be known before; exit code 3 if it stops one."
    ),
    "schema:migrate": "Create the schema or bring it to the newest release's; take it away with --down.",
    "schema:grant": "Let a role read all tables and views of supplygen, and nothing of others.",
    "doctor:doctor": (
        "Say what the server's configuration costs a load, with what changes it, and what the machine could do."
    ),
    "load:plan": "Print the exact rows of every table, and what a load will take, without a database.",
    "dump:dump": "Write a file per table, and what loads them, without a database.",
    "load:reset": "Empty all tables, restore all keys and indexes, and forget all runs.",
    "inspect:verify": "Check the invariants in the database; exit code 7 where an exact one does not hold.",
    "inspect:fingerprint": "Print rows and an order-independent content hash of every table.",
    "inspect:manifest": (
        "Describe the loaded data as JSON: settings, planted events and where they show, named entities, rows."
    ),
    "inspect:status": "Print the load that the database holds, and how far it is.",
    "inspect:runs": "Print all loads since the last reset: settings, outcome, rows, seconds of each phase.",
    "inspect:tables": "Print all tables in load order, with what each depends on.",
    "pictures:report": "Draw what the loaded company looks like: one HTML page that needs no network.",
    "baseline:baseline": (
        "Forecast the orders of the last quarter in simple ways, and print what they miss by: a yardstick for others."
    ),
    "completion:completion": "Print what makes a shell complete supplygen's commands: bash, zsh or fish.",
}
"""Module and function of each command, and its help. A module is imported when its command is called: most bring NumPy,
SQLAlchemy and the driver with them, for which nobody waits who asks for help."""

EXAMPLES = {
    "load": "supplygen load --create --scale 1 --database-url postgresql://me@db.example.com/warehouse",
    "migrate": "supplygen migrate --database-url postgresql://me@db.example.com/warehouse",
    "grant": "supplygen grant analyst",
    "check": "supplygen check --json",
    "doctor": "supplygen doctor --scale 10",
    "plan": "supplygen plan --scale 10 --json",
    "dump": "supplygen dump --out dump --scale 0.01",
    "reset": "supplygen reset --yes",
    "verify": "supplygen verify --only I13,I14 --json report.json",
    "fingerprint": "supplygen fingerprint --jobs 4",
    "manifest": "supplygen manifest --output manifest.json",
    "status": "supplygen status --json",
    "runs": "supplygen runs --json",
    "tables": "supplygen tables --json",
    "report": "supplygen report --out report.html",
    "baseline": "supplygen baseline --json",
    "completion": "supplygen completion bash",
}
"""One call of each command."""

GROUPS = {
    "db": "The embedded PostgreSQL that is used when no database is named.",
    "bench": "A workload on a loaded database, run by pgbench.",
}
"""Commands that have commands, each a module, and its help."""


def _make_app() -> App:
    made = App(
        name="supplygen",
        help=(
            "Fill PostgreSQL with one year of a consumer-goods company's supply chain.\n\n"
            "The database is `--database-url`, else `DATABASE_URL`, else an embedded PostgreSQL in `.supplygen/`. "
            "Settings come from flags, `SUPPLYGEN_*` variables and `supplygen.toml`, in this order. "
            "`--debug` shows a traceback where something fails."
        ),
        version=lambda: supplygen.__version__,
        version_flags=["--version", "-V"],
        suppress_keyboard_interrupt=False,  # run() has something to say
    )
    for path, help_text in COMMANDS.items():
        name = path.partition(":")[2]
        shown = f"{help_text}\n\nExample: `{EXAMPLES[name]}`"
        made.command(f"{__name__}.{path}", name=name, help=shown)
    for name, help_text in GROUPS.items():
        made.command(f"{__name__}.{name}:app", name=name, help=help_text)
    return made


app = _make_app()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    tokens = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in tokens
    if not debug:
        # What the driver notes about a connection that is being given up would come beside the one line.
        logging.getLogger("psycopg").addHandler(logging.NullHandler())
    sys.exit(run([token for token in tokens if token != "--debug"], debug=debug))


def run(tokens: Sequence[str], *, debug: bool = False) -> int:
    """Run one command; its exit code."""
    try:
        app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except SupplygenError as error:
        return _failed(error, error.exit_code, debug=debug)
    except CycloptsError as error:
        return _failed(error, UsageError.exit_code, debug=debug)
    except BrokenPipeError:
        # Whoever read our output has seen enough; keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except SystemExit as error:
        if not isinstance(error.__context__, BrokenPipeError):  # Rich has done the same, and would end with 1
            raise
    except OSError as error:
        named = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}"
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        return _failed(error, (DiskSpaceError if full else UsageError).exit_code, named, debug=debug)
    except KeyboardInterrupt as error:
        return _failed(error, INTERRUPTED, "interrupted", debug=debug)
    except Exception as error:  # the last door: what nobody expected is one line as well
        unexpected = f"unexpected {type(error).__name__}: {error} (--debug shows where)"
        return _failed(error, SupplygenError.exit_code, unexpected, debug=debug)
    return 0


def _failed(error: BaseException, exit_code: int, message: str | None = None, *, debug: bool) -> int:
    from supplygen.cli.console import diagnostics

    if debug:
        traceback.print_exception(error)
    said = [message or str(error), *getattr(error, "__notes__", ())]
    line = " ".join("; ".join(said).split())
    diagnostics().print(f"supplygen: {line}", style="red", markup=False, highlight=False, soft_wrap=True)
    return exit_code
