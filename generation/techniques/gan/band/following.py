"""How the band network follows the chords that somebody wrote: as the other bands do, in nats on
its pitches and rhythm."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.techniques.gan.band.config import BEGINS, RHYTHMS, BandConfig
from generation.techniques.gan.following import follow
from generation.techniques.gan.genres.roles import VOICES
from generation.techniques.gan.melody import PreparedMelody

BASS = VOICES.index("bass")


class Following(NamedTuple):
    """Nats for every cell."""

    pitch: NDArray[np.float64]  # (V, T, P)
    rhythm: NDArray[np.float64]  # (V, T, RHYTHMS)


def follow_chart(prepared: PreparedMelody, config: BandConfig, strength: float) -> Following:
    leanings = follow(prepared, config, BASS, strength)
    begins = np.arange(RHYTHMS) == BEGINS
    return Following(leanings.states[..., 1:], leanings.changes[..., None] * begins)
