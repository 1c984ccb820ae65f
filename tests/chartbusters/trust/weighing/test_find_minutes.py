"""Minutes in which more votes came than chance brings."""

import numpy as np

from chartbusters.trust.weighing.minutes import minutes_beyond


def test_chance_alone_seldom_stands_out() -> None:
    draw = np.random.default_rng(5)
    for pace in (0.1, 0.7, 3, 40):
        hours = [minutes_beyond(draw.poisson(pace, 60)).any() for _ in range(400)]
        assert np.mean(hours) < 0.03, pace


def test_a_burst_stands_out_and_nothing_beside_it() -> None:
    counts = np.random.default_rng(6).poisson(4, 60)
    counts[[20, 21]] = 30, 25
    assert np.flatnonzero(minutes_beyond(counts)).tolist() == [20, 21]


def test_bursts_do_not_hide_one_another() -> None:
    """A third of the hour is bought: a mean would take that for the pace."""
    counts = np.full(60, 5)
    counts[::3] = 40
    assert np.flatnonzero(minutes_beyond(counts)).tolist() == list(range(0, 60, 3))


def test_few_votes_are_no_burst() -> None:
    quiet = np.zeros(60, np.int64)
    assert not minutes_beyond(quiet).any() and not minutes_beyond(quiet[:0]).any()
    quiet[7] = 3
    assert not minutes_beyond(quiet).any()
    quiet[7] = 12
    assert np.flatnonzero(minutes_beyond(quiet)).tolist() == [7]
