"""Sign-ups within minutes of each other are found, whatever the usual rate is."""

import numpy as np
import pytest

from chartbusters.trust.weighing import WeighingConfig
from chartbusters.trust.weighing.cohorts import bursts

CONFIG = WeighingConfig()
MINUTE = 60_000


def found(times):
    times = np.asarray(times, np.int64)
    return bursts(times, np.ones(len(times), bool), CONFIG)


def steady(count, seed=1, days=14):
    return np.sort(np.random.default_rng(seed).integers(0, days * 24 * 60 * MINUTE, count))


def test_it_works():
    usual, wave = steady(100), 500 * 60 * MINUTE + np.arange(20) * 5_000
    group = found([*usual, *wave])
    assert len(set(group[100:])) == 1 and group[100] >= 0
    assert (group[:100] >= 0).sum() <= 3  # who came in these minutes by chance


def test_it_tells_two_bursts_apart():
    waves = [start * MINUTE + np.arange(12) * 5_000 for start in (3_000, 9_000)]
    group = found([*steady(100), *waves[0], *waves[1]])
    assert len(set(group[100:112])) == len(set(group[112:])) == 1
    assert group[100] != group[112]


@pytest.mark.parametrize("seed", range(10))
def test_it_finds_none_where_people_come_steadily(seed):
    assert (found(steady(400, seed)) >= 0).mean() < 0.03


def test_a_busy_site_has_a_higher_rate():
    assert (found(steady(5000, days=1)) >= 0).mean() < 0.03


def test_it_handles_few_or_equal_times():
    assert found([]).tolist() == [] and found([5]).tolist() == [-1]
    assert set(found([7] * 30).tolist()) == {0}


def test_the_order_of_accounts_changes_nothing():
    times = np.concatenate([steady(60), 10**8 + np.arange(15) * 1000])
    order = np.random.default_rng(3).permutation(len(times))
    assert found(times[order]).tolist() == found(times)[order].tolist()


def test_who_does_not_vote_is_in_no_burst():
    times = np.concatenate([steady(60), 10**8 + np.arange(15) * 1000])
    group = bursts(times, np.arange(75) < 60, CONFIG)
    assert (group[60:] == -1).all()
