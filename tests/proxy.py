"""What stands between a load and its server: a proxy that stalls, swallows, cuts and slows down when it is told to."""

from __future__ import annotations

import re
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from psycopg.conninfo import conninfo_to_dict

PIECE_BYTES = 64 << 10
"""As much as the proxy holds in either direction, so that whoever sends soon feels that it stalls."""
APPLICATION = re.compile(rb"application_name\0supplygen ([\w ]+)\0")
POLL_S = 0.02

Pair = tuple[socket.socket, socket.socket]


class Proxy:
    """Listens on TCP, leads to a server's Unix socket.

    Its own kernel acknowledges what arrives: what holds bytes back behind it does not show as a dead network does.
    """

    def __init__(self, url: str) -> None:
        """Begin to pass on to the server of `url`."""
        self._given = conninfo_to_dict(url)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=100)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PIECE_BYTES)
        self._pairs: dict[Pair, str] = {}
        self._is_held = re.compile("(?!)")
        self._swallows = False
        self._is_over = False
        self._seconds_per_byte = 0.0
        self._lane = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, **parameters: object) -> str:
        """Return the URL of the same database through the proxy; two seconds are enough for it to connect."""
        port = self._listener.getsockname()[1]
        given = {"connect_timeout": 2, "sslmode": "disable", "gssencmode": "disable", **parameters}
        return f"postgresql://{self._given['user']}@127.0.0.1:{port}/{self._given['dbname']}?{urlencode(given)}"

    def stall(self, which: str = "") -> None:
        """Take in nothing more from connections whose name `which` finds, so that their buffers fill up."""
        self._is_held = re.compile(which)

    def swallow(self, which: str = "") -> None:
        """Take in everything of these, and pass on nothing."""
        self._swallows = True
        self.stall(which)

    def cut(self, which: str = "") -> None:
        """End these, once."""
        for pair, name in list(self._pairs.items()):
            if re.search(which, name):
                self._end(pair)

    def slow(self, bytes_per_s: int) -> None:
        """Let this much through, all connections and directions together."""
        self._seconds_per_byte = 1 / bytes_per_s

    def close(self) -> None:
        """End everything."""
        self._is_over = True
        self._listener.close()
        for pair in list(self._pairs):
            self._end(pair)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(Path(str(self._given["host"])) / f".s.PGSQL.{self._given.get('port', 5432)}"))
                self._pairs[client, server] = ""
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=self._carry, args=((client, server), *ends), daemon=True).start()

    def _carry(self, pair: Pair, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE_BYTES):
                if found := APPLICATION.search(piece):
                    self._pairs[pair] = found[1].decode()
                if self._passes(pair):
                    with self._lane:
                        time.sleep(len(piece) * self._seconds_per_byte)
                    target.sendall(piece)
        if self._passes(pair):  # a network that is silent does not tell of an end either
            self._end(pair)

    def _passes(self, pair: Pair) -> bool:
        while not self._is_over and self._is_held.search(self._pairs.get(pair, "")):
            if self._swallows:
                return False
            time.sleep(POLL_S)
        return not self._is_over

    def _end(self, pair: Pair) -> None:
        self._pairs.pop(pair, None)
        for side in pair:
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()
