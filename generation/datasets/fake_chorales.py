"""Chorales written by an algorithm (JS Fake Chorales, O. Peracha, CC-BY-4.0): for augmentation
only."""

from pathlib import Path

import numpy as np

from generation.codecs.chorale import encode_pitches
from generation.datasets.archive import read_scores
from generation.datasets.jsb import Frames, jsb_frames
from generation.evaluation.passages import Library

FAKES = {
    "name": "JS Fake Chorales, training part (1,026 chorales written by an algorithm)",
    "licence": "CC-BY-4.0",
    "attribution": "O. Peracha, JS Fake Chorales, 2021",
}


LIMIT = 8  # chords: a fake chorale that shares as many with a held-out one is left out


def original_frames(folder: Path, split: str) -> dict[str, Frames]:
    """Those that do not repeat held-out chorales of Bach (see DECISIONS.md)."""
    held_out = [*jsb_frames(folder, "valid"), *jsb_frames(folder, "test")]
    library = Library([encode_pitches(frames) for frames in held_out])
    return {
        name: frames
        for name, frames in fake_frames(folder, split).items()
        if library.longest(encode_pitches(frames)).length < LIMIT
    }


def fake_frames(folder: Path, split: str) -> dict[str, Frames]:
    """Those of one split, by their id."""
    pieces = {}
    for row, score in read_scores(folder / "js_fakes.zip", split):
        step = score.ticks_per_quarter // 4
        frames = np.full((-(-score.end() // step), 4), -1, np.int16)
        for voice, track in enumerate(score.tracks[:4]):
            for note in track.notes:
                frames[round(note.start / step) : round(note.end / step), voice] = note.pitch
        pieces[row["id"]] = frames
    return pieces
