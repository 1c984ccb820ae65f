"""Medals of entries, on boards and wherever results are told: of decided boards only, and no more
than a range of ranks allows."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.results import Result, results_of
from chartbusters.leaderboard.models import Standing
from chartbusters.leaderboard.services import board_refresh
from chartbusters.leaderboard.showing import board_view
from tests.contests import to_phase


@pytest.fixture
def won(voted: Any) -> Any:
    """A decided board whose first is surely first."""
    challenge, entries = voted(votes=80)
    run = board_refresh(challenge=challenge)
    Standing.objects.filter(run=run, entry=entries[0]).update(rank_low=1, rank_high=1)
    Standing.objects.filter(run=run).exclude(entry=entries[0]).update(rank_low=2, rank_high=4)
    return to_phase(challenge, "closed"), entries


def names(person: Any) -> list[str]:
    """Of all that a person has made."""
    made = set(Entry.objects.filter(maker=person).values_list("pk", flat=True))
    return [told.medal for told in results_of(entries=made).values() if told.medal]


def test_it_works(won: Any, django_assert_num_queries: Any) -> None:
    _, entries = won
    # whose they are, both kinds of boards, and what they are compared with
    with django_assert_num_queries(4):
        assert names(entries[0].maker) == ["gold"]
    assert names(entries[1].maker) == []


def test_the_board_shows_the_same(won: Any, visitor: Any) -> None:
    challenge, _ = won
    rows = board_view(challenge=challenge, viewer=AnonymousUser()).rows
    assert [row.medal and row.medal.words for row in rows] == ["Surely first", None, None, None]
    page = visitor.get("/challenges/tunes/leaderboard/").content.decode()
    assert page.count("Surely first") == 1


@pytest.mark.parametrize(("high", "medal"), [(1, "gold"), (2, "silver"), (3, "bronze"), (4, "")])
def test_results_have_those_of_boards(high: int, medal: str) -> None:
    """And none where it is the last place, which nobody can miss."""
    assert Result(1, high, 12).medal == medal
    assert Result(1, high, high).medal == ""


@pytest.mark.parametrize(
    "fields", [{"published": False}, {"minimum_votes": 1000}, {"weight_public": 50}]
)
def test_it_requires_a_board_that_decides(won: Any, fields: dict[str, Any]) -> None:
    challenge, entries = won
    weights = {"weight_metrics": 50} if "weight_public" in fields else {}
    Challenge.objects.filter(pk=challenge.pk).update(**fields, **weights)
    assert names(entries[0].maker) == []


def test_it_tells_nothing_while_voting_runs(won: Any) -> None:
    challenge, entries = won
    running = to_phase(challenge, "voting")
    assert names(entries[0].maker) == []
    rows = board_view(challenge=running, viewer=entries[0].maker).rows
    assert not any(row.medal for row in rows)
