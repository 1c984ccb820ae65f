import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.compositions.models import Composition
from generation.music.document import from_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge_in() -> Callable[..., Challenge]:
    """`challenge_in("voting")`: a published challenge in that phase."""
    days = {
        "upcoming": (1, 2, 3),
        "open": (-1, 2, 3),
        "voting": (-2, -1, 3),
        "closed": (-3, -2, -1),
    }

    def make(phase: str, published: bool = True) -> Challenge:
        opens, closes, ends = (timezone.now() + timedelta(days=day) for day in days[phase])
        times = {"opens_at": opens, "entries_close_at": closes, "voting_closes_at": ends}
        return Challenge.objects.create(
            slug=phase, title=f"The {phase} one", published=published, **times
        )

    return make


def enter(challenge: Challenge, song: Composition) -> Entry:
    assert song.head is not None
    return Entry.objects.create(
        challenge=challenge,
        maker=song.owner,
        composition=song,
        revision=song.head,
        song=song.head.song,
        title="x",
        receipt="r",
        number=1,
        length_ms=8000,
    )


def test_it_works_for_everybody(
    alice: Any, bob: Any, charlie: Any, visitor: Client, client_of: Any
) -> None:
    for client in (visitor, client_of(alice), client_of(bob), client_of(charlie)):
        page = client.get("/")
        assert page.status_code == 200 and "Ode to Joy" in page.content.decode()


def test_it_carries_the_melodies_it_offers(visitor: Client) -> None:
    page = visitor.get("/").content.decode()
    found = re.search(r'id="melody-documents" type="application/json">(.*?)</script>', page)
    assert found
    documents = json.loads(found[1])
    players = re.findall(r'data-melody="([\w-]+)"', page)
    assert players == list(documents) and len(players) >= 8
    assert all(from_document(document).note_count for document in documents.values())
    assert all(f"/studio/?preset={slug}" in page for slug in players)


def test_it_shows_what_can_be_done_now_first(
    visitor: Client, challenge_in: Callable[..., Challenge]
) -> None:
    for phase in ("closed", "upcoming", "voting", "open"):
        challenge_in(phase)
    page = visitor.get("/").content.decode()
    assert (
        page.index("The open one") < page.index("The voting one") < page.index("The upcoming one")
    )
    assert "The closed one" not in page  # three at most


def test_it_hides_challenges_that_are_not_published(
    visitor: Client, challenge_in: Callable[..., Challenge]
) -> None:
    challenge_in("open", published=False)
    assert "The open one" not in visitor.get("/").content.decode()


def test_it_shows_public_songs_only(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice, title="Shown Song")
    shared(alice, title="Hidden Song", visibility="private")
    shared(alice, title="Whispered Song", visibility="secret")
    page = visitor.get("/").content.decode()
    assert "Shown Song" in page and "Hidden Song" not in page and "Whispered Song" not in page


@pytest.mark.parametrize(("phase", "shown"), [("open", False), ("voting", False), ("closed", True)])
def test_it_does_not_spoil_a_blind_vote(
    alice: Any,
    visitor: Client,
    shared: Any,
    challenge_in: Callable[..., Challenge],
    phase: str,
    shown: bool,
) -> None:
    enter(challenge_in(phase), shared(alice, title="Contender"))
    assert ("Contender" in visitor.get("/").content.decode()) is shown


def test_it_hides_other_songs_with_the_same_notes(
    alice: Any, bob: Any, visitor: Client, shared: Any, challenge_in: Any
) -> None:
    entered, copy = shared(alice, title="Contender"), shared(bob, title="Its Twin")
    assert entered.head.song_id == copy.head.song_id
    enter(challenge_in("voting"), entered)
    assert "Its Twin" not in visitor.get("/").content.decode()
