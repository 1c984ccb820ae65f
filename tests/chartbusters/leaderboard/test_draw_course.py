"""A decided board draws how the first came there, from the boards that were told; before that
nothing of it is seen."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard import course
from chartbusters.leaderboard.lines import bands_of, lines_of
from chartbusters.leaderboard.models import BoardSnapshot
from chartbusters.leaderboard.services import board_refresh, boards_seal
from chartbusters.voting.models import Vote
from tests.contests import to_phase

PAGE = "/challenges/tunes/leaderboard/"


def test_a_line_has_a_point_a_board() -> None:
    places = [{"a": 1, "b": 2}, {"a": 2, "b": 1}, {"a": 2, "b": 1}]
    assert bands_of(places, ["a", "b"], 2) == 2
    assert lines_of(places, "a", 2, 2) == ["0.00,25.00 50.00,75.00 100.00,75.00"]


def test_a_line_breaks_where_an_entry_did_not_stand() -> None:
    places = [{"a": 1}, {}, {"a": 1}, {"a": 2}]
    assert lines_of(places, "a", 2, 2) == ["0.00,25.00 0.00,25.00", "66.67,25.00 100.00,75.00"]


def test_what_was_deeper_shares_the_lowest_row() -> None:
    places = [{"a": 900, "b": 3}, {"a": 1}]
    assert bands_of(places, ["a"], 1) == 2
    assert lines_of(places, "a", 2, 1) == ["0.00,75.00 100.00,25.00"]


@pytest.fixture
def followed(voted: Any) -> Any:
    """`followed(shows)`: a challenge that votes, sealed on two days with other votes each."""

    def make(shows: str = "live") -> Any:
        challenge, _ = voted()
        Challenge.objects.update(board_shows=shows)
        board_refresh(challenge=challenge)
        assert boards_seal() == 1
        BoardSnapshot.objects.update(sealed_at=F("sealed_at") - timedelta(days=1))
        Vote.objects.filter(pk=Vote.objects.latest("pk").pk).update(outcome="bad")
        board_refresh(challenge=challenge)
        assert boards_seal() == 1
        return challenge

    return make


def told(visitor: Any) -> Any:
    return visitor.get(PAGE).content.decode()


def test_it_is_drawn_when_voting_is_over(followed: Any, visitor: Any) -> None:
    challenge = followed()
    assert "<polyline" not in told(visitor)
    to_phase(challenge, "closed")
    page = told(visitor)
    lines = page.split('<polyline points="')[1:]
    assert len(lines) == 4 and [line.partition('"')[0].count(",") for line in lines] == [3] * 4
    table = page.partition("Ranks by day")[2].partition("</table>")[0]
    assert table.count('scope="row"') == 3 and table.count("<td>") == 12


def test_what_was_hidden_while_votes_came_stays_hidden(followed: Any, visitor: Any) -> None:
    to_phase(followed("hidden"), "closed")
    page = told(visitor)
    assert 'id="board"' in page and "<polyline" not in page


def test_it_costs_two_queries_once(
    followed: Any, visitor: Any, django_assert_max_num_queries: Any
) -> None:
    to_phase(followed(), "closed")
    with django_assert_max_num_queries(16) as queries:
        told(visitor)
    sealed = [query["sql"] for query in queries.captured_queries if "snapshot" in query["sql"]]
    assert len(sealed) == 1
    with django_assert_max_num_queries(4):
        assert "<polyline" in told(visitor)


def test_it_is_bounded(followed: Any, visitor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "MOST", 2)
    monkeypatch.setattr(course, "FIRST", 3)
    to_phase(followed(), "closed")
    lines = told(visitor).split('<polyline points="')[1:]
    assert [line.partition('"')[0].count(",") for line in lines] == [2] * 3
