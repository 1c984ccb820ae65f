"""What the networks found becomes tracks: both samplers' last step."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.codecs.instrumentation import Part, build_drum_track, build_pitched_track
from generation.codecs.monophonic import Line
from generation.codecs.swing import STRAIGHT, THIRD, Swing, lay_swing
from generation.music.song import Note, Track
from generation.techniques.gan.endings import end_tracks
from generation.techniques.gan.melody import PreparedMelody
from generation.techniques.gan.parameters import HARD_SWING, LIGHT_SWING, NO_SWING

SWINGS = {NO_SWING: STRAIGHT, LIGHT_SWING: Swing(0.58), HARD_SWING: Swing(THIRD)}


def choose_grid(prepared: PreparedMelody, wishes: Mapping[str, Any]) -> Grid:
    """The grid that the band plays on: the melody's, or one that swings as wished."""
    swing = SWINGS.get(wishes["swing"])
    return lay_swing(prepared.grid, swing) if swing else prepared.grid


def write_tracks(
    parts: Sequence[Part],
    lines: Sequence[Line],
    strokes: NDArray[np.bool_],
    prepared: PreparedMelody,
    melody: Sequence[Note],
    genre: str,
    wishes: Mapping[str, Any],
) -> list[Track]:
    """Lines (V) and strokes (D, T) of the steps of the melody's grid, on the tracks of `parts`."""
    grid = choose_grid(prepared, wishes)
    tracks = [
        build_drum_track(part, strokes, grid, melody)
        if part.drums
        else build_pitched_track(part, lines, grid, melody, -prepared.shift)
        for part in parts
    ]
    return end_tracks(tracks, parts, prepared, grid, wishes["ending"], genre, melody)
