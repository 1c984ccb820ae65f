"""How four voices are written: the faults a teacher of harmony marks, and figures of the chords.

All on pitches (4, T) of soprano, alto, tenor and bass on 16th steps, -1 for silence; chords are
looked at on beats.
"""

from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import RANGES
from generation.music.metrics.harmony import CONSONANT
from generation.music.metrics.tonality import share_in_key
from generation.music.theory import estimate_key

Pitches = NDArray[np.int16]
BEAT = 4
# Triads and seventh chords by their intervals above the root: major, minor, diminished, augmented,
# dominant, minor and major sevenths, half and fully diminished.
SHAPES = (
    *((0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 4, 7, 10)),
    *((0, 3, 7, 10), (0, 4, 7, 11), (0, 3, 6, 10), (0, 3, 6, 9)),
)


def build_chord(root: int, shape: tuple[int, ...]) -> frozenset[int]:
    return frozenset((root + interval) % 12 for interval in shape)


CHORDS = tuple(build_chord(root, shape) for shape, root in product(SHAPES, range(12)))


def measure_piece(pitches: Pitches) -> dict[str, float | None]:
    """Figures of a whole piece; its parallels are told in `evaluation.chorales`."""
    beats = pitches[:, ::BEAT]
    chords = beats[:, (beats >= 0).any(0)]
    return {
        "chord tones": measure_chord_tones(chords),
        "consonance": measure_soprano_consonance(chords),
        "out of range": measure_out_of_range(pitches),
        "crossings": measure_crossings(chords),
        "time in scale": measure_time_in_scale(pitches),
        "changes a beat": float((np.diff(pitches[1:], axis=1) != 0).mean() * BEAT),
    }


def measure_chord_tones(chords: Pitches) -> float:
    """Share of the sounding cells that belong to the triad or seventh chord that fits their moment
    best."""
    moments = [chord[chord >= 0] % 12 for chord in chords.T]
    return sum(map(count_best_fit, moments)) / max(1, sum(map(len, moments)))


def count_best_fit(moment: NDArray[np.int64]) -> int:
    """How many of these pitch classes belong to the chord that holds most of them."""
    sounding = moment.tolist()
    return max(sum(map(chord.__contains__, sounding)) for chord in CHORDS)


def measure_soprano_consonance(chords: Pitches) -> float:
    """Share of the pairs of soprano and another voice that are consonant, by pitch class."""
    top, others = chords[0], chords[1:]
    both = (top >= 0) & (others >= 0)
    return float(np.isin(np.abs(top - others) % 12, CONSONANT)[both].mean()) if both.any() else 0.0


def measure_parallels(chords: Pitches, interval: int) -> float:
    """Pairs of voices that move in the same direction from one `interval` (mod 12) to the same, per
    100 changes."""
    before, after = chords[:, :-1], chords[:, 1:]
    moved = (before != after) & (before >= 0) & (after >= 0)
    found = 0
    for high, low in combinations(range(len(chords)), 2):
        was, now = before[high] - before[low], after[high] - after[low]
        alike = np.sign(after[high] - before[high]) == np.sign(after[low] - before[low])
        found += int(
            (
                moved[high] & moved[low] & alike & (was % 12 == interval) & (now % 12 == interval)
            ).sum()
        )
    return 100 * found / max(1, int((before != after).any(0).sum()))


def measure_out_of_range(pitches: Pitches) -> float:
    """Share of the sounding cells of alto, tenor and bass outside the range of their voice in the
    train split."""
    sounding = pitches[1:] >= 0
    low, high = (np.array(column)[1:, None] for column in zip(*RANGES, strict=True))
    return (
        float(((pitches[1:] < low) | (pitches[1:] > high))[sounding].mean())
        if sounding.any()
        else 0.0
    )


def measure_crossings(chords: Pitches) -> float:
    """Share of the pairs of neighbouring voices of which the lower sings above the higher."""
    both = (chords[:-1] >= 0) & (chords[1:] >= 0)
    return float((chords[1:] > chords[:-1])[both].mean()) if both.any() else 0.0


def measure_time_in_scale(pitches: Pitches) -> float:
    """Share of the time for which alto, tenor and bass sound that lies in the key of all voices.

    Time, not notes: the chorales' grid does not tell a repeated note from a held one.
    """
    key = estimate_key(count_class_steps(pitches).astype(float))
    return (share_in_key(count_class_steps(pitches[1:]), key) if key else None) or 0.0


def count_class_steps(pitches: Pitches) -> NDArray[np.int64]:
    """For how many steps each pitch class sounds (12,)."""
    return np.bincount(pitches[pitches >= 0] % 12, minlength=12)
