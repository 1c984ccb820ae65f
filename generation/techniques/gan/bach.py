"""Four-part chorales: soprano in; alto, tenor and bass out."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import LOWEST, REST, Line, mark_changes
from generation.datasets.fake_chorales import fake_frames
from generation.datasets.jsb import jsb_frames
from generation.techniques.gan.corpus import Corpus, make_corpus
from generation.techniques.gan.pieces import Piece

FAKES_SHARE = 0.35  # of the windows drawn; the rest is Bach himself


def encode_chorale(name: str, frames: NDArray[np.int16]) -> Piece:
    """A piece from frames (T, 4) of soprano, alto, tenor, bass: MIDI pitches, -1 for silence."""
    states = np.where(frames < 0, REST, frames - LOWEST + 1).astype(np.uint8).T  # (4, T)
    lines = [Line(state, mark_changes(state)) for state in states]
    unknown = np.full(len(frames), -1, np.int16)
    return Piece(
        name,
        lines[0],
        tuple(lines[1:]),
        unknown,
        unknown,
        np.arange(0, len(frames), 4, dtype=np.int32),
    )


def load_chorales(folder: Path, split: str) -> list[Piece]:
    """The published split of the JSB chorales as pieces."""
    return [
        encode_chorale(f"jsb/{split}/{n}", frames)
        for n, frames in enumerate(jsb_frames(folder, split))
    ]


def load_fakes(folder: Path, split: str) -> list[Piece]:
    """JS Fake Chorales, for augmentation only."""
    return [
        encode_chorale(f"js_fakes/{name}", frames)
        for name, frames in fake_frames(folder, split).items()
    ]


def corpus(folder: Path, split: str) -> Corpus:
    """The chorales of one split; for training also the fake ones, at their fixed share of the
    windows."""
    real = load_chorales(folder, split)
    if split != "train":
        return make_corpus(real, [1.0] * len(real), [], rests=0)
    fake = load_fakes(folder, split)
    share = (
        FAKES_SHARE * sum(p.steps for p in real) / ((1 - FAKES_SHARE) * sum(p.steps for p in fake))
    )
    return make_corpus([*real, *fake], [1.0] * len(real) + [share] * len(fake), [], rests=0.3)
