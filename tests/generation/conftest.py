"""A model small enough to know by heart, and jobs that ask for it."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generation import catalogue, services
from generation.models import GenerationJob
from generation.music.song import Song
from generation.techniques import TECHNIQUES
from generation.workers import training_wish
from tests.generation.echo import ECHO
from tests.generation.trainees import chorales_in


@pytest.fixture
def echo_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[catalogue.Card]:
    """The only installed model is `echo-low`, which doubles the melody; see
    tests/generation/echo.py."""
    weights = b"no weights at all"
    card = {
        "name": "echo-low",
        "technique": "echo",
        "title": "Echo",
        "genre": "general",
        "description": "Doubles the melody an octave lower.",
        "licence": "CC0-1.0",
        "sizes": {},
        "tracks": [{"name": "Echo", "program": 0, "drums": False}],
        "parameters": [
            {
                "name": "steps",
                "label": "Steps",
                "kind": "int",
                "default": 2,
                "minimum": 1,
                "maximum": 100,
                "step": 1,
            },
        ],
        "data": [],
        "seed": 1,
        "commit": "",
        "training": {},
        "figures": {},
        "digest": hashlib.sha256(weights).hexdigest(),
        "expected_seconds": 2.0,
    }
    (tmp_path / "echo-low.json").write_text(json.dumps(card))
    (tmp_path / "echo-low.safetensors").write_bytes(weights)
    monkeypatch.setattr(catalogue, "CHECKPOINTS", tmp_path)
    monkeypatch.setitem(TECHNIQUES, "echo", ECHO)
    catalogue.cards.cache_clear()
    yield catalogue.cards()[0]
    catalogue.cards.cache_clear()


@pytest.fixture
def job_for(
    echo_model: catalogue.Card, sample_song: Callable[..., Song]
) -> Callable[..., GenerationJob]:
    """`job_for(alice)` is a waiting job of alice's; `job_for(None, session_key="x")` one of a
    visitor's."""

    def make(owner: Any, session_key: str = "", **wish: Any) -> GenerationJob:
        values = {"technique": "echo", "model": "echo-low", "song": sample_song(), **wish}
        return services.job_create(owner=owner, session_key=session_key, **values)

    return make


@pytest.fixture
def school(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that may train, on scales; returns the folder of its runs."""
    settings.TRAINING_DATA, settings.TRAINING_DIR = (
        str(chorales_in(tmp_path)),
        tmp_path / "training",
    )
    monkeypatch.setattr(training_wish, "PROGRAM", ("-m", "tests.generation.small_wishes"))
    return tmp_path / "training"
