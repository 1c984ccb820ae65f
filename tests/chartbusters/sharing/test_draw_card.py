import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.test import Client

from chartbusters.sharing.preview_image import HEIGHT, NIGHT, TRACKS, WIDTH, card_png
from generation.music.song import Note, Song, Track


def pixels_of(png: bytes) -> list[bytes]:
    """Rows of a PNG whose chunks are whole and whose checksums are right."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data = 8, {}
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0] == zlib.crc32(
            name + body
        )
        data[name], at = body, at + 12 + size
    assert struct.unpack(">II", data[b"IHDR"][:8]) == (WIDTH, HEIGHT) and b"IEND" in data
    raw = zlib.decompress(data[b"IDAT"])
    return [raw[row * (3 * WIDTH + 1) + 1 : (row + 1) * (3 * WIDTH + 1)] for row in range(HEIGHT)]


def colours_of(rows: list[bytes]) -> set[bytes]:
    return {row[at : at + 3] for row, at in product(rows, range(0, 3 * WIDTH, 3))}


def test_it_works(sample_song: Callable[..., Song]) -> None:
    rows = pixels_of(card_png(sample_song(band=True)))
    assert len(rows) == HEIGHT and all(len(row) == 3 * WIDTH for row in rows)
    assert {NIGHT, *TRACKS[:4]} <= colours_of(rows)
    assert not set(TRACKS[4:]) & colours_of(rows)


def test_a_track_has_the_colour_that_was_chosen_for_it(sample_song: Callable[..., Song]) -> None:
    song = sample_song()
    chosen = song.with_tracks(replace(track, colour=6) for track in song.tracks)
    assert {TRACKS[5]} == set(TRACKS) & colours_of(pixels_of(card_png(chosen)))


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
    assert len(pixels_of(card_png(song))) == HEIGHT


@pytest.mark.django_db
def test_it_is_named_by_the_page(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    assert (
        'content="http://testserver/@alice/morning-song/card.png"'
        in visitor.get("/@alice/morning-song/").content.decode()
    )
    picture = visitor.get("/@alice/morning-song/card.png")
    assert picture["Content-Type"] == "image/png" and "public" in picture["Cache-Control"]
