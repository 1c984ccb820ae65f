"""A technique of ten lines: the melody once more, lower by 12 + seed % 12 semitones."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from generation.catalogue import Card
from generation.engine import EngineError
from generation.music.song import Song
from generation.take import Check, Progress, Take
from generation.techniques import Technique

ECHO = Technique("echo", "Echo", __name__)

# What a test wants to happen before each step: an accident, a cancel, another worker.
interruptions: list[Callable[[], None]] = []


def play(
    card: Any,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress,
    check: Check,
) -> Take:
    steps, low = parameters["steps"], 12 + seed % 12
    notes = tuple(
        note._replace(pitch=max(0, note.pitch - low)) for note in song.tracks[track].notes
    )

    def with_echo(count: int) -> Song:
        return song.with_tracks(
            [*song.tracks, replace(song.tracks[track], notes=notes[:count], name="Echo")]
        )

    for step in range(steps):
        check()
        progress(step / steps, f"Step {step + 1}", partial(with_echo, step))
        for interruption in interruptions:
            interruption()
    if seed == 13:
        raise EngineError("unlucky", "This seed brings no luck. Try another.")
    return Take(with_echo(len(notes)))


def count_seconds(card: Card, song: Song, track: int, parameters: dict[str, Any]) -> float:
    """For those who say what a wish costs: a second a step."""
    return float(parameters["steps"])
