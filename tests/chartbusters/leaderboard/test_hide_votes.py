"""While voting runs nothing that everybody can read tells how many votes came, who is before whom,
or that anything has changed; unless the organiser wants it told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.models import Board, RatingRun
from chartbusters.leaderboard.selectors import runs_kept
from chartbusters.leaderboard.services import board_refresh, boards_refresh
from chartbusters.voting.days import days_count
from chartbusters.voting.models import Vote, VotesOfDay
from chartbusters.voting.services import ballot_issue, vote_cast
from tests.contests import HOUR, to_phase
from tests.walks import addresses, differences, seen

BOARD = "/api/v1/leaderboards/tunes/"
PAGE = "/challenges/tunes/leaderboard/"
# What speaks of the running parts and not of votes.
OF_THE_SITE = {"/healthz"}


@pytest.fixture
def burst(heard_ballot: Any) -> Callable[..., None]:
    """`burst(challenge, 12)`: so many new voters come, each votes once, and the board is
    computed."""

    def votes(challenge: Challenge, count: int = 12) -> None:
        place = get_user_model().objects.count()
        for number in range(place, place + count):
            voter = get_user_model().objects.create(username=f"crowd{number}")
            vote_cast(ballot=heard_ballot(voter, challenge), outcome="a")
        boards_refresh()

    return votes


@pytest.fixture
def watched(contest: Any, client_of: Any, visitor: Client) -> Any:
    """A challenge in voting; who watches it (a visitor, and the maker of an entry), and all that
    they can look at."""
    challenge, entries = contest("voting", 5)
    watchers = [visitor, client_of(entries[0].maker)]
    own = entries[0]
    known = {
        "slug": ["tunes", own.composition.slug],
        "pk": [own.pk, own.composition_id],
        "username": [own.maker.username],
        "digest": [own.song_id],
        "number": [1],
        "name": ["gan-pop"],
        "kind": ["svg"],
    }
    places = [*addresses(known), f"{PAGE}?page=1", f"{BOARD}?page=1&page_size=2"]
    assert {PAGE, BOARD, "/", "/challenges/", "/challenges/tunes/votes/"} < {*places}
    return challenge, watchers, [place for place in places if place not in OF_THE_SITE]


def look(watchers: list[Client], places: list[str]) -> list[Any]:
    return [seen(client, places) for client in watchers]


def changed(before: list[Any], after: list[Any]) -> set[str]:
    return set().union(*map(differences, before, after))


def test_it_works(watched: Any, burst: Any) -> None:
    """A vote, and a burst of votes, looked for on every page and in every answer: not seen."""
    challenge, watchers, places = watched
    before = look(watchers, places)
    burst(challenge, 1)
    assert changed(before, look(watchers, places)) == set()
    burst(challenge)
    assert Board.objects.get().run.votes >= 10
    assert changed(before, look(watchers, places)) == set()


def test_a_live_board_is_seen_to_change(watched: Any, burst: Any) -> None:
    """So the walk would find what a hidden board told."""
    challenge, watchers, places = watched
    Challenge.objects.update(board_shows="live")
    places = [place for place in places if "leaderboard" in place]
    burst(challenge)
    before = look(watchers, places)
    burst(challenge)
    assert {PAGE, BOARD, f"{BOARD}?page=1&page_size=2"} <= changed(before, look(watchers, places))


def test_the_own_row_tells_nothing_while_it_is_hidden(api: Any, voted: Any) -> None:
    challenge, entries = voted()
    Challenge.objects.update(board_shows="hidden")
    board_refresh(challenge=challenge)
    told = api(entries[0].maker).get(BOARD).json()
    assert (told["rows"], told["own"], told["votes"], told["computed_at"]) == ([], [], 0, None)
    assert told["shows"] == "hidden"


def test_all_is_told_when_voting_is_over(api: Any, visitor: Client, voted: Any) -> None:
    challenge, _ = voted()
    Challenge.objects.update(board_shows="hidden")
    board_refresh(challenge=challenge)
    assert "told when voting is over" in visitor.get(PAGE).content.decode()
    to_phase(challenge, "closed")
    assert len(api().get(BOARD).json()["rows"]) == 4
    assert "told when voting is over" not in visitor.get(PAGE).content.decode()


def test_a_frozen_board_shows_what_was_and_nothing_new(
    watched: Any, burst: Any, api: Any, visitor: Client
) -> None:
    challenge, watchers, places = watched
    Challenge.objects.update(board_shows="frozen", freezes_at=timezone.now() + HOUR)
    burst(challenge)
    live = api().get(BOARD).json()
    assert len(live["rows"]) == 5 and live["votes"] == 12
    Challenge.objects.update(freezes_at=timezone.now())
    before = look(watchers, places)
    burst(challenge)
    assert changed(before, look(watchers, places)) == set()
    frozen = api().get(BOARD).json()
    assert frozen["rows"] == live["rows"] and frozen["votes"] == 12 and frozen["days"] == []
    assert "as it was at" in visitor.get(PAGE).content.decode()
    to_phase(challenge, "closed")
    assert api().get(BOARD).json()["votes"] == 24


def test_a_board_that_froze_before_there_was_one_shows_none(
    api: Any, watched: Any, burst: Any
) -> None:
    challenge, _, _ = watched
    Challenge.objects.update(board_shows="frozen", freezes_at=timezone.now() - HOUR)
    burst(challenge)
    assert api().get(BOARD).json()["rows"] == [] and api().get(BOARD).json()["votes"] == 0


def test_what_a_frozen_board_shows_is_kept(voted: Any, settings: Any) -> None:
    settings.LEADERBOARD_RUNS_KEPT = 1
    challenge, _ = voted()
    shown = board_refresh(challenge=challenge)
    Challenge.objects.update(board_shows="frozen", freezes_at=timezone.now())
    later = []
    for vote in Vote.objects.exclude(outcome="bad")[:3]:
        Vote.objects.filter(pk=vote.pk).update(outcome="bad")
        later.append(RatingRun.objects.create(challenge=challenge, inputs_digest=f"{vote.pk}"))
    kept = runs_kept(challenge=challenge)
    assert {shown.pk, later[2].pk} <= kept and later[0].pk not in kept


def days(challenge: Challenge, *counts: int) -> None:
    """Votes of yesterday, of the day before, and so on."""
    votes = list(Vote.objects.filter(challenge=challenge).order_by("pk"))
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for back, count in enumerate(counts):
        for vote in [votes.pop() for _ in range(count)]:
            at = midnight - timedelta(days=back, hours=1)
            Vote.objects.filter(pk=vote.pk).update(cast_at=at)


@pytest.mark.postgres
def test_days_that_are_past_are_told_and_today_is_not(
    api: Any, visitor: Client, voted: Any
) -> None:
    challenge, _ = voted(votes=12)
    now = timezone.now()
    Challenge.objects.update(entries_close_at=now - timedelta(days=3), opens_at=now - 99 * HOUR)
    Challenge.objects.update(board_shows="hidden")
    days(challenge, 5, 0, 3)
    assert days_count() == 3 and days_count() == 0
    told = api().get(BOARD).json()["days"]
    assert [one["votes"] for one in told] == [3, 0, 5]
    today = f"{now:%Y-%m-%d}"
    assert today not in [one["day"] for one in told]
    page = visitor.get(PAGE).content.decode()
    assert (
        "Votes by day" in page and ">5<" in page and "12" not in page.partition("Votes by day")[2]
    )


def test_a_day_is_told_of_as_it_was_counted(voted: Any) -> None:
    """A day counts once; nothing that is done to its votes later can be read from it."""
    challenge, _ = voted(votes=6)
    now = timezone.now()
    Challenge.objects.update(entries_close_at=now - timedelta(days=1), opens_at=now - 99 * HOUR)
    days(challenge, 4)
    days_count()
    Vote.objects.update(cast_at=timezone.now() - timedelta(days=1))
    assert days_count() == 0
    assert VotesOfDay.objects.order_by("-day").first().votes == 4


def test_a_voter_sees_how_far_they_are_and_no_more(api: Any, watched: Any, burst: Any) -> None:
    challenge, _, _ = watched
    voter = get_user_model().objects.create(username="careful")
    ballot_issue(challenge=challenge, voter=voter)
    before = api(voter).post("/api/v1/ballots/", {"challenge": "tunes"}).content
    burst(challenge)
    assert api(voter).post("/api/v1/ballots/", {"challenge": "tunes"}).content == before
