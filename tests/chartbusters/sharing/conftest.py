"""Songs at every stage of being shared."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile

from chartbusters.compositions.models import Composition, Rendering, RenderingState, Visibility
from chartbusters.compositions.services import composition_create
from generation.music.song import Song

AUDIO = bytes(range(256)) * 4  # nobody decodes it here; every byte tells its place


@pytest.fixture
def shared(sample_song: Callable[..., Song]) -> Callable[..., Composition]:
    """`shared(alice, visibility="secret")`: a song with a recording, everybody's unless said
    otherwise."""

    def make(
        owner: Any,
        title: str = "Morning Song",
        visibility: str = Visibility.PUBLIC,
        ready: bool = True,
    ) -> Composition:
        composition = composition_create(
            owner=owner, song=sample_song(), title=title, visibility=visibility
        )
        assert composition.head is not None
        if ready:
            rendering, _ = Rendering.objects.get_or_create(song_id=composition.head.song_id)
            rendering.state, rendering.seconds, rendering.peaks = (
                RenderingState.DONE,
                8.5,
                [0, 50, 100],
            )
            rendering.audio.save("recording.mp3", ContentFile(AUDIO))
        return composition

    return make
