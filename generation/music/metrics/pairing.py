"""How a melody and what accompanies it fit: which track is the melody is found by `parts`.

All on 16th steps, octaves folded, without names of chords: a chord is what sounds in the beat. None
where there is no melody with an accompaniment.
"""

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.harmony import tonal_centroids
from generation.music.metrics.parts import Parts, split_parts
from generation.music.metrics.view import START, STEPS_PER_BEAT, Floats, Ints, View

UPWARD = np.subtract.outer(np.arange(12), np.arange(12)) % 12  # from a column's class to a row's
# Unison, thirds, fifth and sixths above a tone of the chord; a fourth; all others.
PLEASANT = np.where(np.isin(UPWARD, (0, 3, 4, 7, 8, 9)), 1, np.where(UPWARD == 5, 0, -1))
NEIGHBOURS = np.isin(UPWARD, (1, 11))
STRONG, WEAK, BETWEEN = range(3)
SHIFTS = (1, 2, 3)  # bars by which the accompaniment is moved


def chord_tones_strong(view: View) -> float | None:
    """Share of the melody's notes on the first beat and in the middle of a bar whose pitch class
    the accompaniment sounds in that beat (after Yeh et al. 2021, "CTnCTR", by beat strength)."""
    return _chord_tones(view, STRONG)


def chord_tones_weak(view: View) -> float | None:
    """As `chord_tones_strong`, of the notes on the other beats."""
    return _chord_tones(view, WEAK)


def chord_tones_between(view: View) -> float | None:
    """As `chord_tones_strong`, of the notes that begin between beats; passing tones belong
    there."""
    return _chord_tones(view, BETWEEN)


def consonance_score(view: View) -> float | None:
    """Mean, over 16th steps and pairs of a melody's and another tone, of 1 for an upward unison,
    third, fifth or sixth, 0 for a fourth, -1 for all else (Yeh et al. 2021, "PCS").

    The interval is counted from the other tone up to the melody's; the published code takes its
    size alone, so that a fifth below passes for a fourth.
    """
    parts = view.once(split_parts)
    pairs = _count_pairs(parts) if parts else np.zeros((12, 12), np.int64)
    return float((pairs * PLEASANT).sum() / pairs.sum()) if pairs.any() else None


def melody_band_distance(view: View) -> float | None:
    """Distance of the tonal centroids of melody and accompaniment in a beat, mean over the beats,
    weighted by how long the melody sounds (after Yeh et al. 2021, "MCTD", its brackets mended)."""
    parts = view.once(split_parts)
    if parts is None:
        return None
    tune, band = (_chroma_of_beats(part) for part in parts)
    apart = np.linalg.norm(tonal_centroids(tune) - tonal_centroids(band), axis=1)
    weight = np.where(np.isnan(apart), 0.0, tune.sum(axis=1))
    return float(np.nansum(apart * weight) / weight.sum()) if weight.any() else None


def semitone_clash(view: View) -> float | None:
    """Share of the time in which both sound that the accompaniment has a tone a semitone beside the
    melody's."""
    parts = view.once(split_parts)
    if parts is None:
        return None
    tune, band = (part.classes for part in parts)
    both = tune.any(axis=1) & band.any(axis=1)
    near = band[both].astype(np.int64) @ NEIGHBOURS > 0
    return float((tune[both] & near).any(axis=1).mean()) if both.any() else None


def coupling(view: View) -> float | None:
    """How much better the melody fits its accompaniment than the same accompaniment 1, 2 or 3 bars
    later: mean cosine of their pitch classes in a beat, less the mean of the shifted ones.

    What fits everything, such as one chord throughout, has 0. None for less than two bars of both.
    """
    parts = view.once(split_parts)
    if parts is None:
        return None
    tune, band = (_chroma_of_beats(part) for part in parts)
    bar = _beats_of_a_bar(view)
    heard = np.flatnonzero(tune.any(axis=1) | band.any(axis=1))
    first = heard[0] // bar * bar
    stop = -(-(heard[-1] + 1) // bar) * bar
    tune, band = tune[first:stop], band[first:stop]
    shifted = [_likeness(tune, np.roll(band, by * bar, axis=0))
               for by in SHIFTS if by * bar < len(band)]  # fmt: skip
    others = [fit for fit in shifted if fit is not None]
    true = _likeness(tune, band)
    return None if true is None or not others else true - float(np.mean(others))


def _chord_tones(view: View, strength: int) -> float | None:
    parts = view.once(split_parts)
    if parts is None:
        return None
    notes = parts.melody.notes
    start = np.minimum(notes[:, START], view.steps - 1)
    beat = np.searchsorted(view.beats, start, "right") - 1
    sounding = np.logical_or.reduceat(parts.band.classes, view.beats)[beat]
    asked = (view.once(_grade_steps)[start] == strength) & sounding.any(axis=1)
    hit = sounding[np.arange(len(notes)), parts.melody.pitch % 12]
    return float(hit[asked].mean()) if asked.any() else None


def _grade_steps(view: View) -> Ints:
    """For each step how strong it is: the first and the middle beat of a bar, other beats, none."""
    middles = np.repeat(np.diff(view.bars) // 2, np.diff(view.bars))
    on_beat = view.places % STEPS_PER_BEAT == 0
    strong = (view.places == 0) | (on_beat & (view.places == middles))
    return np.where(strong, STRONG, np.where(on_beat, WEAK, BETWEEN))


def _count_pairs(parts: Parts) -> Ints:
    """For how many steps each class of the melody (rows) meets each of the band (columns)."""
    tune, band = (part.classes.astype(np.int64) for part in parts)
    return np.asarray(tune.T @ band)


def _chroma_of_beats(view: View) -> Floats:
    """Steps for which each pitch class sounds in each beat, of the beats that bar lines give."""
    return np.asarray(np.add.reduceat(view.classes.astype(float), view.beats, axis=0))


def _beats_of_a_bar(view: View) -> int:
    """How many beats begin in the commonest bar."""
    return int(np.bincount(-(-np.diff(view.bars) // STEPS_PER_BEAT)).argmax())


def _likeness(one: Floats, other: Floats) -> float | None:
    """Mean cosine of the rows where both have something."""
    scale = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    there: NDArray[np.bool_] = scale > 0
    return float(((one * other).sum(axis=1)[there] / scale[there]).mean()) if there.any() else None
