"""Keyed streams: purity, independence of order and slicing, domains, distributions and fixed values."""

import doctest
import math
import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplygen import streams
from supplygen.streams import Streams

ENTITIES = np.arange(200_000)
DRAWS = {
    "uniform": lambda s, purpose, entity, period: s.uniform(purpose, entity, period),
    "integers": lambda s, purpose, entity, period: s.integers(purpose, entity, -5, 10**12, period),
    "normal": lambda s, purpose, entity, period: s.normal(purpose, entity, period),
    "lognormal": lambda s, purpose, entity, period: s.lognormal(purpose, entity, 0.6, period),
    "gamma": lambda s, purpose, entity, period: s.gamma(purpose, entity, 4.5, period),
    "poisson": lambda s, purpose, entity, period: s.poisson(purpose, entity, 1e9, period),
    "negative_binomial": lambda s, purpose, entity, period: s.negative_binomial(purpose, entity, 1e9, 4, period),
    "choice": lambda s, purpose, entity, period: s.choice(purpose, entity, np.ones(10**5), period),
    "gumbel_top_k": lambda s, purpose, entity, _: s.gumbel_top_k(purpose, entity, np.ones(100), 10),
}
KEYED_BY_PERIOD = sorted(set(DRAWS) - {"gumbel_top_k"})

seeds = st.integers(0, 2**64 - 1)
ids = st.integers(-(2**63), 2**63 - 1)
entities = st.lists(ids, max_size=30).map(lambda values: np.array(values, dtype=np.int64))


@pytest.mark.parametrize("name", DRAWS)
class TestKey:
    def test_the_same_key_gives_the_same_values(self, name):
        draw = DRAWS[name]
        np.testing.assert_array_equal(draw(Streams(1), "a", [5, 6], 7), draw(Streams(1), "a", [5, 6], 7))

    def test_seed_purpose_and_entity_matter(self, name):
        draw, entity = DRAWS[name], np.arange(100)
        base = draw(Streams(1), "a", entity, 0)
        for other in (
            draw(Streams(2), "a", entity, 0),
            draw(Streams(1), "b", entity, 0),
            draw(Streams(1), "a", entity + 1000, 0),
        ):
            assert np.mean(base == other) < 0.2

    def test_no_entities_give_no_values(self, name):
        assert DRAWS[name](Streams(1), "a", [], 0).size == 0

    @given(seed=seeds, entity=entities, data=st.data())
    def test_order_does_not_matter(self, name, seed, entity, data):
        order = np.array(data.draw(st.permutations(range(len(entity)))), dtype=np.int64)
        draw, keyed = DRAWS[name], Streams(seed)
        np.testing.assert_array_equal(draw(keyed, "a", entity[order], 3), draw(keyed, "a", entity, 3)[order])

    @given(seed=seeds, entity=entities, cut=st.integers(0, 30))
    def test_slices_do_not_matter(self, name, seed, entity, cut):
        draw, keyed = DRAWS[name], Streams(seed)
        parts = [draw(keyed, "a", part, 3) for part in (entity[:cut], entity[cut:])]
        np.testing.assert_array_equal(np.concatenate(parts), draw(keyed, "a", entity, 3))


@pytest.mark.parametrize("name", KEYED_BY_PERIOD)
def test_the_period_matters(name):
    draw, entity = DRAWS[name], np.arange(100)
    assert np.mean(draw(Streams(1), "a", entity, 0) == draw(Streams(1), "a", entity, 1)) < 0.2


@pytest.mark.parametrize("name", KEYED_BY_PERIOD)
def test_a_period_per_entity_equals_one_call_per_period(name):
    draw, keyed = DRAWS[name], Streams(1)
    together = draw(keyed, "a", [4, 4, 9], [0, 1, 1])
    apart = np.concatenate([draw(keyed, "a", [4], 0), draw(keyed, "a", [4, 9], 1)])
    np.testing.assert_array_equal(together, apart)


@given(seed=seeds, entity=entities.filter(len), data=st.data())
def test_integers_keep_their_bounds(seed, entity, data):
    bounds = [sorted(data.draw(st.tuples(ids, ids))) for _ in entity]
    low, high = (np.array(side, dtype=np.int64) for side in zip(*bounds, strict=True))
    drawn = Streams(seed).integers("a", entity, low, high)
    assert drawn.dtype == np.int64
    assert np.all((low <= drawn) & (drawn <= high))


@given(seed=seeds, entity=entities, mean=st.floats(0, 2**32), shape=st.floats(1e-3, 1e6))
def test_counts_are_never_negative(seed, entity, mean, shape):
    keyed = Streams(seed)
    assert np.all(keyed.poisson("a", entity, mean) >= 0)
    assert np.all(keyed.negative_binomial("a", entity, mean, shape) >= 0)
    assert np.all(keyed.gamma("a", entity, shape) >= 0)


@given(seed=seeds, n=st.integers(0, 200))
def test_a_permutation_grows_without_moving_anything(seed, n):
    longer = Streams(seed).permutation("a", n + 1)
    assert sorted(longer.tolist()) == list(range(n + 1))
    np.testing.assert_array_equal(longer[longer < n], Streams(seed).permutation("a", n))


def test_a_permutation_depends_on_its_period():
    assert Streams(1).permutation("a", 50, 0).tolist() != Streams(1).permutation("a", 50, 1).tolist()


@given(entity=entities, weights=st.lists(st.floats(1e-6, 1e6), min_size=3, max_size=30))
def test_top_k_is_nested_and_keyed_by_item(entity, weights):
    keyed, items = Streams(1), 100 + np.arange(len(weights))
    chosen = keyed.gumbel_top_k("a", entity, weights, 3, items)
    assert chosen.shape == (len(entity), 3)
    np.testing.assert_array_equal(keyed.gumbel_top_k("a", entity, weights, 2, items), chosen[:, :2])
    back = keyed.gumbel_top_k("a", entity, weights[::-1], 3, items[::-1])
    np.testing.assert_array_equal(items[::-1][back], items[chosen])


class TestDistribution:
    """Means and variances within five standard errors; the core proves the distributions themselves."""

    @pytest.mark.parametrize(
        ("drawn", "mean", "variance"),
        [
            (Streams(9).uniform("t.uniform", ENTITIES), 0.5, 1 / 12),
            (Streams(9).integers("t.integers", ENTITIES, 1, 6), 3.5, 35 / 12),
            (Streams(9).normal("t.normal", ENTITIES), 0, 1),
            (Streams(9).lognormal("t.lognormal", ENTITIES, 0.5), math.exp(0.125), math.expm1(0.25) * math.exp(0.25)),
            (Streams(9).gamma("t.gamma", ENTITIES, 2.5), 2.5, 2.5),
            (Streams(9).poisson("t.poisson", ENTITIES, 7), 7, 7),
            (Streams(9).negative_binomial("t.nb", ENTITIES, 12, 4), 12, 48),
            (Streams(9).choice("t.choice", ENTITIES, [0.25, 0, 0.75]), 1.5, 0.75),
        ],
        ids=["uniform", "integers", "normal", "lognormal", "gamma", "poisson", "negative_binomial", "choice"],
    )
    def test_mean_and_variance(self, drawn, mean, variance):
        assert abs(drawn.mean() - mean) < 5 * math.sqrt(variance / len(drawn))
        assert drawn.var() == pytest.approx(variance, rel=0.05)

    def test_the_first_of_top_k_follows_the_weights(self):
        first = Streams(9).gumbel_top_k("t.top", ENTITIES, [1, 2, 5], 1)[:, 0]
        np.testing.assert_allclose(np.bincount(first) / len(first), [1 / 8, 2 / 8, 5 / 8], atol=0.006)

    def test_purposes_are_not_correlated(self):
        a, b = (Streams(9).normal(purpose, ENTITIES) for purpose in ("t.a", "t.b"))
        assert abs(np.corrcoef(a, b)[0, 1]) < 5 / math.sqrt(len(a))

    def test_zipf_weights(self):
        np.testing.assert_allclose(streams.zipf_weights(3, 1.0), [6 / 11, 3 / 11, 2 / 11], rtol=1e-15)


class TestRefusal:
    """Messages name the purpose, the row and the bound."""

    @pytest.mark.parametrize(
        ("draw", "message"),
        [
            (
                lambda s: s.integers("t.a", [1, 2], [0, 5], [9, 4]),
                r"t\.a, row 1: integers: high \(4\) must be .* low \(5\)",
            ),
            (lambda s: s.lognormal("t.a", [1], -1), r"t\.a, row 0: log-normal: sigma must be at least zero"),
            (lambda s: s.gamma("t.a", [1], math.nan), r"t\.a, row 0: gamma: shape must be positive and finite"),
            (lambda s: s.poisson("t.a", [1, 2], [1, -1]), r"t\.a, row 1: poisson: lambda must be from 0 to 2\^52"),
            (lambda s: s.negative_binomial("t.a", [1], math.inf, 4), "mean must be from 0 to 2"),
            (lambda s: s.negative_binomial("t.a", [1], 1, 0), "shape must be positive and finite"),
            (lambda s: s.choice("t.a", [1], []), "t.a: alias table: there must be at least one weight"),
            (lambda s: s.choice("t.a", [1], [1, -1]), "weight at index 1 must be at least zero and finite"),
            (
                lambda s: s.gumbel_top_k("t.a", [1], [1, 0], 2),
                "t.a: gumbel top-k: k is 2 but only 1 weights are positive",
            ),
            (lambda s: s.gumbel_top_k("t.a", [1], [1, 0], 1, [1]), r"t\.a: 2 weights for 1 items; give one per item"),
            (lambda s: s.uniform("t.a", [1, 2, 3], [1, 2]), r"t\.a: period has 2 values for 3 entities; give 1 or 3"),
            (lambda s: s.gamma("t.a", [1, 2, 3], [1, 2]), r"t\.a: shape has 2 values for 3 entities; give 1 or 3"),
            (lambda s: s.uniform("t.a", [[1], [2]]), r"one dimension is needed, not of shape \(2, 1\)"),
            (lambda _: streams.zipf_weights(0, 1.0), "zipf: number of ranks must be from 1"),
            (lambda _: Streams(-1), "seed is -1; it must be from 0 to 18446744073709551615"),
            (lambda _: Streams(2**64), "seed is 18446744073709551616"),
        ],
    )
    def test_value(self, draw, message):
        with pytest.raises(ValueError, match=message):
            draw(Streams(1))

    def test_reals_are_no_entities(self):
        with pytest.raises(TypeError, match="integers are needed, not float64"):
            Streams(1).uniform("t.a", [1.5])


class TestFixedValues:
    """The values are an interface: a change here changes every database and raises DATA_VERSION."""

    entity = (0, 1, 2, 3)
    keyed = Streams(42)

    def test_reals(self):
        drawn = self.keyed.uniform("value.stability", self.entity, 20)
        # The same key and values as in rust/core/tests/value_stability.rs.
        assert drawn.tolist() == [0.2056036437113501, 0.97989637515274, 0.25619220740294923, 0.3264541657276452]

    def test_integers(self):
        assert self.keyed.integers("value.stability", self.entity, -1000, 1000, 20).tolist() == [-589, 960, -488, -347]

    def test_counts(self):
        assert self.keyed.negative_binomial("value.stability", self.entity, 3, 4, 20).tolist() == [1, 9, 1, 2]
        assert self.keyed.poisson("value.stability", self.entity, 12, 20).tolist() == [22, 25, 9, 10]

    def test_choices(self):
        weights = [1, 5, 0, 2, 9, 3]
        assert self.keyed.choice("value.stability", self.entity, weights, 20).tolist() == [1, 5, 1, 1]
        assert self.keyed.gumbel_top_k("value.stability", [7], weights, 3).tolist() == [[4, 3, 1]]
        assert self.keyed.permutation("value.stability", 6).tolist() == [2, 1, 4, 0, 5, 3]

    def test_functions(self):
        for function, exact in ((streams.exp, math.exp), (streams.sin, math.sin), (streams.cos, math.cos)):
            values = np.linspace(-20, 20, 1001)
            np.testing.assert_allclose(function(values), [exact(x) for x in values], rtol=1e-15)
        values = np.geomspace(1e-300, 1e300, 1001)
        np.testing.assert_allclose(streams.ln(values), [math.log(x) for x in values], rtol=1e-15)


def test_draws_release_the_interpreter():
    """While a long draw runs in another thread, this one goes on."""
    entity = np.arange(4_000_000)
    worker = threading.Thread(target=Streams(1).negative_binomial, args=("a", entity, 500, 4))
    worker.start()
    ticks = 0
    while worker.is_alive():
        time.sleep(0.001)
        ticks += 1
    worker.join()
    assert ticks > 10


def test_arrays_need_not_be_contiguous():
    entity = np.arange(20)
    np.testing.assert_array_equal(Streams(1).uniform("a", entity[::2]), Streams(1).uniform("a", entity)[::2])


def test_the_examples_in_the_documentation():
    assert doctest.testmod(streams, raise_on_error=False).failed == 0
