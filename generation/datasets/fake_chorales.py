"""Chorales written by an algorithm (JS Fake Chorales, O. Peracha, CC-BY-4.0): for augmentation
only."""

from pathlib import Path

import numpy as np

from generation.datasets.archive import read_scores
from generation.datasets.jsb import Frames

FAKES = {
    "name": "JS Fake Chorales, training part (1,026 chorales written by an algorithm)",
    "licence": "CC-BY-4.0",
    "attribution": "O. Peracha, JS Fake Chorales, 2021",
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
