"""A group that votes on one entry in another way than everybody else: set aside beyond chance, held
to what chance explains otherwise, and left alone where it is honest."""

from itertools import chain

import numpy as np
import pytest

from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.tally import tally_of
from chartbusters.trust.weighing import Reason, weigh
from tests.chartbusters.trust.weighing.crowds import (
    HOUR_MS,
    YEAR_MS,
    honest_rows,
    pushed,
    settled_voters,
    vote_table,
)

ENTRIES, HONEST, EACH, TARGET = 40, 200, 20, 20


def crowd(seed, members, *, push=True, down=False, honest=HONEST, new=0.0, **common):
    """Honest people, and `members` more who have `common` in common, who may push the target."""
    draw = np.random.default_rng(seed)
    strengths = np.sort(draw.normal(0, 1, ENTRIES))[::-1]
    group = honest_rows(strengths, np.arange(honest, honest + members), EACH, draw)
    if push:
        group = pushed(group, TARGET)
        if down:
            on_target = (group[:, 0] == TARGET) | (group[:, 1] == TARGET)
            group[on_target, 2] = 1 - group[on_target, 2]
    rows = [honest_rows(strengths, np.arange(honest), EACH, draw), group]
    count = honest + members
    member = np.arange(count) >= honest
    age = np.where(draw.random(count) < new, 0, YEAR_MS)
    columns = {"age_ms": age, "domain": -1, "network": -1, "linked": -1}
    columns["signed_up_ms"] = np.arange(count) * HOUR_MS
    for name, value in common.items():
        columns[name] = np.where(member, value, columns[name])
    return vote_table(np.concatenate(rows), ENTRIES, count), settled_voters(count, **columns)


def aside(found, entry=TARGET):
    return [one for one in found.findings if one.entry == entry and one.reason & Reason.COHORT]


def on_target(votes):
    return (votes.a == TARGET) | (votes.b == TARGET)


@pytest.mark.parametrize(
    "common", [{"domain": 3}, {"network": 5}, {"age_ms": 0}, {"signed_up_ms": 10**12}]
)
def test_it_works(common):
    votes, voters = crowd(1, 60, **common)
    found = weigh(votes, voters)
    theirs = votes.voter >= HONEST
    assert aside(found)
    assert found.weight[theirs & on_target(votes)].max() == 0
    # what they say of other entries counts on
    assert found.weight[theirs & ~on_target(votes)].mean() > 0.4
    assert found.weight[~theirs].mean() > 0.95


def test_it_works_against_an_entry_too():
    votes, voters = crowd(2, 60, down=True, domain=3)
    assert aside(weigh(votes, voters))


def test_it_works_where_all_accounts_are_new():
    votes, voters = crowd(3, 60, new=1.0, age_ms=0, domain=3)
    found = weigh(votes, voters)
    assert aside(found) and set(aside(found)[0].voters) <= set(range(HONEST, HONEST + 60))


def test_it_names_a_burst():
    votes, voters = crowd(4, 60, signed_up_ms=10**12)
    assert any(finding.reason & Reason.BURST for finding in aside(weigh(votes, voters)))


def test_it_holds_a_small_push_to_what_chance_explains():
    """Too few to be sure of: their pull is bounded, and smaller on average than it would be."""
    plain, held = [], []
    for seed in range(12):
        votes, voters = crowd(seed, 14, age_ms=0)
        quiet = votes.voter < HONEST
        middle = strength(votes, np.where(quiet, 1.0, 0.0))
        plain.append(strength(votes, np.where(quiet, 1.0, 0.75)) - middle)
        held.append(strength(votes, weigh(votes, voters).weight) - middle)
    assert 0 < np.mean(held) < 0.75 * np.mean(plain)


def strength(votes, weight):
    return bradley_terry(tally_of(votes, weight)).strength[TARGET]


@pytest.mark.parametrize("common", [{"domain": 3}, {"network": 5}, {"age_ms": 0}])
def test_it_spares_honest_groups(common):
    """Votes of an honest group are set aside about as rarely as the settings say."""
    found = [weigh(*crowd(seed, 40, push=False, **common)) for seed in range(12)]
    findings = chain.from_iterable(one.findings for one in found)
    assert sum(finding.entry is not None for finding in findings) <= 0.2 * len(found)
    assert min(one.weight.mean() for one in found) > 0.85


def test_it_spares_an_honest_class():
    """Thirty accounts of one minute and one network: all votes count, nearly as far as they may."""
    new = {"age_ms": 0, "network": 9, "signed_up_ms": 10**12}
    for seed in range(8):
        votes, voters = crowd(seed, 30, push=False, **new)
        found = weigh(votes, voters)
        theirs = found.weight[votes.voter >= HONEST]
        assert theirs.mean() > 0.6 and (theirs > 0).mean() > 0.95


def test_most_of_the_voters_are_measured_by_nobody():
    """Where a group is the public, the few others are no measure for it."""
    votes, voters = crowd(6, 300, honest=40, domain=3)
    found = weigh(votes, voters)
    assert not [one for one in aside(found) if max(one.voters) >= 40]


def test_a_group_that_came_for_one_entry_is_measured_by_the_others():
    """It is most of who votes on that entry, and few of those who vote."""
    draw = np.random.default_rng(8)
    strengths = np.sort(draw.normal(0, 1, ENTRIES))[::-1]
    honest = honest_rows(strengths, np.arange(HONEST), EACH, draw)
    fans = np.repeat(np.arange(HONEST, HONEST + 60), 20)
    against = draw.choice(np.delete(np.arange(ENTRIES), TARGET), len(fans))
    target, won = np.full(len(fans), TARGET), np.ones(len(fans))
    pushes = np.column_stack([target, against, won, fans])
    count = HONEST + 60
    votes = vote_table(np.concatenate([honest, pushes]), ENTRIES, count)
    member = np.arange(count) >= HONEST
    columns = {name: np.full(count, -1) for name in ("domain", "network", "linked")}
    columns["signed_up_ms"] = np.arange(count) * HOUR_MS
    voters = settled_voters(count, age_ms=np.where(member, 0, YEAR_MS), **columns)
    theirs = member[votes.voter]
    assert theirs.sum() > (~theirs & on_target(votes)).sum()
    assert weigh(votes, voters).weight[theirs].max() < 0.1


def test_a_base_of_few_votes_proves_little():
    votes, voters = crowd(7, 60, honest=4, domain=3)
    assert not aside(weigh(votes, voters))
