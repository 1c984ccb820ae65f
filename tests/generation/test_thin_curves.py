"""Figures of every step are thinned while they come: no extreme is lost, and how they come makes no
difference."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generation.models import TrainingCurve
from generation.training_curves import MOST, extend_buckets, read_buckets, thin

numbers = st.floats(-1e6, 1e6, width=32)
series = st.lists(numbers, min_size=1, max_size=400)
few = st.sampled_from([2, 4, 10, 64])
cuts = st.lists(st.integers(0, 400), max_size=12)


def in_parts(values, places, most):
    buckets, stride, steps = b"", 1, 0
    for part in np.split(np.array(values), sorted(min(place, len(values)) for place in places)):
        buckets, stride, steps = extend_buckets(buckets, stride, steps, part, most)
    return read_buckets(buckets, stride, steps), stride


@given(series, few)
def test_it_never_loses_an_extreme(values, most):
    rows, stride = thin(values, most)
    for number, (least, _, greatest) in enumerate(rows):
        part = values[number * stride : (number + 1) * stride]
        assert least == np.float32(min(part))
        assert greatest == np.float32(max(part))


@given(series, few)
def test_it_keeps_the_mean_to_a_millionth(values, most):
    rows, stride = thin(values, most)
    for number, (_, mean, _) in enumerate(rows):
        part = np.array(values[number * stride : (number + 1) * stride])
        assert abs(mean - part.mean()) <= 1e-6 * max(1e-30, np.abs(part).max())


@given(series, few)
def test_it_never_has_more_buckets_than_most(values, most):
    rows, stride = thin(values, most)
    assert len(rows) <= most
    assert len(rows) == -(-len(values) // stride)
    assert stride == 1 or len(values) > most * stride // 2, "no wider than it has to be"


@given(series, cuts, few)
def test_it_is_the_same_in_parts_as_at_once(values, places, most):
    at_once, stride = thin(values, most)
    parts, stride_of_parts = in_parts(values, places, most)
    assert stride_of_parts == stride
    np.testing.assert_array_equal(parts[:, [0, 2]], at_once[:, [0, 2]])
    scale = np.abs(values).max()
    np.testing.assert_allclose(parts[:, 1], at_once[:, 1], rtol=0, atol=1e-6 * scale)


@given(series, few)
def test_it_takes_one_step_at_a_time(values, most):
    at_once, _ = thin(values, most)
    one_by_one, _ = in_parts(values, range(1, len(values)), most)
    np.testing.assert_array_equal(one_by_one[:, [0, 2]], at_once[:, [0, 2]])
    scale = np.abs(values).max()
    np.testing.assert_allclose(one_by_one[:, 1], at_once[:, 1], rtol=0, atol=1e-6 * scale)


@given(st.lists(numbers | st.sampled_from([np.nan, np.inf, -np.inf]), min_size=1), cuts)
def test_it_passes_over_what_is_no_number(values, places):
    rows, _ = in_parts(values, places, MOST)
    known = np.isfinite(values)
    np.testing.assert_array_equal(np.isnan(rows[:, 1]), ~known)
    np.testing.assert_array_equal(rows[known, 1], np.array(values)[known].astype(np.float32))


def test_it_keeps_a_mean_of_a_bucket_that_has_gaps():
    rows, stride = thin([np.nan, 2.0, 4.0, np.nan, np.nan, np.nan, 1.0, 5.0], most=2)
    assert stride == 4
    np.testing.assert_allclose(rows, [[2, 3, 4], [1, 3, 5]])


def test_it_has_no_rows_before_the_first_step():
    assert read_buckets(b"", 1, 0).shape == (0, 3)
    assert extend_buckets(b"", 1, 0, []) == (b"", 1, 0)


def test_it_holds_a_million_steps_in_as_many_buckets_as_a_row_may_have():
    values = np.random.default_rng(1).normal(size=1_000_000)
    rows, stride = thin(values)
    assert len(rows) <= MOST == TrainingCurve.MOST
    np.testing.assert_allclose(
        rows[0], [f(values[:stride]) for f in (np.min, np.mean, np.max)], rtol=1e-5
    )
    assert rows[:, 0].min() == np.float32(values.min())
