"""How a band follows the chords that somebody wrote: nats for what is in them, against what is
not."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import LOWEST, REST
from generation.techniques.gan.inference import BAR
from generation.techniques.gan.leanings import Leanings
from generation.techniques.gan.luck import Rows
from generation.techniques.gan.melody import PreparedMelody

BEAT = 4  # steps
INSIDE, OUTSIDE = 0.25, 2.0  # nats that a tone of the chord gains, and that any other loses
# Keys that the network, which plays in C major and A minor, seldom strikes: what a tone of the
# chord gains more there, and what its neighbours outside of the chord lose more, on any step.
BLACK = np.isin(np.arange(12), (1, 3, 6, 8, 10))
ALTERED = 1.5
# What the bass of the chord gains more in the lowest voice, and what its other tones lose there.
BELOW, ABOVE = 1.0, 2.0
STRIKE = 0.3  # logits that every voice gains for beginning where another chord begins


def follow(prepared: PreparedMelody, config: Rows, lowest: int, strength: float) -> Leanings:
    """Where chords are written over the melody. Other tones lose nothing in the second half of a
    beat, where they pass. `lowest` is the voice that plays the bass."""
    chart, pitches = prepared.chart, (np.arange(config.states) - 1 + LOWEST) % 12
    inside, bass = chart.tones[:, pitches], chart.basses[:, pitches]  # (T, S)
    strong = chart.tones.any(1) & (prepared.grid.position % BEAT < BEAT // 2)
    gains = INSIDE * inside - OUTSIDE * (strong[:, None] & ~inside)
    gains += ALTERED * weigh_altered(chart.tones)[:, pitches]
    states = np.tile(gains, (config.voices, 1, 1))
    states[lowest] += BELOW * bass - ABOVE * (inside & ~bass)
    states[..., REST] = 0
    changes = np.tile(STRIKE * chart.begins, (config.voices, 1))
    spare = (0, -len(inside) % BAR)
    return Leanings(
        strength * np.pad(states, ((0, 0), spare, (0, 0))),
        strength * np.pad(changes, ((0, 0), spare)),
    )


def weigh_altered(tones: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(T, 12) 1 for black keys of the chord, -1 for their neighbours outside of it."""
    black = tones & BLACK
    beside = (np.roll(black, 1, axis=1) | np.roll(black, -1, axis=1)) & ~tones
    return black.astype(int) - beside


def combine(one: Leanings, other: Leanings) -> Leanings:
    return Leanings(one.states + other.states, one.changes + other.changes)
