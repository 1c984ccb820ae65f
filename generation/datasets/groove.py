"""Drum grooves (Groove MIDI Dataset, CC-BY-4.0) on a grid of 16th steps and nine drums."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import DRUMS
from generation.datasets.archive import read_scores

if TYPE_CHECKING:
    from symusic import Score

GROOVE = {
    "name": "Groove MIDI Dataset, training part (rock, pop, funk and soul beats in 4/4)",
    "licence": "CC-BY-4.0",
    "attribution": "J. Gillick, A. Roberts, J. Engel, D. Eck, D. Bamman, Learning to Groove with "
    "Inverse Sequence Transformations, ICML 2019",
}


STYLES = ("rock", "pop", "funk", "soul")
SHORTEST = 128  # steps: eight bars, one training window
BAR = 16
HALF, THIRD, NEAR = 1 / 2, 2 / 3, 1 / 12  # of a beat
# Electronic and acoustic kits of the source (and General MIDI) reduced to the nine drums of
# `DRUM_PITCHES`.
NINE = {
    **dict.fromkeys((35, 36), 0),
    **dict.fromkeys((37, 38, 39, 40), 1),
    **dict.fromkeys((22, 42, 44), 2),
    **dict.fromkeys((26, 46), 3),
    **dict.fromkeys((41, 43, 58), 4),
    **dict.fromkeys((45, 47), 5),
    **dict.fromkeys((48, 50), 6),
    **dict.fromkeys((49, 52, 55, 57), 7),
    **dict.fromkeys((51, 53, 59, 56, 54), 8),
}


def read_grooves(
    folder: Path, split: str, styles: Collection[str] = STYLES, *, straight: bool = False
) -> list[NDArray[np.bool_]]:
    """Drum parts (T, 9) of whole 4/4 bars, at least `SHORTEST` steps, from full beats (not fills)
    in some styles; `straight`: swung eighths are read as straight ones."""
    beats = read_beats(folder, split, styles)
    parts = [lay_strokes(score, straight=straight) for score in beats]
    return [part for part in parts if len(part) >= SHORTEST]


def read_beats(folder: Path, split: str, styles: Collection[str] = STYLES) -> Iterator["Score"]:
    """What drummers played of full beats in 4/4 in some styles."""
    for row, score in read_scores(folder / "groove_drums.zip", split):
        fits = (
            row["beat_type"] == "beat"
            and row["time_signature"] == "4-4"
            and row["style"].split("/")[0] in styles
        )
        if fits and score.tracks:
            yield score


def lay_strokes(score: "Score", *, straight: bool = False) -> NDArray[np.bool_]:
    """Every stroke of a part (T, 9), however soft, up to the end of the bar of the last one.

    Drummers play many kicks softly, and what they end with often stands alone in a last bar. A
    key that hangs is no stroke: the file may end long after the music.
    """
    known = [note for note in score.tracks[0].notes if note.pitch in NINE]
    beats = np.array([note.start for note in known]) / score.ticks_per_quarter
    beats = straighten(beats) if straight and is_swung(beats) else beats
    drums = [NINE[note.pitch] for note in known]
    struck = list(zip(np.rint(4 * beats).astype(int).tolist(), drums, strict=True))
    last = max((at for at, _ in struck), default=-1)
    part = np.zeros(((last // BAR + 1) * BAR, DRUMS), bool)
    for stroke in struck:
        part[stroke] = True
    return part


def is_swung(beats: NDArray[np.float64]) -> bool:
    """Whether more strokes fall on the third third of the beat than on its half."""
    place = beats % 1
    thirds, halves = (np.abs(place - at) < NEAR for at in (THIRD, HALF))
    return bool(np.count_nonzero(thirds) > np.count_nonzero(halves))


def straighten(beats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Beats whose third third becomes the half."""
    whole = np.floor(beats)
    return whole + np.interp(beats - whole, [0, THIRD, 1], [0, HALF, 1])
