"""Offset look-ups, and the arithmetic of lists that lie end to end."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from supplygen.arrays.lookup import Children, Keyed, LookupCache
from supplygen.arrays.spread import cumulative_within, number_within, share_out, spread


@given(st.integers(1, 20).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(1, n), max_size=60))))
def test_children_are_the_rows_that_name_the_parent(drawn):
    parents, keys = drawn
    store = {"parent": {"id": np.arange(1, parents + 1)}, "child": {"parent_id": np.array(keys, dtype=np.int64)}}
    found = LookupCache(store).children("child", "parent_id", "parent")
    for parent in range(parents):
        rows = found.rows[found.start[parent] : found.start[parent + 1]]
        assert rows.tolist() == [row for row, key in enumerate(keys) if key == parent + 1]
    wanted = np.arange(parents)[::-1]
    owner, rows = found.of(wanted)
    assert all(keys[row] - 1 == wanted[at] for at, row in zip(owner, rows, strict=True))
    assert sorted(rows.tolist()) == list(range(len(keys)))


def test_a_look_up_is_built_once():
    store = {"parent": {"id": np.arange(1, 3)}, "child": {"parent_id": np.array([2, 1, 2])}}
    cache = LookupCache(store)
    assert cache.children("child", "parent_id", "parent") is cache.children("child", "parent_id", "parent")


def test_a_parent_without_rows_has_an_empty_range():
    children = Children.by(np.array([3, 1, 3]), 5)
    assert children.start.tolist() == [0, 0, 1, 1, 3, 3]
    assert children.rows.tolist() == [1, 0, 2]


@given(st.lists(st.integers(-50, 50), unique=True, min_size=1), st.data())
def test_a_row_is_found_by_its_key(keys, data):
    wanted = data.draw(st.lists(st.sampled_from(keys)))
    rows = Keyed(np.array(keys)).rows(np.array(wanted, dtype=np.int64))
    assert [keys[row] for row in rows] == wanted


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=30))
def test_spread_expands_ranges(ranges):
    start = np.array([first for first, _ in ranges], dtype=np.int64)
    length = np.array([count for _, count in ranges], dtype=np.int64)
    owner, position = spread(start, start + length)
    expected = [(i, p) for i, (first, count) in enumerate(ranges) for p in range(first, first + count)]
    assert list(zip(owner.tolist(), position.tolist(), strict=True)) == expected


@given(st.lists(st.tuples(st.integers(0, 10**6), st.lists(st.integers(1, 10**4), min_size=1, max_size=8)), max_size=12))
def test_shares_add_up_and_are_within_one_of_proportion(groups):
    owner = np.repeat(np.arange(len(groups)), [len(weights) for _, weights in groups])
    weight = np.array([w for _, weights in groups for w in weights], dtype=np.int64)
    amount = np.array([total for total, _ in groups], dtype=np.int64)
    parts = share_out(owner, amount, weight)
    assert np.bincount(owner, parts, minlength=len(groups)).tolist() == amount.tolist()
    for at, (total, weights) in enumerate(groups):
        exact = np.array(weights) * total / sum(weights)
        assert (np.abs(parts[owner == at] - exact) < 1 + 1e-6).all()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=30).map(sorted))
def test_running_totals_restart_with_the_group(rows):
    group = np.array([g for g, _ in rows], dtype=np.int64)
    quantity = np.array([q for _, q in rows], dtype=np.int64)
    running, numbers = cumulative_within(group, quantity), number_within(group)
    for at, key in enumerate(group):
        mine = [i for i in range(at + 1) if group[i] == key]
        assert running[at] == quantity[mine].sum()
        assert numbers[at] == len(mine) - 1
