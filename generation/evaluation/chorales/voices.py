"""How the voices of a chorale move: alone, and two against the rules.

A voice moves where its pitch changes: the grid of the chorales does not tell a repeated note from a
held one.
"""

from collections.abc import Callable, Mapping

import numpy as np

from generation.evaluation.intervals import Ints
from generation.evaluation.partwriting import BEAT, Pitches, measure_parallels

STEP, LEAP = 2, 7  # semitones
ODD = (6, 10, 11)  # tritone and sevenths
BASS, INNER = 3, (1, 2)


def list_moves(line: Ints) -> tuple[Ints, Ints]:
    """(semitones, step) of the moves of a voice from note to note, silence left out."""
    both = (line[1:] >= 0) & (line[:-1] >= 0) & (line[1:] != line[:-1])
    at = np.flatnonzero(both) + 1
    return line[at] - line[at - 1], at


def of_moves(
    measure: Callable[[Ints, Ints], np.ndarray], *voices: int
) -> Callable[[Pitches], float | None]:
    """Share of the moves of some voices of which something is true."""

    def share(pitches: Pitches) -> float | None:
        flags = [measure(*list_moves(pitches[voice].astype(int))) for voice in voices]
        every = np.concatenate(flags)
        return float(every.mean()) if len(every) else None

    return share


def by_step(moves: Ints, at: Ints) -> np.ndarray:
    return np.abs(moves) <= STEP


def by_leap(moves: Ints, at: Ints) -> np.ndarray:
    return np.abs(moves) > LEAP


def by_odd_leap(moves: Ints, at: Ints) -> np.ndarray:
    return np.isin(np.abs(moves), ODD)


def between_eighths(moves: Ints, at: Ints) -> np.ndarray:
    return at % 2 == 1


def moves_a_beat(pitches: Pitches) -> float | None:
    """Moves of alto, tenor and bass a beat, all three together."""
    if not pitches.shape[1]:
        return None
    counts = [len(list_moves(line.astype(int))[0]) for line in pitches[1:]]
    return sum(counts) * BEAT / pitches.shape[1]


def parallels(interval: int, every: int) -> Callable[[Pitches], float | None]:
    """Per 100 changes; looked for at each step, or on beats alone."""

    def measure(pitches: Pitches) -> float | None:
        looked = pitches[:, ::every]
        return measure_parallels(looked[:, (looked >= 0).any(0)], interval)

    return measure


OF_VOICES: Mapping[str, Callable[[Pitches], float | None]] = {
    "moves a beat": moves_a_beat,
    "bass by step": of_moves(by_step, BASS),
    "bass leaps": of_moves(by_leap, BASS),
    "bass tritones, sevenths": of_moves(by_odd_leap, BASS),
    "bass between eighths": of_moves(between_eighths, BASS),
    "inner by step": of_moves(by_step, *INNER),
    "inner leaps": of_moves(by_leap, *INNER),
    "inner tritones, sevenths": of_moves(by_odd_leap, *INNER),
    "inner between eighths": of_moves(between_eighths, *INNER),
}
OF_FAULTS: Mapping[str, Callable[[Pitches], float | None]] = {
    "fifths, every move": parallels(7, 1),
    "octaves, every move": parallels(0, 1),
    "fifths on beats": parallels(7, BEAT),
    "octaves on beats": parallels(0, BEAT),
}
