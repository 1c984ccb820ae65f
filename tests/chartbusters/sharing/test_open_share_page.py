from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chartbusters.compositions.models import Composition, Licence
from chartbusters.compositions.provenance import Source
from chartbusters.compositions.services import composition_update, revision_add
from generation.music.midi import read_midi
from generation.music.song import Song

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/morning-song/"
PARTS = ["", "song.mp3", "song.mid", "card.png", "notes.json", "rendering.json"]


def test_it_works_signed_out_and_without_scripts(
    alice: Any, visitor: Client, shared: Callable[..., Composition]
) -> None:
    composition_update(composition=shared(alice), licence=Licence.CC_BY)
    page = visitor.get(ADDRESS).content.decode()
    assert "<h1>Morning Song</h1>" in page and "CC BY 4.0" in page and ">alice</a>" in page
    assert f'<audio controls preload="metadata" src="{ADDRESS}song.mp3">' in page
    assert f'href="{ADDRESS}song.mid"' in page and "/studio/?remix=" in page
    assert '<meta property="og:title" content="Morning Song">' in page
    assert 'type="application/json+oembed"' in page
    assert "Who may see it" not in page


def test_it_shows_how_the_song_was_made(
    alice: Any,
    visitor: Client,
    shared: Callable[..., Composition],
    sample_song: Callable[..., Song],
) -> None:
    revision_add(composition=shared(alice), song=sample_song(bars=5), source=Source("imported"))
    page = visitor.get(ADDRESS).content.decode()
    assert "Written in the studio" in page and "Brought in from a MIDI file" in page


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_it_requires_the_maker_for_what_is_not_public(
    alice: Any,
    bob: Any,
    charlie: Any,
    visitor: Client,
    client_of: Any,
    shared: Any,
    visibility: str,
    part: str,
) -> None:
    shared(alice, visibility=visibility)
    mine = client_of(alice).get(ADDRESS + part)
    assert (
        mine.status_code == 200
        and "no-store" in mine["Cache-Control"]
        and mine["X-Robots-Tag"] == "noindex"
    )
    for stranger in (client_of(bob), client_of(charlie), visitor):
        assert stranger.get(ADDRESS + part).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_it_shows_what_is_public_to_everybody(
    alice: Any, bob: Any, charlie: Any, visitor: Client, client_of: Any, shared: Any, part: str
) -> None:
    shared(alice)
    for client in (client_of(alice), client_of(bob), client_of(charlie), visitor):
        assert client.get(ADDRESS + part).status_code == 200


def test_it_offers_settings_to_the_maker_only(
    alice: Any, bob: Any, client_of: Any, shared: Any
) -> None:
    shared(alice)
    assert "Who may see it" in client_of(alice).get(ADDRESS).content.decode()
    assert "Who may see it" not in client_of(bob).get(ADDRESS).content.decode()


def test_it_handles_a_recording_that_is_not_ready(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice, ready=False)
    page = visitor.get(ADDRESS).content.decode()
    assert (
        "The recording is being made" in page
        and "<audio" not in page
        and "Download MP3" not in page
    )
    assert visitor.get(f"{ADDRESS}rendering.json").json() == {"state": "queued"}
    assert visitor.get(f"{ADDRESS}song.mp3").status_code == 503
    assert read_midi(visitor.get(f"{ADDRESS}song.mid").content).note_count == 16


def test_it_tells_when_the_recording_is_ready(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    state = visitor.get(f"{ADDRESS}rendering.json")
    assert state.json() == {
        "state": "done",
        "seconds": 8.5,
        "peaks": [0, 50, 100],
        "audio": f"{ADDRESS}song.mp3",
    }
    assert state["Cache-Control"] == "no-store"


def test_it_gives_the_midi_file_a_good_name(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice, title='Röntgen / "B" <3')
    answer = visitor.get("/@alice/rontgen-b-3/song.mid")
    assert answer["Content-Type"] == "audio/midi"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''R%C3%B6ntgen%20B%203.mid"


def test_it_shows_titles_and_notes_literally(alice: Any, visitor: Client, shared: Any) -> None:
    evil = "</title><script>alert(1)</script>'\"><img src=x>"
    composition = composition_update(composition=shared(alice, title=evil), process_note=evil)
    alice.display_name = evil[:60]
    alice.save()
    page = visitor.get(f"/@alice/{composition.slug}/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 3


def test_it_rejects_unknown_names(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    for address in (
        "/@alice/evening-song/",
        "/@nobody/morning-song/",
        "/@alice/morning-song/song.wav",
    ):
        assert visitor.get(address).status_code == 404
    assert visitor.post(ADDRESS).status_code in (403, 405)
