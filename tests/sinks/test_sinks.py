import threading

import numpy as np
import pytest

from fake_source import FakeSource, divisions
from supplygen.errors import UsageError
from supplygen.schema.graph import level_graph
from supplygen.sinks.block_queue import BlockQueue, ClosedError
from supplygen.sinks.copy_encoder import BLOCK_BYTES
from supplygen.sinks.null import NullSink
from supplygen.sinks.writer import StreamingWriter

TABLES = level_graph().tables


def test_blocks_are_bounded_whatever_the_width():
    sizes = []

    class Recording(NullSink):
        def open(self, table, _part):
            stream = super().open(table, 1)
            stream.write = lambda block: sizes.append(block.nbytes)
            return stream

    source = FakeSource(logs=200_000, slices=1)
    writer = StreamingWriter(Recording(), TABLES)
    source.produce(writer)
    assert max(sizes) < 2 * BLOCK_BYTES
    assert sum(sizes) == sum(one.bytes for one in writer.totals.values())


def test_columns_must_be_exactly_those_of_the_table():
    writer = StreamingWriter(NullSink(), TABLES)
    ids = np.arange(1, 4, dtype=np.int64)
    renamed = dict(divisions(ids))
    renamed["land"] = renamed.pop("country")
    with pytest.raises(ValueError, match=r"divisions: missing columns \['country'\], unknown columns \['land'\]"):
        writer.write("divisions", renamed)
    with pytest.raises(ValueError, match="divisions: columns differ in length"):
        writer.write("divisions", {**divisions(ids), "id": ids[:2]})
    with pytest.raises(UsageError, match="no table 'nonsense'"):
        writer.write("nonsense", {})


def test_a_table_is_finished_once_and_all_are():
    writer = StreamingWriter(NullSink(), TABLES)
    writer.finish("divisions")
    with pytest.raises(ValueError, match="already finished"):
        writer.write("divisions", divisions(np.arange(1, 2, dtype=np.int64)))
    with pytest.raises(ValueError, match="tables were not finished: channels, "):
        writer.close()


def test_the_queue_holds_back_a_fast_producer_and_lets_go_when_closed():
    queue = BlockQueue(limit_bytes=10)
    queue.put(memoryview(bytes(25)))
    blocked = threading.Event()

    def produce():
        try:
            queue.put(memoryview(b"x"))
        except ClosedError:
            blocked.set()

    producer = threading.Thread(target=produce)
    producer.start()
    producer.join(0.1)
    assert producer.is_alive()
    queue.close()
    producer.join()
    assert blocked.is_set()
    with pytest.raises(ClosedError):
        queue.get()
