"""What a voter is told to be the most is never exceeded, and is reached where it can be."""

import random
from collections import Counter
from itertools import chain, combinations

import pytest

from chartbusters.voting.caps import pairs_possible
from chartbusters.voting.pairing import next_pair


def possible(count: int, judged: list[frozenset[int]], turns: int = 3, pairs: int = 0) -> int:
    standing = set(range(count)) & frozenset().union(*judged)
    return pairs_possible(
        candidates=count, judged=judged, standing=standing, turns_each=turns, pairs_each=pairs
    )


@pytest.mark.parametrize(
    ("entries", "turns", "pairs", "most"),
    [
        (0, 3, 0, 0),
        (1, 3, 0, 0),
        (2, 3, 0, 1),
        (3, 3, 0, 3),
        (4, 3, 0, 6),
        (5, 3, 0, 7),  # fifteen turns are seven pairs and a half
        (6, 3, 0, 9),
        (100, 3, 0, 150),
        (100, 3, 20, 20),
        (100, 1, 0, 50),
        (5, 100, 0, 10),
    ],
)
def test_it_works(entries: int, turns: int, pairs: int, most: int) -> None:
    assert possible(entries, [], turns, pairs) == most


def best(count: int, judged: set[frozenset[int]], turns: int) -> int:
    """The largest set of further pairs, by trying all."""
    free = [frozenset(pair) for pair in combinations(range(count), 2)]
    given = Counter(chain.from_iterable(judged))
    used = [given[entry] for entry in range(count)]

    def longest(rest: list[frozenset[int]], used: list[int]) -> int:
        if not rest:
            return 0
        pair, *others = rest
        without = longest(others, used)
        if any(used[entry] >= turns for entry in pair):
            return without
        taken = [count + (entry in pair) for entry, count in enumerate(used)]
        return max(without, 1 + longest(others, taken))

    return longest([pair for pair in free if pair not in judged], used)


def test_no_choice_of_pairs_has_more() -> None:
    draw = random.Random(5)
    reached = 0
    for _ in range(120):
        count, turns = draw.randrange(2, 6), draw.randrange(1, 4)
        judged: set[frozenset[int]] = set()
        for _ in range(draw.randrange(5)):
            pair = next_pair(range(count), {}, judged, draw.randrange(2**32), turns_each=turns)
            judged |= {frozenset(pair)} if pair else set()
        told, true = possible(count, list(judged), turns), best(count, judged, turns)
        assert told >= true
        reached += told == true
    assert reached > 100


def test_no_draw_gives_more_than_was_told() -> None:
    draw = random.Random(6)
    for _ in range(200):
        count, turns, pairs = draw.randrange(12), draw.randrange(1, 5), draw.choice([0, 3, 7])
        judged: list[frozenset[int]] = []
        told = possible(count, judged, turns, pairs)
        while pair := next_pair(
            range(count), {}, judged, draw.randrange(2**32), turns_each=turns, pairs_each=pairs
        ):
            judged.append(frozenset(pair))
            assert len(judged) + possible(count, judged, turns, pairs) <= told
        assert len(judged) <= told


def test_a_pair_of_the_withdrawn_has_cost_its_turn() -> None:
    """Entry 4 was withdrawn after a vote on it and entry 0."""
    judged = [frozenset((0, 4))]
    assert possible(4, judged, turns=1) == 1  # entry 0 is spent: one pair of the other three
    assert possible(4, judged, turns=3) == 5
