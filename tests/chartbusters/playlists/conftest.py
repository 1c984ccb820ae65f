"""Playlists, and songs that everybody may hear to put into them."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.playlists.models import Playlist
from chartbusters.playlists.selectors import lines_of
from chartbusters.playlists.services import playlist_add, playlist_create
from tests.chartbusters.discovery.conftest import song_of

__all__ = ["song_of"]


@pytest.fixture
def five(bob: Any, alice: Any, song_of: Callable[..., Any]) -> Playlist:
    """Bob's public playlist of five songs by alice: A, B, C, D, E."""
    playlist = playlist_create(owner=bob, title="Five", visibility="public")
    for title in "ABCDE":
        playlist = playlist_add(playlist=playlist, composition=song_of(alice, title).pk)
    return playlist


def titles(playlist: Playlist, viewer: Any) -> str:
    """The songs that a viewer is shown, in their order; a dot for a place without one."""
    lines = lines_of(playlist=playlist, viewer=viewer)
    return "".join(line.song.title if line.song else "." for line in lines)


def keys(playlist: Playlist) -> list[Any]:
    return list(playlist.places.values_list("composition", flat=True))
