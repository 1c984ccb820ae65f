"""Compositions, and jobs whose music they may claim."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.compositions import services
from chartbusters.compositions.models import Composition
from generation.models import GenerationJob, JobState
from generation.music.song import Song
from generation.services import song_store


@pytest.fixture
def composition_of(sample_song: Callable[..., Song]) -> Callable[..., Composition]:
    """`composition_of(alice, title="Mine")`: a private composition of four bars."""

    def make(owner: Any, title: str = "Mine", **values: Any) -> Composition:
        song = values.pop("song", None) or sample_song()
        return services.composition_create(owner=owner, song=song, title=title, **values)

    return make


@pytest.fixture
def done_job(sample_song: Callable[..., Song]) -> Callable[..., GenerationJob]:
    """`done_job(alice)`: a finished job of hers that has added a band to the sample song."""

    def make(owner: Any, session_key: str = "") -> GenerationJob:
        source, result = sample_song(), sample_song(band=True)
        return GenerationJob.objects.create(
            owner=owner,
            session_key=session_key,
            technique="echo",
            model="echo-low",
            seed=1,
            source=song_store(song=source),
            result=song_store(song=result),
            recipe={"technique": "echo", "seed": 1, "output_digest": result.digest},
            state=JobState.DONE,
            attempt=1,
        )

    return make
