"""Which pair a voter hears next: even, blind to the voter's wishes and to what he watched, and the
same for the same seed."""

import random
from collections import Counter
from itertools import chain, combinations

import pytest

from chartbusters.voting.pairing import next_pair

ENTRIES = list("ABCDEF")
DRAWS = 4000


def how_often(entry, entries, exposures, judged=(), **more):
    """In which share of many draws a voter is given this entry."""
    pairs = (next_pair(entries, exposures, judged, seed, **more) for seed in range(DRAWS))
    return sum(entry in pair for pair in pairs) / DRAWS


def test_it_works():
    pair = next_pair(ENTRIES, {"A": 3, "B": 3, "C": 3, "D": 3, "E": 0, "F": 3}, [], seed=1)
    assert pair is not None and set(pair) <= set(ENTRIES) and pair[0] != pair[1]


def test_it_works_the_same_for_the_same_seed():
    pairs = [next_pair(ENTRIES, {}, [], seed=seed) for seed in range(200)]
    assert pairs == [next_pair(ENTRIES, {}, [], seed=seed) for seed in range(200)]
    assert len({frozenset(pair) for pair in pairs}) == 15  # all pairs come up
    sides = Counter(pair[0] == "A" for pair in pairs if "A" in pair)
    assert min(sides.values()) > 20  # and neither side is A's own


def test_it_handles_what_was_judged():
    judged: set[frozenset[str]] = set()
    for seed in range(15):
        pair = next_pair(ENTRIES, {}, judged, seed)
        assert pair is not None and frozenset(pair) not in judged
        judged.add(frozenset(pair))
    assert next_pair(ENTRIES, {}, judged, 16) is None
    assert next_pair(["A"], {}, [], 1) is None and next_pair([], {}, [], 1) is None


def test_it_keeps_exposures_even():
    exposures = dict.fromkeys(ENTRIES, 0)
    for seed in range(300):
        for entry in next_pair(ENTRIES, exposures, [], seed):
            exposures[entry] += 1
    assert max(exposures.values()) - min(exposures.values()) <= 16  # of 100 each


def test_it_prefers_what_was_heard_little():
    heard = dict.fromkeys(ENTRIES, 50) | {"E": 0}
    assert how_often("E", ENTRIES, heard) > 1.15 * 2 / len(ENTRIES)


def test_it_handles_many_voters_fairly():
    """Opponents of one entry are spread over all others, whoever asks."""
    draw, exposures, met = random.Random(3), dict.fromkeys(range(20), 0), Counter()
    for _ in range(2000):
        pair = next_pair(range(20), exposures, [], draw.randrange(2**32))
        for entry in pair:
            exposures[entry] += 1
        if 0 in pair:
            met[sum(pair)] += 1
    assert len(met) == 19


@pytest.mark.parametrize("watched", ["heard least of all", "contends for the first place", "both"])
def test_a_voter_who_waits_for_his_moment_wins_little(watched):
    """Today's puppets met their target 19 times of 20: they waited until it was heard least, and
    then asked for a pair."""
    entries = list(range(40))
    heard = dict.fromkeys(entries, 90)
    bounds = {entry: (900.0 - entry, 950.0 - entry) for entry in entries}
    if watched != "contends for the first place":
        heard[7] = 0
    if watched != "heard least of all":
        bounds[7] = (800.0, 1200.0)
    even = 2 / len(entries)
    often = how_often(7, entries, heard, bounds=bounds)
    # four standard errors above twice the even chance
    assert often < 2 * even + 4 * (2 * even / DRAWS) ** 0.5
    assert how_often(39, entries, heard, bounds=bounds) > 0.5 * even * 0.7


def test_a_voter_who_skips_meets_nobody_more_often_than_he_may():
    judged: list[frozenset[int]] = []
    while pair := next_pair(range(12), {}, judged, len(judged), turns_each=3):
        judged.append(frozenset(pair))
    met = Counter(chain.from_iterable(judged))
    assert max(met.values()) == 3 and len(judged) >= 15


def test_it_ends_after_the_pairs_of_a_voter():
    judged: list[frozenset[int]] = []
    while pair := next_pair(range(30), {}, judged, len(judged), pairs_each=7):
        judged.append(frozenset(pair))
    assert len(judged) == 7


def test_it_prefers_pairs_whose_intervals_overlap():
    bounds = {"A": (0, 9), "B": (5, 14), "C": (20, 29), "D": (25, 34), "E": (40, 49), "F": (45, 54)}
    overlapping = {frozenset(pair) for pair in ("AB", "CD", "EF")}
    pairs = [next_pair(ENTRIES, {}, [], seed, bounds=bounds) for seed in range(DRAWS)]
    near = sum(frozenset(pair) in overlapping for pair in pairs) / DRAWS
    assert 1.15 * 3 / 15 < near < 2 * 3 / 15


def test_it_prefers_who_may_still_be_first():
    bounds = dict.fromkeys("ABCD", (0.0, 10.0)) | {"E": (80.0, 99.0), "F": (90.0, 120.0)}
    assert how_often("F", ENTRIES, {}, bounds=bounds) > 1.05 * how_often(
        "A", ENTRIES, {}, bounds=bounds
    )


def test_it_works_with_bounds_of_some_entries_only():
    bounds = {"A": (0.0, 1.0), "gone": (0.0, 1.0)}
    assert how_often("B", ENTRIES, {}, bounds=bounds) > 0.2


def test_it_finds_the_last_pair_that_is_left():
    entries = list(range(30))
    pairs = [frozenset(pair) for pair in combinations(entries, 2)]
    for seed in range(20):
        last = random.Random(seed).choice(pairs)
        judged = {pair for pair in pairs if pair != last}
        assert frozenset(next_pair(entries, {}, judged, seed)) == last


def test_it_finds_a_pair_whenever_one_is_left():
    draw = random.Random(11)
    for seed in range(1500):
        entries, most = list(range(draw.randrange(0, 13))), draw.choice([0, 1, 3])
        pairs = [frozenset(pair) for pair in combinations(entries, 2)]
        judged = set(draw.sample(pairs, draw.randrange(len(pairs) + 1)))
        turns = Counter(chain.from_iterable(judged))
        spent = {entry for entry in entries if most and turns[entry] >= most}
        left = [pair for pair in pairs if pair not in judged and not pair & spent]
        found = next_pair(entries, {}, judged, seed, turns_each=most)
        assert frozenset(found) in left if left else found is None
