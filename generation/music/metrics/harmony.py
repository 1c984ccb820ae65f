"""What sounds together, and what follows. Drums are left out."""

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.view import ONSET, PITCH, STEPS_PER_BEAT, TRACK, Floats, Ints, View

POLYPHONIC_ABOVE = 2
INTERVALS = np.abs(np.subtract.outer(np.arange(128), np.arange(128))) % 12  # of every two pitches
# Unison, thirds, fifth, sixths, as in the pitch consonance score of Yeh et al. 2021.
CONSONANT = (0, 3, 4, 7, 8, 9)
# Within one instrument's chord a fourth is consonant too, as between upper voices.
CONSONANT_WITHIN = (*CONSONANT, 5)


def polyphonic_rate(view: View) -> float | None:
    """Share of 16th steps in which more than two pitches sound, tracks merged (Dong et al. 2018, in
    later code)."""
    if not len(view.notes):
        return None
    return float((view.polyphony > POLYPHONIC_ABOVE).mean())


def polyphony(view: View) -> float | None:
    """How many different pitches sound together where any sounds, mean over 16th steps, tracks
    merged (Dong et al. 2020, muspy)."""
    sounding = view.polyphony[view.polyphony > 0]
    return float(sounding.mean()) if len(sounding) else None


def consonance(melody: View, others: View) -> float | None:
    """Share of the pairs of a melody's pitch and another, sounding together on a beat, that are
    consonant, octaves folded (after Yeh et al. 2021)."""
    on_beats = melody.places % STEPS_PER_BEAT == 0
    return _consonant_share(_pairs(melody.roll[on_beats], others.roll[on_beats]), CONSONANT)


def inner_consonance(view: View) -> float | None:
    """Share of the pairs of pitches sounding together on a beat that are consonant within one
    instrument, fourths too."""
    on_beats = view.roll[view.places % STEPS_PER_BEAT == 0]
    return _consonant_share(np.triu(_pairs(on_beats, on_beats), 1), CONSONANT_WITHIN)


def _pairs(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Ints:
    """How often each two pitches sound together (128, 128)."""
    return np.asarray(one.T.astype(np.int64) @ other.astype(np.int64))


def _consonant_share(pairs: Ints, consonant: tuple[int, ...]) -> float | None:
    return float(pairs[np.isin(INTERVALS, consonant)].sum() / pairs.sum()) if pairs.any() else None


def _tonal_space() -> Floats:
    """Circles of fifths, minor and major thirds: sine and cosine of each pitch class (6, 12) (Harte
    et al. 2006)."""
    classes = np.arange(12)
    circles = ((7 * np.pi / 6, 1.0), (3 * np.pi / 2, 1.0), (2 * np.pi / 3, 0.5))
    waves = [(r * np.sin(classes * angle), r * np.cos(classes * angle)) for angle, r in circles]
    return np.concatenate(waves)


TONAL_SPACE = _tonal_space()


def tonal_centroids(chroma: Floats) -> Floats:
    """Chroma (beats, 12) as points (beats, 6) of Harte's space; not a number where a beat is
    silent."""
    weight = chroma.sum(axis=1, keepdims=True)
    shares = np.divide(chroma, weight, out=np.full_like(chroma, np.nan), where=weight > 0)
    return np.asarray(shares @ TONAL_SPACE.T)


def tonal_distance(view: View) -> float | None:
    """Mean distance of two tracks' tonal centroids over the beats in which both sound, mean over
    all pairs of tracks.

    Harte et al. 2006 as Dong et al. 2018 use it, with octaves folded. A track and its octave are 0
    apart. None when no two pitched tracks sound together.
    """
    if len(view.chroma) < 2:
        return None
    points = np.stack([tonal_centroids(chroma) for chroma in view.chroma.values()])
    rest = range(1, len(points))
    apart = [np.linalg.norm(points[n - 1] - points[n:], axis=2) for n in rest]
    means = _mean_of_known(np.concatenate(apart))
    return float(means.mean()) if len(means) else None


def _mean_of_known(rows: Floats) -> Floats:
    """The mean of each row's figures that are numbers; rows without any are left out."""
    known = ~np.isnan(rows)
    counts = known.sum(axis=1)
    sums = np.where(known, rows, 0.0).sum(axis=1)
    return np.asarray(sums[counts > 0] / counts[counts > 0])


def tonal_movement(view: View) -> float | None:
    """Mean distance of the centroids of beats that follow each other, tracks merged (after Yeh et
    al. 2021, "CTD")."""
    if not view.chroma:
        return None
    centroids = tonal_centroids(np.sum(list(view.chroma.values()), axis=0))
    moves = np.linalg.norm(np.diff(centroids, axis=0), axis=1)
    moves = moves[~np.isnan(moves)]
    return float(moves.mean()) if len(moves) else None


def mean_pitch_interval(view: View) -> float | None:
    """Mean size in semitones of the steps from highest note to highest note within a track (Yang
    and Lerch 2020)."""
    if not len(view.notes):
        return None
    track, onset = view.notes[:, TRACK], view.notes[:, ONSET]
    # What a window cuts may begin a little before its first step: onsets may be negative.
    place = track * (np.ptp(onset) + 1) + onset - onset.min()
    rows = view.notes[np.argsort(place * 128 - view.pitch, kind="stable")]
    top = np.ones(len(rows), bool)
    top[1:] = (np.diff(rows[:, ONSET]) != 0) | (np.diff(rows[:, TRACK]) != 0)
    line = rows[top]
    steps = np.abs(np.diff(line[:, PITCH]))[np.diff(line[:, TRACK]) == 0]
    return float(steps.mean()) if len(steps) else None
