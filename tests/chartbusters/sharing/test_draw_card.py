import io
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from chartbusters.compositions.services import composition_update
from chartbusters.sharing.preview_image import HEAD, HEIGHT, TRACKS, WIDTH, Words, card_png
from chartbusters.sharing.sheets import NIGHT, PAPER
from generation.music.song import Note, Song, Track

WORDS = Words("Morning Song", "alice", "CC BY 4.0")


def pixels_of(png: bytes) -> list[bytes]:
    """Rows of a PNG of the size that readers of previews want."""
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (WIDTH, HEIGHT))
    raw = image.tobytes()
    return [raw[row * 3 * WIDTH : (row + 1) * 3 * WIDTH] for row in range(HEIGHT)]


def colours_of(rows: list[bytes]) -> set[bytes]:
    return {row[at : at + 3] for row, at in product(rows, range(0, 3 * WIDTH, 3))}


def test_it_works(sample_song: Callable[..., Song]) -> None:
    rows = pixels_of(card_png(sample_song(band=True), WORDS))
    assert len(rows) == HEIGHT and all(len(row) == 3 * WIDTH for row in rows)
    assert {NIGHT, *TRACKS[:4]} <= colours_of(rows)
    assert not set(TRACKS[4:]) & colours_of(rows)
    assert PAPER in colours_of(rows)


def test_a_track_has_the_colour_that_was_chosen_for_it(sample_song: Callable[..., Song]) -> None:
    song = sample_song()
    chosen = song.with_tracks(replace(track, colour=6) for track in song.tracks)
    below = pixels_of(card_png(chosen, WORDS))[HEAD:]
    assert {TRACKS[5]} == set(TRACKS) & colours_of(below)


@pytest.mark.parametrize(
    "song",
    [
        Song(),
        Song((Track((Note(0, 60, 1, 90),)),)),
        Song((Track(tuple(Note(0, pitch, 1, 90) for pitch in range(128))),)),
        Song((Track((Note(0, 127, 99_999, 1), Note(99_998, 0, 1, 1)), drums=True),)),
    ],
)
def test_it_handles_the_edges_of_music(song: Song) -> None:
    assert len(pixels_of(card_png(song, WORDS))) == HEIGHT


@pytest.mark.django_db
def test_it_is_named_by_the_page(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    assert (
        'content="http://testserver/@alice/morning-song/card.png"'
        in visitor.get("/@alice/morning-song/").content.decode()
    )
    picture = visitor.get("/@alice/morning-song/card.png")
    assert picture["Content-Type"] == "image/png" and "public" in picture["Cache-Control"]


@pytest.mark.django_db
def test_it_follows_title_and_licence(alice: Any, visitor: Client, shared: Any) -> None:
    song = shared(alice)
    address = f"/embed/{song.pk}/card.png"
    before = visitor.get(address)
    assert visitor.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 304
    for change in ({"title": "Evening Song"}, {"licence": "cc0"}):
        composition_update(composition=song, **change)
        after = visitor.get(address, headers={"If-None-Match": before["ETag"]})
        assert after.status_code == 200 and after.content != before.content
        before = after
