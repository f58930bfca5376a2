#!/usr/bin/env bash
# psycopg 3.3.8 (and before), on Linux: Copy.write() returns although nothing has left the process. It flushes on macOS
# only; elsewhere libpq's buffer grows with everything that a slow link or server has not yet taken, without bound.
# A good engineer expects back pressure: that write() waits, as writing to a socket does. psycopg 3.3.9 waits.
#
# Seen: 64 MiB through a link of 4 MiB/s; how much larger the process has grown, in MiB:
#   psycopg 3.3.8   more than 32
#   psycopg 3.3.9   less than 16
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"

cat > "$work/measure.py" <<'PYTHON'
"""Copy 64 MiB to a server that speaks just enough of the protocol and reads slowly; print by how much we have grown."""
import resource
import socket
import struct
import threading
import time

import psycopg

MIB = 1 << 20


def message(kind: bytes, body: bytes = b"") -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body


READY = message(b"Z", b"I")


def serve(listener: socket.socket) -> None:
    """Let anyone in, answer a COPY, and take 4 MiB/s."""
    client, _ = listener.accept()
    client.recv(4096)
    version = message(b"S", b"server_version\x0018.0\x00") + message(b"S", b"client_encoding\x00UTF8\x00")
    client.sendall(message(b"R", struct.pack("!i", 0)) + version + message(b"K", struct.pack("!ii", 1, 1)) + READY)
    while b"COPY" not in client.recv(4096):
        client.sendall(message(b"C", b"BEGIN\x00") + message(b"Z", b"T"))
    client.sendall(message(b"G", struct.pack("!bh", 0, 0)))
    tail = b""
    while not tail.endswith(message(b"c")):
        tail = (tail + client.recv(MIB // 8))[-16:]
        time.sleep(1 / 32)
    client.sendall(message(b"C", b"COPY 0\x00") + message(b"Z", b"T"))
    client.recv(4096)
    client.sendall(message(b"C", b"COMMIT\x00") + READY)
    client.recv(4096)


listener = socket.create_server(("127.0.0.1", 0))
listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, MIB // 8)
threading.Thread(target=serve, args=(listener,), daemon=True).start()
dsn = f"host=127.0.0.1 port={listener.getsockname()[1]} user=x dbname=x sslmode=disable gssencmode=disable"
with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with cursor.copy("COPY t FROM STDIN") as copy:
        block = b"x" * (MIB // 4)
        for _ in range(256):
            copy.write(block)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
PYTHON

grown() {
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check "psycopg[binary]==$1"
    "$work/venv/bin/python" "$work/measure.py"
}

before=$(grown 3.3.8)
after=$(grown 3.3.9)
echo "psycopg 3.3.8: grown by $before MiB; psycopg 3.3.9: grown by $after MiB"
test "$before" -gt 32
test "$after" -lt 16
