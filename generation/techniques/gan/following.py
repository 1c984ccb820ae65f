"""How a band follows the chords that somebody wrote: nats for what is in them, against what is
not."""

import numpy as np

from generation.codecs.monophonic import LOWEST, REST
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.inference import BAR
from generation.techniques.gan.leanings import Leanings
from generation.techniques.gan.melody import PreparedMelody

BEAT = 4  # steps
INSIDE, OUTSIDE = 0.25, 2.0  # nats that a tone of the chord gains, and that any other loses
# What the bass of the chord gains more in the lowest voice, and what its other tones lose there.
BELOW, ABOVE = 1.0, 2.0
STRIKE = 0.3  # logits that every voice gains for beginning where another chord begins


def follow(prepared: PreparedMelody, config: GanConfig, lowest: int, strength: float) -> Leanings:
    """Where chords are written over the melody. Other tones lose nothing in the second half of a
    beat, where they pass. `lowest` is the voice that plays the bass."""
    chart, pitches = prepared.chart, (np.arange(config.states) - 1 + LOWEST) % 12
    inside, bass = chart.tones[:, pitches], chart.basses[:, pitches]  # (T, S)
    strong = chart.tones.any(1) & (prepared.grid.position % BEAT < BEAT // 2)
    gains = INSIDE * inside - OUTSIDE * (strong[:, None] & ~inside)
    states = np.tile(gains, (config.voices, 1, 1))
    states[lowest] += BELOW * bass - ABOVE * (inside & ~bass)
    states[..., REST] = 0
    changes = np.tile(STRIKE * chart.begins, (config.voices, 1))
    spare = (0, -len(inside) % BAR)
    return Leanings(
        strength * np.pad(states, ((0, 0), spare, (0, 0))),
        strength * np.pad(changes, ((0, 0), spare)),
    )


def combine(one: Leanings, other: Leanings) -> Leanings:
    return Leanings(one.states + other.states, one.changes + other.changes)
