"""The page of a song shows what others made from it, as far as everybody may hear that."""

from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition, Licence
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.discovery.selectors import remixes_heard
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
ORIGINAL = "/@alice/morning-song/"


@pytest.fixture
def original(alice: Any, shared: Any) -> Composition:
    return composition_update(composition=shared(alice), licence=Licence.CC_BY)


@pytest.fixture
def remix(bob: Any, original: Composition, sample_song: Any) -> Composition:
    song = sample_song(bars=8, band=True)
    made = composition_create(owner=bob, song=song, title="Evening Song", remix_of=original.pk)
    return composition_update(composition=made, visibility="public")


def text_of(visitor: Client) -> str:
    return visitor.get(ORIGINAL).content.decode()


def test_it_works(visitor: Client, remix: Composition) -> None:
    assert 'href="/@bob/evening-song/"' in text_of(visitor)
    assert "<li>remix</li>" in visitor.get("/@bob/").content.decode()
    assert "<li>remix</li>" not in visitor.get("/@alice/").content.decode()


def test_nothing_is_said_of_none(visitor: Client, original: Composition) -> None:
    assert "Made from this" not in text_of(visitor)


def test_the_kept_page_follows(visitor: Client, remix: Composition) -> None:
    assert "Evening Song" in text_of(visitor)
    composition_update(composition=remix, visibility="private")
    assert "Made from this" not in text_of(visitor)
    composition_update(composition=remix, visibility="public")
    composition_update(composition=remix, title="Night Song")
    assert "Night Song" in text_of(visitor)


def test_a_remix_in_a_running_vote_is_not_there(
    visitor: Client, remix: Composition, bob: Any, challenge_in: Any
) -> None:
    challenge = challenge_in("open")
    entry_create(challenge=challenge, composition=remix, maker=bob)
    to_phase(challenge, "voting")
    assert remixes_heard(composition=remix.remix_of_id) == []  # type: ignore[arg-type]
    assert "Made from this" not in text_of(visitor)
