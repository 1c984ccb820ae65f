"""How hard drummers strike each drum by its place in the bar; `python -m` with the data pack prints
the table of `codecs/accents.py`."""

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.codecs.accents import BETWEEN, find_places
from generation.codecs.grid import STEP_TICKS, build_grid
from generation.codecs.monophonic import DRUMS
from generation.datasets.groove import BAR, NINE, read_beats
from generation.music.song import Song

FEWEST = 100  # strokes of a groove
UNSEEN = 20  # strokes at the mean of the groove that each place is taken to have had besides
KINDS = BETWEEN + 1
Strokes = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def measure_levels(grooves: Iterable[Strokes]) -> NDArray[np.float64]:
    """(D, KINDS) velocity beside the mean of the drum."""
    drums, steps, loud = (np.concatenate(column) for column in zip(*grooves, strict=True))
    kinds = find_places(build_grid(Song(), 0, BAR * STEP_TICKS))[steps % BAR]
    sums, counts = np.zeros((2, DRUMS, KINDS))
    np.add.at(sums, (drums, kinds), loud)
    np.add.at(counts, (drums, kinds), 1)
    mean = sums.sum(1, keepdims=True) / (counts.sum(1, keepdims=True) + UNSEEN)
    return np.asarray(sums / (counts + UNSEEN) - mean)


def read_strokes(folder: Path, split: str) -> list[Strokes]:
    """(drum, step, velocity beside the groove's mean) of the strokes of each groove."""
    found = []
    for score in read_beats(folder, split):
        known = [note for note in score.tracks[0].notes if note.pitch in NINE]
        if len(known) >= FEWEST:
            beats = np.array([note.start for note in known]) / score.ticks_per_quarter
            loud = np.array([note.velocity for note in known], float)
            drums = np.array([NINE[note.pitch] for note in known])
            found.append((drums, np.rint(4 * beats).astype(np.int64), loud - loud.mean()))
    return found


if __name__ == "__main__":
    levels = measure_levels(read_strokes(Path(sys.argv[1]), "train"))
    sys.stdout.write(f"{levels.round().astype(int).tolist()}\n")
