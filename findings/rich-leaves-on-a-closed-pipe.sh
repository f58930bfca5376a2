#!/usr/bin/env bash
# rich 15.0.0: a Console whose reader goes away raises no BrokenPipeError that a caller could handle. It catches that
# itself, points stdout at /dev/null and raises SystemExit(1): `program | head -1` fails, and whatever `except Exception`
# or `except BrokenPipeError` would have cleaned up or reported is passed by.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet rich==15.0.0

cat >"$work/prints.py" <<'PYTHON'
import sys

from rich.console import Console

console = Console()
try:
    for number in range(100_000):
        console.print(number)
except (BrokenPipeError, Exception) as error:
    print(f"handled {type(error).__name__}", file=sys.stderr)
except SystemExit as error:
    print(f"SystemExit {error.code}, because of {type(error.__context__).__name__}", file=sys.stderr)
    raise
PYTHON

set +e
"$work/venv/bin/python" "$work/prints.py" 2>"$work/said" | head -1 >"$work/first"
code=${PIPESTATUS[0]}
set -e
echo "seen: $(cat "$work/said"); exit code $code"
grep -q '^SystemExit 1, because of BrokenPipeError$' "$work/said"
test "$code" -eq 1
