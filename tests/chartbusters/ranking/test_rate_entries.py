"""Properties that every board must have, whatever the votes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartbusters.ranking.bradley_terry import POINT, bradley_terry
from chartbusters.ranking.intervals import model_covariance, sandwich_covariance
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.standings import places
from chartbusters.ranking.tally import tally

ENTRIES = list("ABCDE")
PAIRS = st.lists(st.sampled_from(ENTRIES), min_size=2, max_size=2, unique=True)
VOTES = st.lists(
    st.tuples(PAIRS, st.sampled_from(["a", "b", "tie", "bad"]), st.integers(0, 5)), max_size=40
).map(lambda rows: [(a, b, outcome, voter) for (a, b), outcome, voter in rows])
quickly = settings(max_examples=60, deadline=None)


@quickly
@given(VOTES)
def test_it_works_on_any_votes(votes):
    ratings = rate(tally(votes, ENTRIES), first=True)
    assert np.isfinite([ratings.rating, ratings.low, ratings.high]).all()
    assert ratings.rating.mean() == pytest.approx(1000)
    assert (ratings.low < ratings.rating).all() and (ratings.rating < ratings.high).all()
    rows = places(ratings, ENTRIES)
    assert sorted(row.position for row in rows) == [1, 2, 3, 4, 5]
    assert all(1 <= row.rank_low <= row.position <= row.rank_high <= 5 for row in rows)


@quickly
@given(VOTES, st.randoms())
def test_it_handles_votes_in_any_order(votes, order):
    mixed = order.sample(votes, len(votes))
    ours, theirs = rate(tally(votes, ENTRIES)), rate(tally(mixed, ENTRIES))
    assert (ours.rating == theirs.rating).all() and (ours.low == theirs.low).all()


@quickly
@given(VOTES, st.permutations(ENTRIES))
def test_it_handles_other_names(votes, names):
    renamed = dict(zip(ENTRIES, names, strict=True))
    ours = rate(tally(votes, ENTRIES))
    theirs = rate(tally([(renamed[a], renamed[b], o, v) for a, b, o, v in votes], ENTRIES))
    for index, entry in enumerate(ENTRIES):
        other = ENTRIES.index(renamed[entry])
        assert ours.rating[index] == pytest.approx(theirs.rating[other], abs=1e-5)
        assert ours.high[index] == pytest.approx(theirs.high[other], abs=1e-4)


@quickly
@given(VOTES, st.permutations(ENTRIES))
def test_it_handles_entries_in_any_order(votes, order):
    ours, theirs = rate(tally(votes, ENTRIES)), rate(tally(votes, order))
    mixed = [order.index(entry) for entry in ENTRIES]
    assert (ours.rating == theirs.rating[mixed]).all()
    assert (ours.low == theirs.low[mixed]).all() and (ours.high == theirs.high[mixed]).all()


def test_it_gives_the_same_from_ratings_of_before():
    draw = np.random.default_rng(2)
    rows = _simulated(draw, 3000, 60, draw.normal(0, 1, 40))
    before, now = tally(rows[:2900], range(40)), tally(rows, range(40))
    warm = rate(now, start=rate(before).rating)
    assert (warm.rating == rate(now).rating).all() and (warm.low == rate(now).low).all()


def test_it_is_as_near_as_it_was_asked_to_be():
    draw = np.random.default_rng(3)
    rows = _simulated(draw, 6000, 60, draw.normal(0, 1, 40))
    before, now = tally(rows[:5900], range(40)), tally(rows, range(40))
    start, exact = bradley_terry(before).strength, bradley_terry(now).strength
    near = bradley_terry(now, start=start, within=POINT).strength
    assert 0 < np.abs(near - exact).max() < POINT < np.abs(start - exact).max()


@quickly
@given(VOTES, PAIRS)
def test_it_handles_one_more_win(votes, pair):
    a, b = pair
    before = bradley_terry(tally(votes, ENTRIES)).strength
    after = bradley_terry(tally([*votes, (a, b, "a", 99)], ENTRIES)).strength
    gap = (after - before)[ENTRIES.index(a)] - (after - before)[ENTRIES.index(b)]
    assert gap > 0
    assert after[ENTRIES.index(a)] > before[ENTRIES.index(a)]


def test_it_rejects_both_bad_as_a_tie():
    votes = [("A", "B", "a", 1), ("A", "B", "a", 2)]
    plain = rate(tally(votes, ENTRIES))
    assert (rate(tally([*votes, ("A", "B", "bad", 3)], ENTRIES)).rating == plain.rating).all()
    assert rate(tally([*votes, ("A", "B", "tie", 3)], ENTRIES)).rating[0] < plain.rating[0]
    assert plain.games.tolist() == [2, 2, 0, 0, 0]


def _simulated(draw: np.random.Generator, votes: int, voters: int, strengths: np.ndarray) -> list:
    rows = []
    for n in range(votes):
        a, b = draw.choice(len(strengths), 2, replace=False)
        wins = draw.random() < 1 / (1 + np.exp(strengths[b] - strengths[a]))
        rows.append((int(a), int(b), "a" if wins else "b", n % voters))
    return rows


def test_it_works_as_the_bootstrap_does():
    draw = np.random.default_rng(1)
    rows = _simulated(draw, 10_000, 10_000, np.array([-0.5, 0.0, 0.2, 0.3]))
    votes = tally(rows, range(4))
    fit = bradley_terry(votes, prior=0.01)
    again = []
    for _ in range(100):
        sample = [rows[i] for i in draw.integers(0, 10_000, 10_000)]
        again.append(bradley_terry(tally(sample, range(4)), prior=0.01).strength)
    errors = np.sqrt(np.diag(sandwich_covariance(fit, votes)))
    # 100 resamples know a standard deviation to about 7 %.
    assert errors == pytest.approx(np.std(again, axis=0, ddof=1), rel=0.22)
    assert errors == pytest.approx(np.sqrt(np.diag(model_covariance(fit, votes))), rel=0.05)


def test_it_handles_one_voter_who_votes_for_many():
    strangers = [("A", "B", "ab"[n % 3 == 0], f"voter {n}") for n in range(60)]
    a_friend = [
        (a, b, outcome, f"friend {n % 2}") for n, (a, b, outcome, _) in enumerate(strangers)
    ]
    apart, together = (tally(votes, "AB") for votes in (strangers, a_friend))
    assert (rate(apart).rating == rate(together).rating).all()
    wide = [
        np.diag(sandwich_covariance(bradley_terry(votes), votes))[0] for votes in (apart, together)
    ]
    assert wide[0] != pytest.approx(wide[1], rel=0.1)
    assert rate(together).high[0] >= rate(apart).high[0] - 1


def test_it_covers_the_truth_about_95_times_in_100():
    draw = np.random.default_rng(7)
    strengths = draw.normal(0, 1, 10)
    strengths -= strengths.mean()
    covered = []
    for _ in range(40):
        ratings = rate(tally(_simulated(draw, 600, 60, strengths), range(10)))
        truth = 1000 + 400 / np.log(10) * strengths
        covered.append((ratings.low < truth) & (truth < ratings.high))
    assert 0.91 < np.mean(covered) < 0.99


def test_it_shows_ranges_of_ranks():
    rows = [("A", "B", "a", n) for n in range(100)] + [("B", "C", "tie", n) for n in range(100)]
    ranges = {
        row.entry: (row.rank_low, row.rank_high) for row in places(rate(tally(rows, "ABC")), "ABC")
    }
    assert ranges == {0: (1, 1), 1: (2, 3), 2: (2, 3)}


def test_it_orders_equal_ratings_by_the_keys_given():
    ratings = rate(tally([], ENTRIES))
    assert [row.entry for row in places(ratings, [5, 4, 3, 2, 1])] == [4, 3, 2, 1, 0]
