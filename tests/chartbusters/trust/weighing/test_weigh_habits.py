"""How somebody votes: too fast, like a clock, or only where one entry comes."""

import numpy as np

from chartbusters.trust.weighing import Reason, WeighingConfig, weigh
from tests.chartbusters.trust.weighing.crowds import honest_rows, settled_voters, vote_table

ENTRIES, HONEST, EACH = 20, 60, 15
BAD = float("nan")


def crowd(extra=(), waited=None):
    draw = np.random.default_rng(2)
    strengths = draw.normal(0, 1, ENTRIES)
    rows = [*honest_rows(strengths, np.arange(HONEST), EACH, draw).tolist(), *extra]
    usual = draw.lognormal(10, 0.5, len(rows)) + 10_000
    if waited is not None:
        usual[HONEST * EACH :] = waited
    return vote_table(rows, ENTRIES, HONEST + 1, waited_ms=usual)


def test_votes_faster_than_listening_count_nothing():
    votes = crowd([(0, 1, 1.0, HONEST), (2, 3, 1.0, HONEST)], waited=[4_000, 30_000])
    found = weigh(votes, settled_voters(HONEST + 1), WeighingConfig(hasty_ms=10_000))
    assert found.weight[-2:].tolist() == [0, 1]
    assert found.reasons[-2] == Reason.HASTY and found.weight[:-2].min() > 0


def test_a_clock_counts_little():
    extra = [(n, n + 1, 1.0, HONEST) for n in range(12)]
    found = weigh(crowd(extra, waited=10_050 + np.arange(12)), settled_voters(HONEST + 1))
    assert 0 < found.voter_weight[HONEST] < 0.5
    assert found.voter_reasons[HONEST] & Reason.HASTY


def test_people_are_no_clocks():
    found = weigh(crowd(), settled_voters(HONEST + 1))
    assert not (found.voter_reasons & Reason.HASTY).any()


def test_who_hears_one_entry_only_counts_little():
    extra = [(n, n + 1, BAD, HONEST) for n in range(10)] + [(15, 3, 0.0, HONEST)]
    found = weigh(crowd(extra), settled_voters(HONEST + 1))
    assert 0 < found.voter_weight[HONEST] < 0.5
    assert found.voter_reasons[HONEST] & Reason.ONE_SIDED


def test_who_finds_much_bad_and_says_who_is_better_counts():
    extra = [(n, n + 1, BAD, HONEST) for n in range(10)]
    extra += [(15, 3, 0.0, HONEST), (4, 5, 1.0, HONEST)]
    found = weigh(crowd(extra), settled_voters(HONEST + 1))
    assert not found.voter_reasons[HONEST] & Reason.ONE_SIDED


def test_who_finds_all_bad_counts():
    extra = [(n, n + 1, BAD, HONEST) for n in range(10)]
    assert weigh(crowd(extra), settled_voters(HONEST + 1)).voter_weight[HONEST] == 1
