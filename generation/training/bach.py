"""Four-part chorales: soprano in; alto, tenor and bass out."""

import json
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.codecs.lines import LOWEST, REST, Line, moved
from generation.training.pieces import Piece, scores_of

VOICES = ("alto", "tenor", "bass")
FAKES_SHARE = 0.35  # of the windows drawn; the rest is Bach himself


def chorale(name: str, frames: NDArray[np.int16]) -> Piece:
    """A piece from frames (T, 4) of soprano, alto, tenor, bass: MIDI pitches, -1 for silence."""
    states = np.where(frames < 0, REST, frames - LOWEST + 1).astype(np.uint8).T  # (4, T)
    lines = [Line(state, moved(state)) for state in states]
    unknown = np.full(len(frames), -1, np.int16)
    return Piece(name, lines[0], tuple(lines[1:]), unknown, unknown, np.arange(0, len(frames), 4, dtype=np.int32))


def chorales(folder: Path, split: str) -> list[Piece]:
    """The published Boulanger-Lewandowski split of the JSB chorales, 16th grid; `split` is train, valid or test."""
    with zipfile.ZipFile(folder / "jsb_chorales.zip") as archive:
        pieces = json.loads(archive.read("Jsb16thSeparated.json"))[split]
    return [chorale(f"jsb/{split}/{n}", np.array(frames, np.int16)) for n, frames in enumerate(pieces)]


def fakes(folder: Path, split: str) -> list[Piece]:
    """JS Fake Chorales (O. Peracha, CC-BY-4.0): chorales by an algorithm, augmentation only."""
    pieces = []
    for row, score in scores_of(folder / "js_fakes.zip", split):
        step = score.ticks_per_quarter // 4
        frames = np.full((-(-score.end() // step), 4), -1, np.int16)
        for voice, track in enumerate(score.tracks[:4]):
            for note in track.notes:
                frames[round(note.start / step) : round(note.end / step), voice] = note.pitch
        pieces.append(chorale(f"js_fakes/{row['id']}", frames))
    return pieces
