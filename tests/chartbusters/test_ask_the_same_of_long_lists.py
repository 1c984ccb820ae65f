"""A page with thirty rows asks the database as often as a page with one."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.models import Challenge, ChallengeNote, Entry
from chartbusters.compositions.services import composition_create
from chartbusters.leaderboard.models import Board, BoardSnapshot, RatingRun
from chartbusters.leaderboard.services import board_refresh
from chartbusters.voting.models import Ballot, Vote
from chartbusters.web.shelf import SHELF
from tests.contests import to_phase

EVERYBODYS = [
    "/",
    "/challenges/",
    "/challenges/tunes/",
    "/challenges/tunes/entries/",
    "/challenges/tunes/leaderboard/",
]
EVERYBODYS += [
    "/@alice/",
    "/api/v1/challenges/",
    "/api/v1/challenges/tunes/",
    "/api/v1/challenges/tunes/entries/",
]
EVERYBODYS += ["/api/v1/leaderboards/tunes/"]
ALICES = [
    *EVERYBODYS,
    "/api/v1/compositions/",
    "/api/v1/entries/",
    "/compositions/",
    "/challenges/tunes/submit/",
]


@pytest.fixture
def crowd(contest: Any, sample_song: Any, alice: Any, settings: Any) -> Any:
    """`crowd(phase, 30)`: so many challenges with notes, entries with places on a board, and songs
    of alice's."""
    settings.LEADERBOARD_MINIMUM_VOTES = 1

    def make(phase: str, rows: int) -> None:
        for number in range(rows):
            composition_create(
                owner=alice,
                song=sample_song(transpose=number),
                title=f"Tune {number}",
                visibility="public",
            )
        challenge, entries = contest(phase, max(2, rows))
        voter, _ = get_user_model().objects.get_or_create(username="voter")
        for one, other in zip(entries, [*entries[1:], entries[0]], strict=True):
            ballot = Ballot.objects.create(
                challenge=challenge,
                voter=voter,
                entry_a=one,
                entry_b=other,
                pair=f"{one.pk}",
                seed=0,
            )
            Vote.objects.create(challenge=ballot.challenge, ballot=ballot, outcome="a")
        board_refresh(challenge=challenge)
        for number in range(1, rows):
            challenge.pk, challenge.slug = None, f"other-{number}"
            challenge.save()
        for one in Challenge.objects.all():
            ChallengeNote.objects.create(challenge=to_phase(one, phase), text="Moved")

    return make


def asked(client: Client, addresses: list[str]) -> dict[str, int]:
    """How often the database was asked for each page: drawn for the first time, and kept."""
    found = {}
    for address in addresses:
        SHELF.clear()
        for state in ("drawn", "kept"):
            with CaptureQueriesContext(connection) as queries:
                status = client.get(address).status_code
            found[f"{address} {state}"] = len(queries) if status == 200 else -status
    return found


@pytest.mark.parametrize("phase", ["voting", "closed"])
@pytest.mark.parametrize("who", ["visitor", "alice"])
def test_it_works(
    phase: str, who: str, crowd: Any, visitor: Client, client_of: Any, alice: Any
) -> None:
    client, addresses = (visitor, EVERYBODYS) if who == "visitor" else (client_of(alice), ALICES)
    crowd(phase, 1)
    few = asked(client, addresses)
    assert min(few.values()) > 0, few
    _forget_all(alice)
    crowd(phase, 30)
    assert asked(client, addresses) == few


def test_kept_pages_ask_for_what_they_show_and_for_nothing_else(
    crowd: Any, visitor: Client
) -> None:
    crowd("closed", 3)
    counts = {
        name: count for name, count in asked(visitor, EVERYBODYS).items() if name.endswith("kept")
    }
    expected = {
        "/": 5,
        "/challenges/": 1,
        "/challenges/tunes/entries/": 3,  # with whether there is a result to lead to
        "/challenges/tunes/leaderboard/": 3,
    }
    assert {address: counts[f"{address} kept"] for address in expected} == expected
    # the person, the songs, that nothing was entered, no season; followers and followed, what is
    # passed on, and playlists
    assert counts["/@alice/ kept"] == 8


def _forget_all(alice: Any) -> None:
    for model in (Vote, Ballot, Board, BoardSnapshot, RatingRun, Entry, Challenge):
        model.objects.all().delete()
    alice.compositions.update(head=None)
    alice.compositions.all().delete()
