"""Who enters may agree that the song stays public while the vote runs: said in one sentence, off
unless chosen, and kept with the receipt."""

from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.models import Challenge, Entry, Seal
from chartbusters.challenges.services import entries_erase, entry_create
from chartbusters.compositions.services import composition_update

ENTRIES, FORM = "/api/v1/entries/", "/challenges/tunes/submit/"


@pytest.fixture
def song(alice: Any, composition_of: Any, challenge_in: Any) -> Any:
    """A public song of alice's, and a challenge that takes entries."""
    challenge_in("open")
    return composition_update(composition=composition_of(alice), visibility="public")


@pytest.mark.parametrize("chosen", [True, False, None])
def test_it_works(chosen: bool | None, api: Any, alice: Any, song: Any, visitor: Client) -> None:
    wish = {"challenge": "tunes", "composition": str(song.pk)}
    wish |= {} if chosen is None else {"heard_by_all": chosen}
    receipt = api(alice).post(ENTRIES, wish).json()
    assert receipt["heard_by_all"] is bool(chosen)
    assert api(alice).get(f"{ENTRIES}{receipt['id']}/").json()["heard_by_all"] is bool(chosen)
    assert visitor.get("/@alice/a-tune/").status_code == (200 if chosen else 404)


@pytest.mark.parametrize("chosen", [True, False])
def test_the_page_asks_and_the_receipt_tells(
    chosen: bool, alice: Any, song: Any, client_of: Any
) -> None:
    browser = client_of(alice)
    form = browser.get(f"{FORM}?composition={song.pk}").content.decode()
    box = form[form.index('id="heard_by_all"') :].partition(">")[0]
    assert "checked" not in box and "Whoever knows it can tell on a ballot" in form
    body = {"composition": str(song.pk)} | ({"heard_by_all": "1"} if chosen else {})
    receipt = browser.post(FORM, body, follow=True).content.decode()
    assert Entry.objects.get().heard_by_all is chosen
    told = "stays public: you agreed" if chosen else "heard on nameless ballots only"
    assert told in receipt


def test_entering_anew_asks_anew(api: Any, alice: Any, song: Any, visitor: Client) -> None:
    wish = {"challenge": "tunes", "composition": str(song.pk)}
    api(alice).post(ENTRIES, {**wish, "heard_by_all": True})
    api(alice).post(ENTRIES, wish)
    assert visitor.get("/@alice/a-tune/").status_code == 404


def test_one_entry_that_is_blind_is_enough(
    api: Any, alice: Any, song: Any, visitor: Client, challenge_in: Any
) -> None:
    challenge_in("open", slug="others")
    wish = {"challenge": "tunes", "composition": str(song.pk), "heard_by_all": True}
    api(alice).post(ENTRIES, wish)
    assert visitor.get("/@alice/a-tune/").status_code == 200
    api(alice).post(ENTRIES, {**wish, "challenge": "others", "heard_by_all": False})
    assert visitor.get("/@alice/a-tune/").status_code == 404


def test_who_is_forgotten_leaves_no_seal(alice: Any, song: Any) -> None:
    """The entry may have to stay for the board; the songs that were silent for it are gone."""
    entry = entry_create(challenge=Challenge.objects.get(), composition=song, maker=alice)
    assert Seal.objects.filter(entry=entry).exists()
    entries_erase(maker=alice, keep=[entry.pk])
    assert Entry.objects.get() == entry and not Seal.objects.exists()


def test_it_rejects_what_is_no_choice(api: Any, alice: Any, song: Any) -> None:
    wish = {"challenge": "tunes", "composition": str(song.pk), "heard_by_all": "perhaps"}
    answer = api(alice).post(ENTRIES, wish)
    assert answer.status_code == 400 and "heard_by_all" in answer.content.decode()
    assert not Entry.objects.exists() and not Seal.objects.exists()
