"""Which pair a voter hears next: even, blind to the voter's wishes, and the same for the
same seed."""

import random
from collections import Counter
from itertools import combinations

from chartbusters.voting.pairing import next_pair

ENTRIES = list("ABCDEF")


def test_it_works():
    pair = next_pair(ENTRIES, {"A": 3, "B": 3, "C": 3, "D": 3, "E": 0, "F": 3}, [], seed=1)
    assert pair is not None and "E" in pair and pair[0] != pair[1]


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
    assert max(exposures.values()) - min(exposures.values()) <= 4


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


def plainly(candidates, exposures, judged, seed):
    """The chooser as it was first written: every entry tried against every other."""
    draw = random.Random(seed)
    drawn = draw.sample(candidates, len(candidates))
    drawn.sort(key=lambda entry: exposures.get(entry, 0))
    for first in drawn:
        free = [
            other for other in drawn if other != first and frozenset((first, other)) not in judged
        ]
        if free:
            second = free[0]
            return (first, second) if draw.random() < 0.5 else (second, first)
    return None


def test_it_draws_what_it_always_drew():
    """Kept seeds must lead to the kept pairs, whatever was judged and shown before."""
    draw = random.Random(11)
    for seed in range(1500):
        entries = list(range(draw.randrange(0, 13)))
        pairs = [frozenset(pair) for pair in combinations(entries, 2)]
        judged = set(draw.sample(pairs, draw.randrange(len(pairs) + 1)))
        exposures = {entry: draw.randrange(4) for entry in entries if draw.random() < 0.8}
        assert next_pair(entries, exposures, judged, seed) == plainly(
            entries, exposures, judged, seed
        )
