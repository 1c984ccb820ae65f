"""Bars that were written anew beside those that stood there, and the plainest ways to fill a gap:
the bars before it again, those after it, the nearer of the two.

Notes are rows of `codecs.score`.
"""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, LENGTH, OF_PITCH, ONSET, STEPS, Notes
from generation.evaluation.accompaniment import Figures
from generation.evaluation.added_tracks import sound_classes
from generation.evaluation.intervals import Floats

SIXTEENTH = STEPS // 4


def cut_notes(notes: Notes, start: int, stop: int) -> Notes:
    """The notes that begin in a stretch."""
    return notes[(notes[:, ONSET] >= start) & (notes[:, ONSET] < stop)]


def copy_before(notes: Notes, start: int, stop: int) -> Notes:
    """What stood for as long before the gap, again."""
    return move_notes(cut_notes(notes, 2 * start - stop, start), stop - start)


def copy_after(notes: Notes, start: int, stop: int) -> Notes:
    """What stands for as long after the gap, too early."""
    return move_notes(cut_notes(notes, stop, 2 * stop - start), start - stop)


def move_notes(notes: Notes, steps: int) -> Notes:
    return (notes + np.array([steps, 0, 0, 0, 0])).astype(np.int32)


def choose_nearer(fills: list[Notes], real: Notes) -> Notes:
    """The copy that has more of the real notes: what nobody knows who fills a gap."""
    return max(fills, key=lambda notes: f1(list_begun(notes), list_begun(real)))


def list_begun(notes: Notes) -> set[tuple[int, int]]:
    """(sixteenth, pitch) of each note."""
    return set(
        zip((notes[:, ONSET] // SIXTEENTH).tolist(), notes[:, OF_PITCH].tolist(), strict=True)
    )


def list_onsets(notes: Notes) -> set[int]:
    return set((notes[:, ONSET] // SIXTEENTH).tolist())


def f1(made: set, real: set) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * len(made & real) / max(1, len(made) + len(real))


def compare_harmony(made: Notes, real: Notes, start: int, stop: int, bar: int) -> float | None:
    """Mean cosine of the pitch classes of each half bar with those of the real one; 0 for one that
    is silent where the real one is not."""
    chroma = [fold_halves(notes, start, stop, bar) for notes in (made, real)]
    there = chroma[1].any(1)
    if not there.any():
        return None
    scale = np.linalg.norm(chroma[0], axis=1) * np.linalg.norm(chroma[1], axis=1)
    product = (chroma[0] * chroma[1]).sum(1)
    cosines = np.divide(product, scale, out=np.zeros(len(scale)), where=scale > 0)
    return float(cosines[there].mean())


def fold_halves(notes: Notes, start: int, stop: int, bar: int) -> Floats:
    """(halves, 12) sixteenths for which each pitch class sounds."""
    steps = (stop - start) // SIXTEENTH
    sounding = sound_classes(move_notes(notes, -start), steps).astype(float)
    edges: NDArray[np.int64] = np.arange(0, steps, max(1, bar // SIXTEENTH // 2))
    return np.add.reduceat(sounding, edges, axis=0)


def copy_bars(made: Notes, known: Notes, start: int, stop: int, bar: int) -> float | None:
    """Share of the bars of a fill that stand before or after it, note for note."""
    around = known[(known[:, ONSET] < start) | (known[:, ONSET] >= stop)]
    heard = {*split_bars(around, bar).values()}
    flags = [each in heard for each in split_bars(cut_notes(made, start, stop), bar).values()]
    return float(np.mean(flags)) if flags else None


def split_bars(notes: Notes, bar: int) -> dict[int, frozenset[tuple[int, int, int]]]:
    """What begins in each bar that is not silent: (sixteenth, slot, pitch)."""
    bars: dict[int, set[tuple[int, int, int]]] = {}
    for onset, slot, pitch in notes[:, :LENGTH].tolist():
        bars.setdefault(onset // bar, set()).add((onset % bar // SIXTEENTH, slot, pitch))
    return {number: frozenset(each) for number, each in bars.items()}


def measure_fill(made: Notes, real: Notes, start: int, stop: int, bar: int) -> Figures:
    tones = [notes[notes[:, OF_PITCH] < DRUM_PITCH] for notes in (made, real)]
    return {
        "notes, F1": f1(list_begun(made), list_begun(real)),
        "onsets, F1": f1(list_onsets(made), list_onsets(real)),
        "harmony by half bars": compare_harmony(tones[0], tones[1], start, stop, bar),
        "notes a real note": len(made) / len(real) if len(real) else None,
    }
