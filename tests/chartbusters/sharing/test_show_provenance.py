"""What a song is beside its recipes stands on its page, on its entry, on the board and in the
API."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.provenance import Source
from chartbusters.compositions.services import composition_create, composition_update, revision_add
from chartbusters.web.errors import Refusal
from generation.engine import Request, generate
from generation.models import GenerationJob, JobState
from generation.services import song_store
from scoring.models import Provenance
from scoring.provenance.services import provenance_next
from tests.contests import to_phase
from tests.songs import song_made

pytestmark = pytest.mark.django_db
MELODY = song_made(bars=2, title="Tune")
Made = Callable[..., Composition]


@pytest.fixture(scope="module")
def made() -> Any:
    return generate(Request("gan", MELODY, "gan-pop", 7, {"refine": 0}))


@pytest.fixture
def song(made: Any, alice: Any) -> Composition:
    """A take by the band that alice saved, as hers alone."""
    job = GenerationJob.objects.create(
        owner=alice,
        technique="gan",
        model="gan-pop",
        seed=7,
        source=song_store(song=MELODY),
        result=song_store(song=made.song),
        recipe=made.recipe,
        state=JobState.DONE,
    )
    source = Source("generated", job.pk)
    return composition_create(owner=alice, song=made.song, title="Tune", source=source)


def published(song: Composition) -> str:
    """Shared, and worked out; its address."""
    composition_update(composition=song, visibility="public")
    for _ in range(3):
        provenance_next()
    return song.get_absolute_url()


def edited(song: Composition, melody_kept: bool = True) -> None:
    """One note of the band less, or all of it replaced."""
    head = song.head.song.song  # type: ignore[union-attr]
    melody, first, *others = head.tracks
    shorter = replace(first, notes=first.notes[1:])
    after = head.with_tracks([melody, shorter, *others]) if melody_kept else song_made(transpose=1)
    revision_add(composition=song, song=after)
    song.refresh_from_db()


def test_its_page_says_verified(song: Composition, visitor: Any) -> None:
    assert Provenance.objects.count() == 0  # nobody else sees it, so nothing is spent on it
    page = visitor.get(published(song)).content.decode()
    assert '<span class="badge good">verified</span>' in page and "every note is the same" in page


def test_while_it_is_made_again_its_page_says_that(song: Composition, visitor: Any) -> None:
    composition_update(composition=song, visibility="public")
    assert "being checked" in visitor.get(song.get_absolute_url()).content.decode()


def test_an_edit_is_told_with_its_place(song: Composition, visitor: Any, api: Any) -> None:
    edited(song)
    page = visitor.get(published(song)).content.decode()
    assert "edited 1 of" in page and ", bar 1: 1 note</li>" in page
    told = api().get(f"/api/v1/compositions/{song.pk}/provenance/").json()
    assert told["standing"] == "edited" and told["written"] - told["kept"] == 1
    assert told["edited"][0]["bar"] == 1 and told["takes"][0]["technique"] == "gan"


def test_what_is_private_is_nobodys_business(song: Composition, api: Any, bob: Any) -> None:
    for who in (api(), api(bob)):
        assert who.get(f"/api/v1/compositions/{song.pk}/provenance/").status_code == 404


def test_a_song_by_hand_is_told_as_that(composition_of: Made, alice: Any, visitor: Any) -> None:
    page = visitor.get(published(composition_of(alice))).content.decode()
    assert "made by hand" in page


def test_an_entry_bears_it_once_its_maker_is_told(
    song: Composition, alice: Any, client_of: Any, api: Any, challenge_in: Any
) -> None:
    challenge = challenge_in("open")
    entry = entry_create(challenge=challenge, composition=song, maker=alice)
    for _ in range(3):
        provenance_next()
    receipt = api(alice).get(f"/api/v1/entries/{entry.pk}/").json()
    assert receipt["provenance"]["standing"] == "verified"
    assert "verified" in client_of(alice).get(entry.get_absolute_url()).content.decode()
    listed = api().get("/api/v1/challenges/tunes/entries/").json()["results"]
    assert "provenance" not in listed[0]
    to_phase(challenge, "closed")
    listed = api().get("/api/v1/challenges/tunes/entries/").json()["results"]
    assert listed[0]["provenance"]["words"] == "verified"


def test_a_rule_may_ask_for_a_share(song: Composition, alice: Any, challenge_in: Any) -> None:
    rules = [{"rule": "least_generated_share", "value": 60}]
    challenge = challenge_in("open", rules=rules)
    entry_create(challenge=challenge, composition=song, maker=alice)
    edited(song, melody_kept=False)
    with pytest.raises(Refusal, match="Of yours 0 of 16 notes are: 0 percent"):
        entry_create(challenge=challenge, composition=song, maker=alice)


def test_made_with_is_true_as_long_as_a_note_is_there(
    song: Composition, alice: Any, challenge_in: Any
) -> None:
    challenge = challenge_in("open", rules=[{"rule": "technique", "value": "gan"}])
    edited(song)
    entry_create(challenge=challenge, composition=song, maker=alice)
    edited(song, melody_kept=False)
    with pytest.raises(Refusal, match="Yours used none"):
        entry_create(challenge=challenge, composition=song, maker=alice)
