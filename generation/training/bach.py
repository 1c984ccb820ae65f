"""Four-part chorales: soprano in; alto, tenor and bass out."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.codecs.lines import LOWEST, REST, Line, moved
from generation.training.chorales import fake_frames, jsb_frames
from generation.training.pieces import Piece

VOICES = ("alto", "tenor", "bass")
FAKES_SHARE = 0.35  # of the windows drawn; the rest is Bach himself


def chorale(name: str, frames: NDArray[np.int16]) -> Piece:
    """A piece from frames (T, 4) of soprano, alto, tenor, bass: MIDI pitches, -1 for silence."""
    states = np.where(frames < 0, REST, frames - LOWEST + 1).astype(np.uint8).T  # (4, T)
    lines = [Line(state, moved(state)) for state in states]
    unknown = np.full(len(frames), -1, np.int16)
    return Piece(name, lines[0], tuple(lines[1:]), unknown, unknown, np.arange(0, len(frames), 4, dtype=np.int32))


def chorales(folder: Path, split: str) -> list[Piece]:
    """The published split of the JSB chorales as pieces."""
    return [chorale(f"jsb/{split}/{n}", frames) for n, frames in enumerate(jsb_frames(folder, split))]


def fakes(folder: Path, split: str) -> list[Piece]:
    """JS Fake Chorales, for augmentation only."""
    return [chorale(f"js_fakes/{name}", frames) for name, frames in fake_frames(folder, split).items()]
