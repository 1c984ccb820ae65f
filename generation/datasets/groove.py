"""Drum grooves (Groove MIDI Dataset, CC-BY-4.0) on a grid of 16th steps and nine drums."""

from collections.abc import Collection
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
    folder: Path, split: str, styles: Collection[str] = STYLES
) -> list[NDArray[np.bool_]]:
    """Drum parts (T, 9) of whole 4/4 bars, at least `SHORTEST` steps, from full beats (not fills)
    in some styles."""
    parts = []
    for row, score in read_scores(folder / "groove_drums.zip", split):
        fits = (
            row["beat_type"] == "beat"
            and row["time_signature"] == "4-4"
            and row["style"].split("/")[0] in styles
        )
        if not fits or not score.tracks:
            continue
        part = lay_strokes(score)
        if len(part) >= SHORTEST:
            parts.append(part)
    return parts


def lay_strokes(score: "Score") -> NDArray[np.bool_]:
    """Every stroke of a part (T, 9), however soft, up to the end of the bar of the last one.

    Drummers play many kicks softly, and what they end with often stands alone in a last bar. A
    key that hangs is no stroke: the file may end long after the music.
    """
    step = score.ticks_per_quarter / 4
    known = [note for note in score.tracks[0].notes if note.pitch in NINE]
    struck = [(round(note.start / step), NINE[note.pitch]) for note in known]
    last = max((at for at, _ in struck), default=-1)
    part = np.zeros(((last // BAR + 1) * BAR, DRUMS), bool)
    for stroke in struck:
        part[stroke] = True
    return part
