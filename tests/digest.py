"""A sink that keeps a digest of every table's bytes; run as a program it prints the digests of a small company."""

import hashlib
import json
import sys

from supplygen.config import Settings
from supplygen.generate.orchestrator import Orchestrator
from supplygen.progress import SILENT
from supplygen.schema.graph import level_graph
from supplygen.sinks.copy_encoder import CopyEncoder
from supplygen.sinks.writer import StreamingWriter


class _Stream:
    def __init__(self):
        self.hash = hashlib.sha256()

    def write(self, block):
        self.hash.update(block)

    def finish(self, rows):
        self.hash.update(str(rows).encode())


class DigestSink:
    def __init__(self):
        self.streams = {}

    def encoder(self, table):
        return CopyEncoder(table, "binary")

    def hold(self, tables):
        pass

    def open(self, table, _part):
        return self.streams.setdefault(table.name, _Stream())

    def close(self):
        pass

    def abort(self):
        pass


def digests(**settings) -> dict[str, str]:
    """Digest of every table of a company."""
    source, sink = Orchestrator(Settings(**settings)), DigestSink()
    source.prepare(SILENT)
    writer = StreamingWriter(sink, level_graph().tables, expected=source.leaves())
    source.produce(writer)
    writer.close()
    return {name: stream.hash.hexdigest() for name, stream in sink.streams.items()}


if __name__ == "__main__":
    json.dump(digests(scale=float(sys.argv[1]), weeks=int(sys.argv[2])), sys.stdout)
