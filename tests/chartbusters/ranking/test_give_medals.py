"""A medal says no more than the range of ranks."""

import pytest

from chartbusters.ranking.medals import BRONZE, GOLD, SILVER, Medal, medal_of


@pytest.mark.parametrize(
    ("worst", "medal"), [(1, GOLD), (2, SILVER), (3, BRONZE), (4, None), (20, None)]
)
def test_it_goes_by_the_worst_rank_that_the_votes_allow(worst: int, medal: Medal | None) -> None:
    assert medal_of(worst=worst, entries=20) == medal


@pytest.mark.parametrize("entries", [1, 2, 3])
def test_it_requires_somebody_who_surely_stands_below(entries: int) -> None:
    assert medal_of(worst=entries, entries=entries) is None
