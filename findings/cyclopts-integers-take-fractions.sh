#!/usr/bin/env bash
# cyclopts 5.4.0: a parameter annotated `int` takes a fraction and rounds it, halves to the even neighbor, without a word:
# `--weeks 52.9` is 53, `--seed 1.5` and `--seed 2.5` are both 2. It goes through a float, so that digits of large
# numbers are lost as well, if they come with a decimal point. Scientific notation, which floats take too, is refused.
# A good engineer expects what int("1.5"), argparse and click do: an error.
#
# Seen: 0.5 -> 0, 1.5 -> 2, 2.5 -> 2, 52.9 -> 53, 9007199254740993 -> itself, 9007199254740993.0 -> ...992, 1e3 -> error
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "cyclopts==5.4.0"

cat > "$work/program.py" <<'PYTHON'
import sys

from cyclopts import App, CycloptsError

app = App()


@app.default
def show(number: int) -> int:
    return number


for text in sys.argv[1:]:
    try:
        print(text, app([text], exit_on_error=False, print_error=False, result_action="return_value"))
    except CycloptsError:
        print(text, "error")
PYTHON
said=$("$work/venv/bin/python" "$work/program.py" 0.5 1.5 2.5 52.9 9007199254740993 9007199254740993.0 1e3)
printf '%s\n' "$said"
diff - <(printf '%s\n' "$said") <<'EXPECTED'
0.5 0
1.5 2
2.5 2
52.9 53
9007199254740993 9007199254740993
9007199254740993.0 9007199254740992
1e3 error
EXPECTED
