"""The key of a melody: which tones it dwells on, where it begins and where it ends."""

import numpy as np

from generation.codecs.monophonic import Line
from generation.harmony.evidence import WHOLE, Band, Ints, mark_tones, share_tones
from generation.music.theory import Key

SIGNS = ("heard", "last", "first", "band", "low")  # each twelve pitch classes
MODES = ("major", "minor")


def gather_signs(line: Line, band: Band | None = None) -> Ints:
    """(SIGNS, 12) shares in sixteenths: of the melody, its last tone, its first; of other tracks
    all tones, and the lowest."""
    tones = mark_tones(line)
    sounding = np.flatnonzero(tones.any(1))
    ends = tones[sounding[[-1, 0]]] * WHOLE if len(sounding) else np.zeros((2, 12), np.int64)
    sums = [each.sum(0) for each in (tones, *(band or (0 * tones, 0 * tones)))]
    heard, *others = share_tones(np.stack(sums))
    return np.stack([heard, *ends, *others])


def turn_signs(signs: Ints) -> Ints:
    """(12, SIGNS * 12): for each tonic the signs with tones from it on."""
    return np.stack([np.roll(signs, -tonic, axis=1).ravel() for tonic in range(12)])


def find_key(signs: Ints, weights: Ints) -> Key:
    """By weights (modes, SIGNS * 12); C major where nothing sounds."""
    scores = weights @ turn_signs(signs).T  # (modes, 12)
    mode, tonic = np.unravel_index(int(scores.argmax()), scores.shape)
    return Key(int(tonic), MODES[mode])
