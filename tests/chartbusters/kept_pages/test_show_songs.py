"""Songs and their makers, as they are now: made private, renamed, recorded, deleted."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from chartbusters.accounts.models import User
from chartbusters.challenges.services import (
    entry_create,
)
from chartbusters.compositions.models import Rendering, RenderingState, Visibility
from chartbusters.compositions.services import composition_delete, composition_update, revision_add
from chartbusters.leaving.services import person_erase
from chartbusters.sharing.services import secret_link_make
from chartbusters.web.shelf import SHELF
from tests.chartbusters.kept_pages.conftest import BOARD, ENTRIES, LIST, SONG, Look
from tests.contests import to_phase


def test_a_song_made_private_is_gone_for_all_but_its_maker(
    look: Look, alice: Any, bob: Any, staff: Any, song: Any
) -> None:
    assert all("A tune" in look(page) for page in ("/", SONG, "/@alice/"))
    composition_update(composition=song, visibility=Visibility.PRIVATE)
    for person in (None, bob, staff):
        assert "A tune" not in look("/", person) and "A tune" not in look("/@alice/", person)
        assert look(SONG, person) == "404"
    assert "Only you can see this" in look(SONG, alice)


def test_a_song_behind_a_secret_link_is_told_nowhere_else(
    look: Look, song: Any, visitor: Client
) -> None:
    assert "A tune" in look(SONG)
    token = secret_link_make(
        composition=composition_update(composition=song, visibility=Visibility.PRIVATE)
    )
    SHELF.clear()
    assert b"A tune" in visitor.get(f"/s/{token}/").content and SHELF.taken == 0
    assert look(SONG) == "404" and "A tune" not in look("/") and "A tune" not in look("/@alice/")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"licence": "cc0"}, "CC0 1.0"),
        ({"process_note": "A model helped"}, "A model helped"),
    ],
)
def test_what_a_maker_says_of_a_song(
    change: dict[str, str], told: str, look: Look, song: Any
) -> None:
    assert told not in look(SONG)
    composition_update(composition=song, **change)
    assert told in look(SONG)


def test_a_song_with_another_title(look: Look, song: Any) -> None:
    assert (
        "A tune" in look("/") and "A tune" in look(SONG) and look("/@alice/another-name/") == "404"
    )
    composition_update(composition=song, title="Another name")
    assert all("Another name" in look(page) for page in ("/", "/@alice/", "/@alice/another-name/"))
    assert look(SONG) == "404"


def test_a_new_revision(look: Look, song: Any, sample_song: Any) -> None:
    assert "Edited by hand" not in look(SONG)
    revision_add(composition=song, song=sample_song(bars=2))
    assert "Edited by hand" in look(SONG)


def test_a_recording_that_is_done(look: Look, song: Any) -> None:
    assert "Download MP3" not in look(SONG)
    name = default_storage.save("renderings/x.mp3", ContentFile(b"sound"))
    done = {"state": RenderingState.DONE, "seconds": 8, "audio": name}
    Rendering.objects.update_or_create(song=song.head.song, defaults=done)
    assert "Download MP3" in look(SONG)


def test_a_song_deleted(look: Look, song: Any) -> None:
    assert "A tune" in look(SONG) and "A tune" in look("/")
    composition_delete(composition=song)
    assert look(SONG) == "404" and "A tune" not in look("/")


def test_a_maker_with_another_name(look: Look, alice: Any, song: Any) -> None:
    assert all("by alice" in look(page) or "alice" in look(page) for page in ("/", SONG))
    User.objects.filter(pk=alice.pk).update(display_name="Alice in Chains")
    assert all("Alice in Chains" in look(page) for page in ("/", SONG, "/@alice/"))


def test_a_maker_who_left(look: Look, alice: Any, song: Any) -> None:
    assert all("A tune" in look(page) for page in ("/", SONG, "/@alice/"))
    person_erase(person=alice, by=alice)
    assert (
        "A tune" not in look("/")
        and look(SONG) == look("/@alice/") == "404"
        and "alice" not in look("/")
    )


def test_a_song_that_enters_leaves_the_first_page(
    look: Look, song: Any, challenge_in: Any, alice: Any
) -> None:
    challenge = challenge_in("open")
    assert "A tune" in look("/")
    entry_create(challenge=challenge, composition=song, maker=alice)
    assert "A tune" not in look("/")


def test_a_song_on_the_first_page_that_becomes_private_is_linked_no_more(
    look: Look, board: Any
) -> None:
    challenge, entries = board
    to_phase(challenge, "closed")
    for entry in entries:
        composition_update(composition=entry.composition, visibility=Visibility.PUBLIC)
    assert 'data-rank="' in look("/") and "/@maker0/secret-title-0/" in look("/")
    composition_update(composition=entries[0].composition, visibility=Visibility.PRIVATE)
    assert "/@maker0/secret-title-0/" not in look("/")


@pytest.mark.parametrize("address", ["/", LIST, ENTRIES, BOARD, SONG, "/@alice/"])
def test_nothing_of_a_person_is_in_what_visitors_get(
    address: str, look: Look, alice: Any, staff: Any, board: Any, song: Any
) -> None:
    for person in (staff, alice):
        assert "Sign out" in look(address, person) and f"@{person.username}" in look(
            address, person
        )
    page = look(address)
    private_words = (
        "Sign out",
        "Administration",
        "csrf",
        "organiser",
        "Who may see it",
        "Open in the studio",
    )
    for private in (*private_words, "Your songs"):
        assert private not in page
    assert (
        "Sign in" in page
        and "Sign out" in look(address, alice)
        and "Administration" in look(address, staff)
    )


def test_a_message_is_for_one_visitor_alone(
    look: Look, visitor: Client, client_of: Any, alice: Any
) -> None:
    browser = client_of(alice)
    page = browser.post("/accounts/logout/", follow=True).content.decode()
    assert "You have signed out" in page and "You have signed out" not in look("/")


def test_songs_on_a_profile_come_and_go(
    look: Look, song: Any, alice: Any, composition_of: Any
) -> None:
    other = composition_of(alice, title="A second one", transpose=3)
    assert "A second one" not in look("/@alice/") and "A second one" in look("/@alice/", alice)
    composition_update(composition=other, visibility=Visibility.PUBLIC)
    assert "A second one" in look("/@alice/")
    User.objects.filter(pk=alice.pk).update(about="Likes waltzes", is_active=True)
    assert "Likes waltzes" in look("/@alice/")
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert look("/@alice/") == "404" and "A tune" not in look("/")
