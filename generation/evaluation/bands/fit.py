"""How a band fits its melody: what sounds under its notes, where it clashes, who doubles it."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from generation.evaluation.bands.chords import (
    TRIADS,
    find_triads,
    measure_chroma,
)
from generation.evaluation.bands.lines import average, share
from generation.evaluation.bands.windows import Band
from generation.music.metrics.bass import split_half_bars
from generation.music.metrics.harmony import consonance
from generation.music.metrics.view import PITCH, STEPS_PER_BEAT, View, fold_octaves

Classes = NDArray[np.bool_]  # (steps, 12)


def classes(band: Band) -> tuple[Classes, Classes]:
    """Pitch classes of the melody and of the band, where the melody sounds and the band does."""
    tune, others = fold_octaves(band.melody.roll), fold_octaves(band.whole.roll)
    both = tune.any(1) & others.any(1)
    return tune[both], others[both]


def chord_tone(band: Band) -> float | None:
    """Share of the beats on which the melody sounds a note of the half bar's triad."""
    triads = find_triads(measure_chroma(band.whole))[0]
    half = np.searchsorted(split_half_bars(band.whole), np.arange(band.whole.steps), "right") - 1
    at = triads[half]
    tune = fold_octaves(band.melody.roll)
    asked = (band.melody.places % STEPS_PER_BEAT == 0) & tune.any(1) & (at >= 0)
    return share((tune[asked] & TRIADS[at[asked]]).any(1))


def sounds_below(band: Band) -> float | None:
    """Share of the time of the melody in which the band has its pitch class too."""
    tune, others = classes(band)
    return share((tune & others).any(1))


def clash(band: Band) -> float | None:
    """Share of the time of the melody in which the band has a note a semitone away, octaves
    folded."""
    tune, others = classes(band)
    near = np.roll(others, 1, axis=1) | np.roll(others, -1, axis=1)
    return share((tune & near).any(1))


def above_melody(band: Band) -> float | None:
    """Share of the time of the melody in which the band sounds higher."""
    tops = [find_top(view) for view in (band.melody, band.whole)]
    both = (tops[0] >= 0) & (tops[1] >= 0)
    return share(tops[1][both] > tops[0][both])


def find_top(view: View) -> NDArray[np.int64]:
    """(steps,) the highest pitch; -1 where nothing sounds."""
    return np.where(view.roll.any(1), 127 - view.roll[:, ::-1].argmax(1), -1)


def consonant(band: Band) -> float | None:
    return consonance(band.melody, band.whole)


def moves_with_melody(band: Band) -> float | None:
    """Share of the moments at which the melody begins a note that the band begins one too."""
    tune, others = (np.unique(view.notes[:, 4]) for view in (band.melody, band.whole))
    return share(np.isin(tune, others))


def same_chroma(band: Band) -> float | None:
    """Mean cosine of the pitch classes of melody and band in each half bar."""
    one, other = measure_chroma(band.melody), measure_chroma(band.whole)
    scale = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return average((one * other).sum(1)[scale > 0] / scale[scale > 0])


def register_gap(band: Band) -> float | None:
    """Semitones from the mean pitch of the band up to that of the melody."""
    notes = band.melody.notes, band.whole.notes
    if not len(notes[0]) or not len(notes[1]):
        return None
    return float(notes[0][:, PITCH].mean() - notes[1][:, PITCH].mean())


FIT: Mapping[str, Callable[[Band], float | None]] = {
    "chord tone on the beat": chord_tone,
    "consonance": consonant,
    "clash with the melody": clash,
    "sounds the melody's note": sounds_below,
    "above the melody": above_melody,
    "begins with the melody": moves_with_melody,
    "same pitch classes": same_chroma,
    "register": register_gap,
}
