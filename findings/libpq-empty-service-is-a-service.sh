#!/usr/bin/env bash
# libpq 18 (in psycopg-binary 3.3.9): an empty parameter in a connection string overrides its variable and means "none":
# hostaddr='' undoes PGHOSTADDR. An empty service='' does not undo PGSERVICE: it is looked up, as the service whose name is
# empty, and the connection fails. No connection string opens a connection where PGSERVICE names a service that is not
# there; the variable itself has to go.
#
# Seen: PGHOSTADDR=192.0.2.1, hostaddr=''  -> the socket in the directory of host= is tried, not the address
#       PGSERVICE=missing, no service     -> definition of service "missing" not found
#       PGSERVICE=missing, service=''     -> definition of service "" not found
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "psycopg[binary]==3.3.9"

said() { # said 'connection string' VARIABLE=value
    env -u PGSERVICE -u PGHOSTADDR "$2" "$work/venv/bin/python" - "$1" <<'PYTHON'
import sys

import psycopg

try:
    psycopg.connect(sys.argv[1], connect_timeout=5)
except psycopg.OperationalError as error:
    print(str(error).splitlines()[0])
PYTHON
}

"$work/venv/bin/python" -c 'import psycopg; print("libpq", psycopg.pq.version())'
address=$(said "host=$work hostaddr='' user=x" PGHOSTADDR=192.0.2.1)
missing=$(said "host=$work user=x" PGSERVICE=missing)
empty=$(said "host=$work user=x service=''" PGSERVICE=missing)
printf '%s\n' "$address" "$missing" "$empty"
[[ $address == *"on socket \"$work/"* ]]
[[ $missing == *'definition of service "missing" not found' ]]
[[ $empty == *'definition of service "" not found' ]]
