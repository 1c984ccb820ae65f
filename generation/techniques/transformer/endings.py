"""How a passage that is to come to an end ends: the tonic below, its triad above, and held.

In its last bar tones of the tonic's triad are favoured, the tonic itself in the lowest track, and
long notes; once something has begun there, the end is.
"""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_KIT, DRUM_PITCH
from generation.music.theory import Key
from generation.techniques.transformer.constraints import SPAN
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.tokens import SIZES

TRIADS = {"major": (0, 4, 7), "minor": (0, 3, 7)}
CHORD, BASS, HELD = 1.0, 2.5, 0.75  # nats: a tone of the triad, the tonic below, each quarter
OVER = 1.0  # nats for the end, once something has begun in the last bar

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Ending:
    """What the last bar of a passage leans to; nothing where it is not to end, or has no key."""

    def __init__(self, passage: Passage, key: Key | None) -> None:
        bounds, task = passage.bounds, passage.task
        self.asked = bool(passage.sampling.key and task.stop is not None and len(task.played))
        self.beat = bounds.closing
        self.step = int(bounds.beats.step(np.array(bounds.closing)))
        pitched = [
            slot
            for slot, program in enumerate(task.score.programs)
            if program != DRUM_KIT and bounds.lowest[slot] <= bounds.highest[slot]
        ]
        self.bass = max(pitched, default=-1)
        self.tones = np.zeros((2, SPAN))  # of other tracks, and of the lowest
        self.lengths = HELD * np.arange(SIZES[4])
        if key:
            classes = [(key.tonic + step) % 12 for step in TRIADS[key.mode]]
            pitches = np.arange(DRUM_PITCH) % 12
            self.tones[:, :DRUM_PITCH] = CHORD * np.isin(pitches, classes)
            self.tones[1, :DRUM_PITCH] += BASS * (pitches == key.tonic)

    def is_near(self, beat: int) -> bool:
        """Whether a row at this beat stands in the last bar."""
        return self.asked and beat >= self.beat

    def favour_pitches(self, step: Ints, slot: Ints, lowest: NDArray[np.bool_]) -> Floats:
        """(B, pitches) nats; `lowest`: whether a note would be the lowest of its track there."""
        found = self.tones[((slot == self.bass) & lowest).astype(int)]
        return np.where(self.closes(step)[:, None], found, 0.0)

    def favour_lengths(self, step: Ints) -> Floats:
        """(B, quarters)"""
        return np.where(self.closes(step)[:, None], self.lengths, 0.0)

    def favour_end(self, step: Ints, begun: NDArray[np.bool_]) -> Floats:
        """(B,) nats for END; `step` is that of the last row."""
        return OVER * (self.closes(step) & begun)

    def closes(self, step: Ints) -> NDArray[np.bool_]:
        return self.asked & (step >= self.step)
