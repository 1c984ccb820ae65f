"""How many notes a passage has: logits of its times are tilted towards waiting where there are more
than such tracks play beside such others, and towards going on where there are fewer.

Left alone the network drew two to three times the notes of real parts: each short time makes the
next one likelier, and nothing calls it back.
"""

import math

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_KIT, OF_SLOT, ONSET, STEPS, Notes, Score
from generation.inference.precision import GRID
from generation.techniques.transformer.bar_likeness import Floats
from generation.techniques.transformer.harmony_hint import BASSES
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.tokens import BEATS, END, SIZES

# Notes of a part of real music for each moment at which the middle one of the others begins
# something (medians of the training parts): bass guitars beside bands, others
OF_BASS, OF_OTHERS = 1.6, 0.9
FEWEST = 8  # notes of its own by which a track's pace is known
SOON = 3.0  # notes by which too many or too few are told late in the beginning
GAIN = 3.0  # nats for waiting a beat, for each e-fold of too many
MOST, LEAST = 3.0, -0.5  # such nats
FURTHEST = 4  # beats: longer waits are as good


class Pace:
    """Of B candidates."""

    def __init__(self, passage: Passage, count: int) -> None:
        density = passage.sampling.density
        self.start = passage.bounds.start
        self.made = [0] * count
        self.rate = density * find_rate(passage) if density else 0.0

    def weigh_waiting(self, steps: NDArray[np.int64]) -> Floats:
        """(B,) nats for each beat waited; `steps` are where the candidates stand."""
        if not self.rate:
            return np.zeros(len(self.made))
        expected = ((steps - self.start) / STEPS * self.rate).tolist()
        tilts = (measure_tilt(*pair) for pair in zip(self.made, expected, strict=True))
        return np.round(np.array([*tilts]) / GRID) * GRID

    def add_note(self, number: int) -> None:
        self.made[number] += 1


def measure_tilt(made: int, expected: float) -> float:
    excess = math.log((made + SOON) / (max(0.0, expected) + SOON))
    return min(max(GAIN * excess, LEAST), MOST)


def weigh_beats(waiting: Floats) -> Floats:
    """(B, beats) nats; the end is as likely as it was."""
    beats = np.minimum(np.arange(SIZES[BEATS]), FURTHEST)
    beats[END] = 0
    return waiting[:, None] * beats


def weigh_parts(waiting: Floats) -> Floats:
    """(B, 24ths of the beat)"""
    return waiting[:, None] * np.round(np.arange(STEPS) / STEPS / GRID) * GRID


def find_rate(passage: Passage) -> float:
    """Notes a quarter: what the tracks that play have around the gap, or what such a track has
    beside such others; 0 where nothing tells."""
    task, bounds = passage.task, passage.bounds
    own = task.given[np.isin(task.given[:, OF_SLOT], task.slots)]
    beside = cut_beside(task.given, bounds.start, bounds.stop)
    if not len(beside):
        return 0.0
    if len(own) >= FEWEST:
        return len(own) / measure_around(passage, own)
    counts = count_moments(task.score, beside)
    if not counts or any(task.score.programs[slot] == DRUM_KIT for slot in task.slots):
        return 0.0
    bass = all(task.score.programs[slot] in BASSES for slot in task.slots)
    moments = float(np.median(counts)) * (OF_BASS if bass else OF_OTHERS)
    return len(task.slots) * moments * STEPS / (bounds.stop - bounds.start)


def measure_around(passage: Passage, own: Notes) -> float:
    """Quarters of the bars before and after the gap of which the notes are known."""
    task, bounds = passage.task, passage.bounds
    after = max(0, int(own[-1, ONSET]) - bounds.stop)
    return max(1.0, (max(0, bounds.start - task.origin) + after) / STEPS)


def cut_beside(given: Notes, start: int, stop: int) -> Notes:
    return given[(given[:, ONSET] >= start) & (given[:, ONSET] < stop)]


def count_moments(score: Score, notes: Notes) -> list[int]:
    """At how many moments each pitched track begins something."""
    slots = [slot for slot in np.unique(notes[:, OF_SLOT]) if score.programs[slot] != DRUM_KIT]
    return [len(np.unique(notes[notes[:, OF_SLOT] == slot, ONSET])) for slot in slots]
