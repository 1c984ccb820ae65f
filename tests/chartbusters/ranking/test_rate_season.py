"""Ratings over several contests: bounded, in the right order, the same whatever comes first."""

import random

import pytest

from chartbusters.ranking.season import Ended, season_rated, share_of


def drawn(seed: int) -> list[Ended]:
    """Thirty people in up to six contests, some with several entries."""
    draw = random.Random(seed)
    ended = []
    for _ in range(100):
        of = draw.randint(1, 40)
        low = draw.randint(1, of)
        ended.append(Ended(draw.randrange(30), draw.randrange(6), low, draw.randint(low, of), of))
    return ended


def test_a_share_is_the_middle_of_what_the_ranks_take_up() -> None:
    assert share_of(1, 1, 2) == (75, 25)
    assert share_of(1, 1, 100) == (99.5, 0.5)
    assert share_of(1, 1, 1) == share_of(1, 7, 7) == (50, 50)


def test_nobody_took_part() -> None:
    assert season_rated([]) == []


def test_one_contest_says_little() -> None:
    first, last = season_rated([Ended(1, 1, 1, 1, 100), Ended(2, 1, 100, 100, 100)])
    assert (first.person, first.rating, last.rating) == (1, 74.75, 25.25)
    assert first.low < 50 < last.high


@pytest.mark.parametrize("seed", range(5))
def test_ratings_lie_in_their_intervals_and_these_in_the_scale(seed: int) -> None:
    for row in season_rated(drawn(seed)):
        assert 0 <= row.low <= row.rating <= row.high <= 100
        assert 1 <= row.place <= row.position


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_results_changes_nothing(seed: int) -> None:
    ended = drawn(seed)
    other = random.Random(seed + 100).sample(ended, len(ended))
    assert season_rated(other) == season_rated(ended)


def test_a_better_result_is_a_better_rating_and_more_of_the_same_too() -> None:
    ended = [Ended(1, 1, 3, 3, 9), Ended(2, 1, 2, 2, 9), Ended(3, 1, 2, 2, 9)]
    rows = season_rated([*ended, Ended(3, 2, 2, 2, 9)])
    assert [row.person for row in rows] == [3, 2, 1]
    widths = {row.person: row.high - row.low for row in rows}
    assert widths[3] < widths[2]


def test_the_best_entry_of_a_contest_counts() -> None:
    one = season_rated([Ended(1, 1, 2, 2, 9)])
    assert season_rated([Ended(1, 1, 8, 8, 9), Ended(1, 1, 2, 2, 9)]) == one


def test_who_wins_once_is_not_above_who_nearly_always_wins() -> None:
    often = [Ended(1, contest, 1, 2, 20) for contest in range(8)]
    assert season_rated([Ended(2, 1, 1, 1, 20), *often])[0].person == 1


def test_equal_ratings_share_a_place() -> None:
    rows = season_rated([Ended(n, 1, 1, 3, 4) for n in (1, 2, 3)] + [Ended(4, 1, 4, 4, 4)])
    assert [row.place for row in rows] == [1, 1, 1, 4]
    assert [row.position for row in rows] == [1, 2, 3, 4]
