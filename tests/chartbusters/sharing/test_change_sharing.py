from typing import Any

import pytest
from django.test import Client

from chartbusters.compositions.models import Rendering

pytestmark = pytest.mark.django_db
SETTINGS = "/@alice/morning-song/settings/"


def test_it_works(alice: Any, client_of: Any, shared: Any) -> None:
    composition = shared(alice, visibility="private")
    changes = {
        "title": "Evening Song",
        "visibility": "public",
        "licence": "cc0",
        "process_note": "The bass is not mine.",
    }
    answer = client_of(alice).post(SETTINGS, changes)
    assert answer.status_code == 302 and answer["Location"] == "/@alice/evening-song/"
    composition.refresh_from_db()
    assert (composition.title, composition.visibility, composition.licence) == (
        "Evening Song",
        "public",
        "cc0",
    )


def test_it_asks_for_a_recording_when_the_song_is_shown(
    alice: Any, client_of: Any, shared: Any
) -> None:
    shared(alice, visibility="private", ready=False)
    assert not Rendering.objects.exists()
    client_of(alice).post(SETTINGS, {"visibility": "public"})
    assert Rendering.objects.get().state == "queued"


def test_it_rejects_values_that_are_none(alice: Any, client_of: Any, shared: Any) -> None:
    composition = shared(alice)
    assert client_of(alice).post(SETTINGS, {"visibility": "everybody"}).status_code == 400
    composition.refresh_from_db()
    assert composition.visibility == "public"


def test_it_requires_the_maker(
    alice: Any, bob: Any, charlie: Any, visitor: Client, client_of: Any, shared: Any
) -> None:
    composition = shared(alice)
    assert client_of(bob).post(SETTINGS, {"title": "Bob's"}).status_code == 404
    assert client_of(charlie).post(SETTINGS, {"title": "Mine"}).status_code == 404
    assert visitor.post(SETTINGS, {"title": "Mine"})["Location"].startswith("/accounts/login/")
    assert client_of(alice).get(SETTINGS).status_code == 405
    composition.refresh_from_db()
    assert composition.title == "Morning Song"


@pytest.mark.parametrize("unseen", ["\0", "\u200b", "\u3164", "\U000e0041", "\u202e", "\x1b"])
def test_it_stores_nothing_that_nobody_sees(
    alice: Any, client_of: Any, shared: Any, unseen: str
) -> None:
    """A form is no JSON: nothing before the service has looked at what is typed into it."""
    composition = shared(alice)
    client_of(alice).post(
        "/@alice/morning-song/settings/", {"title": f"a{unseen}b", "process_note": unseen}
    )
    composition.refresh_from_db()
    assert (composition.title, composition.process_note) == ("ab", "")
