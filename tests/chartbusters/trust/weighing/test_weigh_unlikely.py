"""Voters who answer against what everybody else hears count less, and are set aside where chance
does not explain it; honest ones are neither."""

from dataclasses import replace

import numpy as np
import pytest

from chartbusters.trust.weighing import Reason, WeighingConfig, weigh
from tests.chartbusters.trust.weighing.crowds import honest_rows, settled_voters, vote_table

ENTRIES, HONEST, EACH = 40, 150, 25


def contrary(rows, strengths):
    """The same voters on the same pairs, always for the one that they hear to be worse."""
    worse = strengths[rows[:, 0].astype(int)] < strengths[rows[:, 1].astype(int)]
    return np.column_stack([rows[:, :2], worse, rows[:, 3]])


def crowd(seed, against, each=EACH):
    draw = np.random.default_rng(seed)
    strengths = draw.normal(0, 1, ENTRIES)
    rows = [honest_rows(strengths, np.arange(HONEST), each, draw)]
    if against:
        others = honest_rows(strengths, np.arange(HONEST, HONEST + against), each, draw)
        rows.append(contrary(others, strengths))
    return vote_table(np.concatenate(rows), ENTRIES, HONEST + against)


def unlikely(votes):
    found = weigh(votes, settled_voters(votes.voters))
    return (found.voter_reasons & Reason.UNLIKELY) > 0


@pytest.mark.parametrize("against", [1, 5, 40])
def test_it_works(against):
    found = unlikely(crowd(against, against))
    assert found[HONEST:].all() and found[:HONEST].mean() < 0.02


def test_their_votes_weigh_nothing_and_staff_see_why():
    votes = crowd(3, 1)
    found = weigh(votes, settled_voters(votes.voters))
    assert not found.weight[votes.voter == HONEST].any()
    mine = [finding for finding in found.findings if finding.reason == Reason.UNLIKELY]
    assert [finding.voters for finding in mine] == [(HONEST,)]
    assert mine[0].figures["z"] < mine[0].figures["threshold"]


def test_who_may_be_of_another_taste_counts_on():
    config = WeighingConfig()
    seen = 0
    for seed in range(12):
        votes = crowd(seed, 1, each=7)
        found = weigh(votes, settled_voters(votes.voters))
        mine = [one for one in found.findings if one.voters == (HONEST,)]
        for one in mine:
            doubtful = one.figures["z"] >= config.contrary_z
            seen += doubtful
            assert one.weight == (config.unlikely_weight if doubtful else 0)
            assert (found.weight[votes.voter == HONEST] == one.weight).all()
    assert seen


def test_it_spares_the_honest():
    found = [unlikely(crowd(seed, 0)).mean() for seed in range(20)]
    assert np.mean(found) < 0.005


@pytest.mark.parametrize("taste", [0.5, 1.0])
def test_it_spares_honest_people_of_strong_tastes(taste):
    found = []
    for seed in range(8):
        draw = np.random.default_rng(seed)
        strengths = draw.normal(0, 1, ENTRIES)
        rows = honest_rows(strengths, np.arange(HONEST), EACH, draw, taste)
        found.append(unlikely(vote_table(rows, ENTRIES, HONEST)).mean())
    assert np.mean(found) < 0.01


def test_it_judges_nobody_by_four_votes():
    draw = np.random.default_rng(4)
    strengths = np.linspace(-4, 4, ENTRIES)
    rows = honest_rows(strengths, np.arange(HONEST), EACH, draw)
    four = [(0, ENTRIES - 1 - n, 1.0, HONEST) for n in range(4)]
    assert not unlikely(vote_table([*rows, *four], ENTRIES, HONEST + 1))[HONEST]


def test_it_does_not_measure_by_ties():
    votes = crowd(5, 0)
    tied = replace(votes, share=np.where(votes.voter == 7, 0.5, votes.share))
    assert not unlikely(tied)[7]
