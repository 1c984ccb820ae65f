"""What the chord model must beat: six triads of C major or A minor, one for each half bar, by
preferences that somebody wrote down; the arranger's way until December 2026."""

from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.codecs.monophonic import LOWEST, REST, Line
from generation.harmony.paths import trace_back


class Chord(NamedTuple):
    """A triad over steps `start` to `stop`: pitch classes, root first."""

    start: int
    stop: int
    classes: tuple[int, int, int]


TRIADS = {
    "C": (0, 4, 7),
    "Dm": (2, 5, 9),
    "Em": (4, 7, 11),
    "F": (5, 9, 0),
    "G": (7, 11, 2),
    "Am": (9, 0, 4),
}
NAMES = tuple(TRIADS)
TONICS = ("C", "Am")
# Which chords follow which by preference (from: to); what is not named here is merely allowed.
PROGRESSIONS = {
    "C": "F G Am Dm",
    "Dm": "G F",
    "Em": "Am F",
    "F": "C G Dm",
    "G": "C Am",
    "Am": "F Dm G",
}
FOLLOW_SCORE = 0.5
STAY_SCORE = 0.2
MELODY_WEIGHT = 3.0  # weight of the melody beside the way from chord to chord
STRONG_BEAT_WEIGHT = 2.0  # weight of what sounds on the first step of a half bar


def split_half_bars(grid: Grid) -> list[tuple[int, int]]:
    """(start, stop) steps of halves of bars of sixteen steps, and of whole bars of any other
    length."""
    halves = (grid.length == 16) & (grid.position % 8 == 0)
    starts = [int(step) for step in np.flatnonzero((grid.position == 0) | halves)]
    return list(zip(starts, [*starts[1:], grid.steps], strict=True))


def measure_fit(line: Line, start: int, stop: int) -> NDArray[np.float64]:
    """How well each triad of `NAMES` carries the melody in some steps: its share of the sounding
    ones."""
    weights = np.zeros(12)
    for step in range(start, stop):
        if line.state[step] != REST:
            weights[(int(line.state[step]) - 1 + LOWEST) % 12] += (
                STRONG_BEAT_WEIGHT if step == start else 1.0
            )
    total = max(weights.sum(), 1.0)
    return np.array([weights[list(TRIADS[name])].sum() / total for name in NAMES])


def score_progression(before: str, after: str) -> float:
    """The score of one chord after another."""
    if after in PROGRESSIONS[before].split():
        return FOLLOW_SCORE
    return STAY_SCORE if after == before else 0.0


def harmonize_line(line: Line, grid: Grid) -> list[Chord]:
    """The best path of triads under a melody; it ends on a tonic (Viterbi)."""
    spans = split_half_bars(grid)
    transition = np.array([score_progression(*pair) for pair in product(NAMES, NAMES)])
    transition = transition.reshape(len(NAMES), len(NAMES))
    score = MELODY_WEIGHT * measure_fit(line, *spans[0]) + np.isin(NAMES, TONICS) * FOLLOW_SCORE
    back = []
    for span in spans[1:]:
        options = score[:, None] + transition
        back.append(options.argmax(0))
        score = options.max(0) + MELODY_WEIGHT * measure_fit(line, *span)
    best = int((score + np.isin(NAMES, TONICS)).argmax())
    path = trace_back(best, back)
    return [Chord(*span, TRIADS[NAMES[n]]) for span, n in zip(spans, path, strict=True)]
