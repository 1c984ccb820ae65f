"""A plain pop band: roots in the bass, chords on the beat, held strings, a straight drum beat."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.codecs.monophonic import DRUMS, Cell, Line, encode_latest
from generation.harmony.chords import Chord, find_nearest_pitch

KICK, SNARE, HAT = 0, 1, 2


def band_voices(chords: list[Chord], grid: Grid) -> list[Line]:
    """Bass, three piano voices, strings."""
    bass, strings = [], []
    piano: list[list[Cell]] = [[], [], []]
    for chord in chords:
        root = find_nearest_pitch(chord.classes[0], 40)
        middle = (chord.start + chord.stop) // 2
        bass += [Cell(chord.start, middle, root), Cell(middle, chord.stop, root)]
        strings.append(Cell(chord.start, chord.stop, find_nearest_pitch(chord.classes[1], 72)))
        close = sorted(find_nearest_pitch(c, 60) for c in chord.classes)
        for line, pitch in zip(piano, close, strict=True):
            line.extend(
                Cell(at, min(at + 4, chord.stop), pitch) for at in range(chord.start, chord.stop, 4)
            )
    return [encode_latest(line, grid.steps) for line in (bass, *piano, strings)]


def strokes(grid: Grid) -> NDArray[np.bool_]:
    """(D, T): kick on the bar and the half bar, snare between them, hats in eighths."""
    drums = np.zeros((DRUMS, grid.steps), bool)
    quarter = grid.position // 4
    on_beat = grid.position % 4 == 0
    backbeat = np.where(grid.length % 8 == 0, quarter % 2 == 1, quarter > 0)
    drums[KICK] = on_beat & ~backbeat
    drums[SNARE] = on_beat & backbeat
    drums[HAT] = grid.position % 2 == 0
    return drums
