"""An open board asks for one word, which costs nothing while the board is the same."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard import live
from chartbusters.leaderboard.services import board_refresh
from chartbusters.voting.models import Vote
from chartbusters.voting.services import vote_void
from tests.contests import to_phase

NOW = "/challenges/tunes/leaderboard/now/"
PAGE = "/challenges/tunes/leaderboard/"


@pytest.fixture
def at_once(monkeypatch: Any) -> None:
    """Words are read at each question."""
    monkeypatch.setattr(live, "SECONDS", -1.0)


def test_the_same_board_is_not_sent_and_the_database_not_asked(
    visitor: Any, voted: Any, django_assert_num_queries: Any
) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    first = visitor.get(NOW)
    with django_assert_num_queries(0):
        again = visitor.get(NOW, headers={"If-None-Match": first["ETag"]})
    assert first.status_code == 200 and again.status_code == 304 and not again.content


def test_who_is_signed_in_costs_no_more(
    client_of: Any, alice: Any, voted: Any, django_assert_num_queries: Any
) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    browser = client_of(alice)
    first = browser.get(NOW)
    with django_assert_num_queries(0):
        again = browser.get(NOW, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("at_once")
def test_the_word_changes_with_the_board_and_with_the_phase(
    visitor: Any, voted: Any, staff: Any
) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    words = [visitor.get(NOW).json()["version"], visitor.get(NOW).json()["version"]]
    assert words[0] == words[1]
    vote_void(vote=Vote.objects.exclude(outcome="bad").first(), by=staff, reason="a test")
    board_refresh(challenge=challenge)
    words.append(visitor.get(NOW).json()["version"])
    to_phase(challenge, "closed")
    words.append(visitor.get(NOW).json()["version"])
    assert len(set(words)) == 3


@pytest.mark.usefixtures("at_once")
def test_a_hidden_board_says_nothing_of_votes(visitor: Any, voted: Any, staff: Any) -> None:
    challenge, _ = voted()
    Challenge.objects.filter(pk=challenge.pk).update(board_shows="hidden")
    board_refresh(challenge=challenge)
    before = visitor.get(NOW).json()
    vote_void(vote=Vote.objects.exclude(outcome="bad").first(), by=staff, reason="a test")
    board_refresh(challenge=challenge)
    assert visitor.get(NOW).json() == before and b"data-now" not in visitor.get(PAGE).content


def test_only_a_running_board_is_followed(visitor: Any, voted: Any) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    assert f'data-now="{NOW}"' in visitor.get(PAGE).content.decode()
    to_phase(challenge, "closed")
    assert b"data-now" not in visitor.get(PAGE).content
    assert visitor.get("/challenges/nowhere/leaderboard/now/").status_code == 404
