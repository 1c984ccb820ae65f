"""Songs that can be taken home."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.services import composition_create
from generation.music.song import ChordSign, Song


@pytest.fixture
def shown(sample_song: Callable[..., Song]) -> Callable[..., Composition]:
    """`shown(alice, bars=4)`: a song that everybody may hear, with chords over it."""

    def make(owner: Any, title: str = "Walk Home", bars: int = 4, **told: Any) -> Composition:
        song = replace(sample_song(bars=bars, band=True), chords=(ChordSign(0, "Am7"),))
        visible = {"visibility": Visibility.PUBLIC} | told
        return composition_create(owner=owner, song=song, title=title, **visible)

    return make
