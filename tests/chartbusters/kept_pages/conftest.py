"""Pages are kept under what they show: whatever changes is seen at the next look, and nobody sees
what is another's.

Each test looks first as everybody, so that the page is kept, then changes something by the service
that does so.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.models import Challenge
from chartbusters.compositions.models import Visibility
from chartbusters.compositions.services import composition_update
from chartbusters.leaderboard.services import board_refresh
from chartbusters.voting.services import vote_cast

Look = Callable[..., str]
BOARD, ENTRIES, LIST = (
    "/challenges/tunes/leaderboard/",
    "/challenges/tunes/entries/",
    "/challenges/",
)
SONG = "/@alice/a-tune/"


@pytest.fixture
def look(visitor: Client, client_of: Any) -> Look:
    """`look("/")`: what a visitor reads there; `look("/", alice)`: what alice does. Twice: the
    second is kept."""
    browsers: dict[Any, Client] = {None: visitor}

    def reading(address: str, person: Any = None) -> str:
        browser = browsers.setdefault(person, browsers.get(person) or client_of(person))
        pages = [browser.get(address) for _ in range(2)]
        assert pages[0].status_code == pages[1].status_code
        if pages[0].status_code == 404:
            return "404"
        if person is None:
            assert pages[0].content == pages[1].content
        return pages[1].content.decode()

    return reading


@pytest.fixture
def song(alice: Any, composition_of: Any) -> Any:
    """A public song of alice's."""
    return composition_update(composition=composition_of(alice), visibility=Visibility.PUBLIC)


@pytest.fixture
def board(contest: Any, heard_ballot: Any, settings: Any, bob: Any) -> Any:
    """A challenge in voting with three entries, one vote, and a board of it that is live."""
    settings.LEADERBOARD_MINIMUM_VOTES = 1
    challenge, entries = contest("voting", 3)
    Challenge.objects.update(board_shows="live")
    vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")
    board_refresh(challenge=challenge)
    return challenge, entries
