"""Accounts that give the same answers to the same pairs share one person's weight; friends with
tastes alike do not."""

from dataclasses import replace
from itertools import combinations

import numpy as np

from chartbusters.trust.weighing import Reason, WeighingConfig, weigh
from tests.chartbusters.trust.weighing.crowds import honest_rows, settled_voters, vote_table

ENTRIES, HONEST = 12, 40
PAIRS = list(combinations(range(ENTRIES), 2))


def crowd(seed, copies):
    """Everybody hears all 66 pairs; the copies all answer what one of them drew."""
    draw = np.random.default_rng(seed)
    strengths = draw.normal(0, 0.5, ENTRIES)
    pairs = np.array(PAIRS)
    chance = 1 / (1 + np.exp(strengths[pairs[:, 1]] - strengths[pairs[:, 0]]))
    rows, said = [], draw.random(len(PAIRS)) < chance
    for voter in range(HONEST + copies):
        mine = said if voter >= HONEST else draw.random(len(PAIRS)) < chance
        rows.append(np.column_stack([pairs, mine, np.full(len(PAIRS), voter)]))
    return vote_table(np.concatenate(rows), ENTRIES, HONEST + copies)


def same(found):
    return np.flatnonzero(found.voter_reasons & Reason.SAME_ANSWERS).tolist()


def test_it_works():
    found = weigh(crowd(1, 4), settled_voters(HONEST + 4))
    assert same(found) == list(range(HONEST, HONEST + 4))
    assert np.allclose(found.voter_weight[HONEST:], 0.25)


def test_it_spares_honest_people():
    found = [same(weigh(crowd(seed, 0), settled_voters(HONEST))) for seed in range(8)]
    assert sum(map(len, found)) <= 2


def test_it_spares_people_who_agree_on_what_everybody_hears():
    draw = np.random.default_rng(5)
    rows = honest_rows(np.linspace(-6, 6, ENTRIES), np.arange(HONEST), 60, draw)
    assert not same(weigh(vote_table(rows, ENTRIES, HONEST), settled_voters(HONEST)))


def test_it_looks_at_new_accounts_where_the_crowd_is_too_large():
    votes = crowd(1, 4)
    little = WeighingConfig(same_work=66 * 7.0**2)
    new = settled_voters(HONEST + 4, age_ms=np.where(np.arange(HONEST + 4) >= HONEST, 0, 10**12))
    assert same(weigh(votes, new, little))
    assert not same(weigh(votes, settled_voters(HONEST + 4), little))
    assert not same(weigh(votes, new, replace(little, same_work=0)))
