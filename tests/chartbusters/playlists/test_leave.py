"""Playlists go with who leaves, and are taken home; their songs in others' playlists go too."""

import json
from typing import Any
from zipfile import ZipFile

import pytest

from chartbusters.leaving.archive import archive_write
from chartbusters.playlists.models import Playlist
from chartbusters.playlists.services import playlist_update
from tests.chartbusters.leaving.erasing import erase, traces
from tests.chartbusters.playlists.conftest import titles

pytestmark = pytest.mark.django_db


def test_nothing_is_left_of_who_made_it(five: Playlist, bob: Any) -> None:
    playlist_update(playlist=five, title="Quillwort", description="Quillwort said this.")
    erase(bob)
    assert not Playlist.objects.exists() and traces("quillwort") == []


def test_songs_go_with_their_maker(five: Playlist, alice: Any, bob: Any) -> None:
    erase(alice)
    assert titles(five, bob) == ""


def test_it_is_taken_home(five: Playlist, bob: Any, tmp_path: Any) -> None:
    with (tmp_path / "home.zip").open("w+b") as file:
        archive_write(file, person=bob)
    (told,) = json.loads(ZipFile(tmp_path / "home.zip").read("playlists.json"))
    assert told["title"] == "Five" and [one["song"] for one in told["songs"]] == list("ABCDE")
