"""Songs that everybody may find."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_create
from chartbusters.discovery import matching
from chartbusters.discovery.selectors import songs_found
from chartbusters.discovery.wishes import wish_read


@pytest.fixture
def song_of(sample_song: Any) -> Callable[..., Composition]:
    """`song_of(alice, "Morning")`: everybody may hear it; its notes are its own."""
    made: Iterator[int] = iter(range(1, 100))

    def make(owner: Any, title: str, visibility: str = "public") -> Composition:
        song = sample_song(transpose=next(made))
        return composition_create(owner=owner, song=song, title=title, visibility=visibility)

    return make


@pytest.fixture(params=["looked through", "by the index"])
def both_ways(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as on a small site, where the beginning of the order is all of it, once by the index."""
    if request.param == "by the index":
        monkeypatch.setattr(matching, "NEAR", 0)


def titles(**wish: str) -> list[str]:
    """What a search finds, in its order."""
    return [song.title for song in songs_found(wish=wish_read(wish)).songs]
