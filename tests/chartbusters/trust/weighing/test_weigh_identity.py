"""What an account is worth before anybody looks at its votes."""

import numpy as np
import pytest

from chartbusters.trust.weighing import WORDS, Reason, weigh
from chartbusters.trust.weighing.tables import DAY_MS
from tests.chartbusters.trust.weighing.crowds import settled_voters, vote_table

ROWS = [(0, 1, 1.0, 0), (1, 2, 0.0, 1), (2, 0, 0.5, 2)]


def weighed(**columns):
    return weigh(vote_table(ROWS, 3, 3), settled_voters(3, **columns))


def test_it_works():
    found = weighed()
    assert found.weight.tolist() == [1, 1, 1] and not found.reasons.any() and not found.findings


def test_it_requires_a_confirmed_address():
    found = weighed(confirmed=[True, False, True])
    assert found.weight.tolist() == [1, 0, 1]
    assert found.reasons.tolist() == [0, Reason.UNCONFIRMED, 0]


def test_it_counts_addresses_that_are_thrown_away_for_little():
    found = weighed(disposable=[True, False, False])
    assert 0 < found.weight[0] <= 0.2 and found.weight[1] == 1
    assert found.reasons[0] == Reason.DISPOSABLE


def test_it_counts_new_accounts_for_more_as_they_age():
    found = weighed(age_ms=[0, 5 * DAY_MS, 400 * DAY_MS])
    assert 0.5 <= found.weight[0] < found.weight[1] < found.weight[2] == 1
    assert found.reasons.tolist() == [Reason.NEW, Reason.NEW, 0]


def test_it_counts_those_who_voted_before_as_settled():
    assert weighed(age_ms=0, votes_before=[0, 10, 500]).weight[2] == 1


def test_it_counts_linked_accounts_as_one_person():
    found = weighed(linked=[4, 4, -1])
    assert found.weight.tolist() == [0.5, 0.5, 1]
    assert [finding.voters for finding in found.findings] == [(0, 1)]


def test_it_gives_no_share_to_linked_accounts_that_do_not_vote():
    votes = vote_table([(0, 1, 1.0, 0), (1, 2, 0.0, 2)], 3, 3)
    assert weigh(votes, settled_voters(3, linked=[4, 4, -1])).weight.tolist() == [1, 1]


def test_it_handles_accounts_whose_clock_runs_backwards():
    assert weighed(age_ms=-5).weight.min() >= 0.5


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_sentence(reason):
    assert WORDS[reason].endswith(".")


def test_no_votes_weigh_nothing():
    found = weigh(vote_table([], 3, 0), settled_voters(0))
    assert len(found.weight) == 0 and found.weight.dtype == np.float64
