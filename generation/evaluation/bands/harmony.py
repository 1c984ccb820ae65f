"""Harmony of a band without its melody: chords, how they return, whether the parts agree."""

from collections.abc import Callable, Mapping

import numpy as np

from generation.evaluation.bands.chords import (
    find_triads,
    measure_chroma,
    measure_lag,
)
from generation.evaluation.bands.lines import average, share
from generation.evaluation.bands.windows import Band
from generation.music.metrics.bass import split_half_bars
from generation.music.metrics.rhythm import notes_a_bar
from generation.music.metrics.tonality import share_in_key
from generation.music.metrics.view import View, fold_octaves
from generation.music.theory import estimate_key

BAR_HALVES = 2


def triad_fit(band: Band) -> float | None:
    """Share of what sounds in a half bar that the best triad holds."""
    shares = find_triads(measure_chroma(band.whole))[1]
    return average(shares[~np.isnan(shares)])


def chord_changes(band: Band) -> float | None:
    """Changes of the best triad, for each bar."""
    triads = find_triads(measure_chroma(band.whole))[0]
    triads = triads[triads >= 0]
    return float((np.diff(triads) != 0).sum() / band.whole.bar_count) if len(triads) else None


def bass_is_root(band: Band) -> float | None:
    """Share of the half bars whose lowest note is the root of their best triad."""
    triads = find_triads(measure_chroma(band.whole))[0]
    lowest = find_lowest(band.whole)
    known = (triads >= 0) & (lowest >= 0)
    return share(triads[known] % 12 == lowest[known] % 12)


def find_lowest(view: View) -> np.ndarray:
    """(halves,) the lowest pitch of each half bar; -1 where it is silent."""
    edges = split_half_bars(view)
    sounding = np.add.reduceat(view.roll.astype(int), edges[:-1], axis=0) > 0
    return np.where(sounding.any(1), sounding.argmax(1), -1)


def like_bars_before(bars: int) -> Callable[[Band], float | None]:
    return lambda band: measure_lag(measure_chroma(band.whole), bars * BAR_HALVES)


def phrase_over_bar(band: Band) -> float | None:
    """How much more alike harmony is four bars apart than one: songs repeat by phrases."""
    near, far = like_bars_before(1)(band), like_bars_before(4)(band)
    return None if near is None or far is None else far - near


def in_best_scale(band: Band) -> float | None:
    key = estimate_key(band.whole.class_lengths)
    return share_in_key(band.whole.class_counts, key) if key else None


def clash_inside(band: Band) -> float | None:
    """Share of the sounding steps in which two pitch classes a semitone apart sound."""
    classes = fold_octaves(band.whole.roll)
    clash = np.asarray((classes & np.roll(classes, 1, axis=1)).any(1))
    return share(clash[classes.any(1)])


def notes_together(band: Band) -> float | None:
    return average(band.whole.polyphony[band.whole.polyphony > 0])


def density(band: Band) -> float | None:
    return notes_a_bar(band.whole)


HARMONY: Mapping[str, Callable[[Band], float | None]] = {
    "triad fit": triad_fit,
    "chord changes a bar": chord_changes,
    "bass is the root": bass_is_root,
    "like 1 bar before": like_bars_before(1),
    "like 4 bars before": like_bars_before(4),
    "lag 4 less lag 1": phrase_over_bar,
    "in the best scale": in_best_scale,
    "clash inside": clash_inside,
}
ENSEMBLE: Mapping[str, Callable[[Band], float | None]] = {
    "notes together": notes_together,
    "notes a bar": density,
}
