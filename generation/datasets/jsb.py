"""Four-part chorales: the published split of the JSB chorales, as frames, as states, and packed."""

import json
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import States, encode_pitches

JSB = {
    "name": "JSB Chorales, the published split's training part (229 chorales)",
    "licence": "music in the public domain",
    "attribution": "J. S. Bach; encoded by Boulanger-Lewandowski et al. 2012, "
    "16th grid by C. A. Huang",
}


# (T, 4) soprano, alto, tenor, bass on 16th steps: MIDI pitches, -1 for silence
Frames = NDArray[np.int16]


def jsb_frames(folder: Path, split: str) -> list[Frames]:
    """The Boulanger-Lewandowski split of the JSB chorales; `split` is train, valid or test."""
    with zipfile.ZipFile(folder / "jsb_chorales.zip") as archive:
        pieces = json.loads(archive.read("Jsb16thSeparated.json"))[split]
    return [np.array(frames, np.int16) for frames in pieces]


def read_chorales(folder: Path, split: str) -> list[States]:
    """The same, each as states (4, T). No fake chorales: many repeat held-out ones (see
    DECISIONS.md)."""
    return [encode_pitches(frames) for frames in jsb_frames(folder, split)]


def count_notes(frames: list[list[int]]) -> int:
    """A voice begins a note where its pitch changes: no more is told."""
    cells = np.array(frames)
    before = np.vstack([np.full((1, cells.shape[1]), -1), cells[:-1]])
    return int(((cells != before) & (cells >= 0)).sum())
