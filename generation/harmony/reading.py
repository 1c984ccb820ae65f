"""Chords that sound: for each stretch the one that explains best what all voices say in it."""

from itertools import product

import numpy as np

from generation.harmony.evidence import Band, Ints, sum_tones
from generation.harmony.spans import Spans
from generation.harmony.symbols import NAMES, QUALITIES, Symbol

# A tone that is silent, the root in the bass, and what speaks against rarer kinds.
SILENT, ROOT_BELOW = 0.2, 0.3
PRICES = {
    "dominant 7": 0.06,
    "minor 7": 0.08,
    "major 7": 0.12,
    "half-diminished": 0.12,
    "diminished": 0.12,
    "suspended": 0.15,
}
STRONG = 2  # times the weight of what sounds on the first step


def read_chords(band: Band, spans: Spans) -> list[Symbol | None]:
    """None where nothing sounds."""
    chroma, low = (weigh_first(each, spans) for each in band)
    return [read_chord(*pair) for pair in zip(chroma, low, strict=True)]


def weigh_first(tones: Ints, spans: Spans) -> Ints:
    return sum_tones(tones, spans) + (STRONG - 1) * tones[spans.start]


def read_chord(chroma: Ints, low: Ints) -> Symbol | None:
    if not chroma.any():
        return None
    shares, bass = chroma / chroma.sum(), int(low.argmax())
    _, order, root = max(
        (score_chord(shares, bass, root, NAMES[-order]), order, root)
        for order, root in product(range(0, -len(NAMES), -1), range(12))
    )
    quality = NAMES[-order]
    return Symbol(root, quality, bass if (bass - root) % 12 in QUALITIES[quality] else root)


def score_chord(shares: np.ndarray, bass: int, root: int, quality: str) -> float:
    """How much of the sound it holds, less what it lacks."""
    own = shares[[(root + step) % 12 for step in QUALITIES[quality]]]
    lacking = SILENT * float((own[: 3 if quality == "diminished" else None] == 0).sum())
    return 2 * float(own.sum()) - lacking + ROOT_BELOW * (bass == root) - PRICES.get(quality, 0)
