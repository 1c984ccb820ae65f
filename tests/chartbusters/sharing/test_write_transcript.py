"""The notes of a song in words."""

from typing import Any

import pytest
from django.test import Client

from chartbusters.sharing.transcripts import MOST_NOTES, parts_of
from generation.music.song import Note, Song, Track

QUARTER = 960


def test_it_works() -> None:
    melody = Track((Note(0, 60, QUARTER), Note(QUARTER, 64, 480), Note(4 * QUARTER, 67, 3840)))
    drums = Track((Note(0, 36, 240), Note(0, 42, 240)), drums=True, name="Kit")
    tune, kit = parts_of(Song((melody, drums)))
    assert (tune.name, kit.name) == ("Track 1", "Kit")
    assert tune.bars == [
        (1, "beat 1: C 4 for 1; beat 2: E 4 for 0.5"),
        (2, "beat 1: G 4 for 4"),
    ]
    assert kit.bars == [(1, "beat 1: kick, closed hat")]


def test_it_is_bounded() -> None:
    many = Track(tuple(Note(at * 10, 60, 10) for at in range(MOST_NOTES)))
    first, second = parts_of(Song((many, many)))
    assert (first.more, second.more, second.bars) == (0, MOST_NOTES, [])


def test_it_handles_a_song_without_notes() -> None:
    assert parts_of(Song()) == []


@pytest.mark.django_db
def test_whoever_may_hear_the_song_may_read_it(
    alice: Any, visitor: Client, client_of: Any, charlie: Any, shared: Any
) -> None:
    song = shared(alice)
    for client in (visitor, client_of(alice), client_of(charlie)):
        for address in ("/@alice/morning-song/transcript/", f"/embed/{song.pk}/transcript/"):
            page = client.get(address)
            assert page.status_code == 200 and "Bar 1: beat 1" in page.content.decode()


@pytest.mark.django_db
def test_it_requires_a_song_that_one_may_hear(
    alice: Any, visitor: Client, client_of: Any, charlie: Any, shared: Any
) -> None:
    shared(alice, visibility="private")
    for client in (visitor, client_of(charlie)):
        assert client.get("/@alice/morning-song/transcript/").status_code == 404
