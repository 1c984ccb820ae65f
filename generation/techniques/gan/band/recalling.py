"""A band remembers what it played a bar, two and four bars before, and knows what comes: its logits
of a place are partly those of the same place in bars around, and what is there already comes back.

Letters: V voices, D drums, R voices and drums, T steps, P pitches.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.inference.layers import Array
from generation.techniques.gan.band.config import BEGINS, RHYTHMS
from generation.techniques.gan.band.inference import Band, Logits
from generation.techniques.gan.luck import Places

NOWHERE = -1
LONGEST = 1 << 10  # steps that a bar may have
PHRASES = (-4, 4)  # bars
PAIRS = (-4, -2, 2, 4)
BESIDE = (-1, 1)


class Shares(NamedTuple):
    """How much a band remembers."""

    pitches: float = 0  # of the logits of pitches: the mean of the phrases around
    rhythm: float = 0  # of those of the voices' rhythm: the mean of every other bar around
    drums: float = 0  # the same of the drums
    again: float = 0  # nats for beginning a note where one begins in a bar beside
    drums_again: float = 0  # and for a stroke


class Recall:
    """The same places in the bars around."""

    def __init__(self, shares: Mapping[str, float], places: Places) -> None:
        self.shares = Shares(**shares)
        self.phrases = find_places(places, PHRASES)
        self.pairs = find_places(places, PAIRS)
        self.beside = find_places(places, BESIDE)

    def mix_pitches(self, logits: Array) -> Array:
        """(V, T, P)."""
        return mix(logits, self.phrases, self.shares.pitches)

    def mix_rhythm(self, logits: Logits, played: Band, shown: NDArray[np.bool_]) -> Logits:
        """`played` is known where it shows (R, T)."""
        of, voices = self.shares, len(logits.rhythm)
        rhythm = mix(logits.rhythm, self.pairs, of.rhythm)
        drums = mix(logits.drums[..., None], self.pairs, of.drums)[..., 0]
        begun = np.concatenate([played.rhythm == BEGINS, played.drums])
        rows = [*range(voices), *[voices] * len(drums)]
        again = remember(begun, shown[rows], self.beside)
        begins = again[:voices, :, None] * (np.arange(RHYTHMS) == BEGINS)
        return logits._replace(
            rhythm=rhythm + of.again * begins, drums=drums + of.drums_again * again[voices:]
        )


def mix(logits: Array, places: NDArray[np.int64], share: float) -> Array:
    """(rows, T, N): a share of each is the mean over some places (L, T). Where there are none, it
    stays as it is."""
    if not share:
        return logits
    there = places != NOWHERE
    count = there.sum(0)[:, None]
    around = (logits[:, at] * on[:, None] for at, on in zip(places, there, strict=True))
    mean = np.where(count, sum(around) / np.maximum(count, 1), logits)
    return (1 - share) * logits + share * mean


def find_places(places: Places, bars: Sequence[int]) -> NDArray[np.int64]:
    """(len(bars), T) the same place so many bars away, or `NOWHERE`. Of steps that are added behind
    the music the first ones count."""
    code = places.bar.astype(np.int64) * LONGEST + places.position
    known, first = np.unique(code, return_index=True)
    wanted = code + LONGEST * np.array(bars)[:, None]
    at = np.searchsorted(known, wanted).clip(max=len(known) - 1)
    return np.where(known[at] == wanted, first[at], NOWHERE)


def remember(
    begun: NDArray[np.bool_], shown: NDArray[np.bool_], places: NDArray[np.int64]
) -> NDArray[np.float64]:
    """(R, T) 1 where something begins at the same place of the bars around that show, -1 where
    nothing does, 0 where they do not show."""
    there = (places != NOWHERE)[:, None] & shown[:, places].swapaxes(0, 1)  # (L, R, T)
    signs = np.where(begun[:, places].swapaxes(0, 1), 1.0, -1.0) * there
    return signs.sum(0) / np.maximum(there.sum(0), 1)
