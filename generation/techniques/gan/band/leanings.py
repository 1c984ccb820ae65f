"""What is added to the band network's logits before anything is drawn: how often each role of a
genre begins notes, rests and strikes, where the network alone does so a little otherwise.

Letters: V voices, D drums, K kinds of steps, T steps.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.techniques.gan.band.config import BAR, BEGINS, RESTS, RHYTHMS, BandConfig
from generation.techniques.gan.band.inference import Logits
from generation.techniques.gan.following import follow
from generation.techniques.gan.genres.instruments import BASS
from generation.techniques.gan.melody import PreparedMelody

KINDS = 4  # of steps: on the bar line, on another beat, between beats, on odd sixteenths
BEAT, HALF = 4, 2  # steps


class Levels(NamedTuple):
    """Nats that a card's band gains, as `calibrate.py` finds them."""

    begins: NDArray[np.float64]  # (V, K) for beginning a note
    rests: NDArray[np.float64]  # (V,) for resting
    strokes: NDArray[np.float64]  # (D, K)

    @classmethod
    def of(cls, options: Mapping[str, Any], config: BandConfig) -> "Levels":
        """As a card has them; nothing where it says nothing."""
        return cls(
            np.array(options.get("begins", np.zeros((config.voices, KINDS)))),
            np.array(options.get("rests", np.zeros(config.voices))),
            np.array(options.get("strokes", np.zeros((config.drums, KINDS)))),
        )


class Leanings(NamedTuple):
    """Nats for every cell."""

    pitch: NDArray[np.float64]  # (V, T, P)
    rhythm: NDArray[np.float64]  # (V, T, RHYTHMS)
    drums: NDArray[np.float64]  # (D, T)

    def add_to(self, logits: Logits) -> Logits:
        return Logits(
            logits.pitch + self.pitch, logits.rhythm + self.rhythm, logits.drums + self.drums
        )


def classify_steps(place: NDArray[np.integer]) -> NDArray[np.int64]:
    """(T,) 0 to 3, of steps since the bar line: on it, on another beat, between beats, on odd
    sixteenths."""
    kinds = [place == 0, place % BEAT == 0, place % HALF == 0]
    return np.select(kinds, range(KINDS - 1), KINDS - 1)


def lean(levels: Levels, prepared: PreparedMelody, config: BandConfig, strength: float) -> Leanings:
    """Of a card's levels, and of the chords over the melody, which are followed with some
    strength."""
    kinds = np.pad(classify_steps(prepared.grid.position), (0, -prepared.grid.steps % BAR))
    kind_of = np.arange(RHYTHMS)
    rhythm = levels.begins[:, kinds, None] * (kind_of == BEGINS)
    rhythm = rhythm + levels.rests[:, None, None] * (kind_of == RESTS)
    pitch = np.zeros((config.voices, len(kinds), config.states - 1))
    if prepared.chart.told.any():
        followed = follow(prepared, config, BASS, strength)
        pitch += followed.states[..., 1:]
        rhythm[..., BEGINS] += followed.changes
    return Leanings(pitch, rhythm, levels.strokes[:, kinds])
