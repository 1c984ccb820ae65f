"""How whole songs end: on the tonic or not, together with the melody or not."""

import numpy as np

from generation.evaluation.accompaniment import Figures
from generation.music.metrics.view import (
    LENGTH,
    PITCH,
    START,
    STEPS_PER_BEAT,
    STOP,
    View,
    fold_octaves,
)
from generation.music.song import TICKS_PER_QUARTER, Song
from generation.music.theory import Key, estimate_key

FIFTH = 7


def measure_ending(song: Song) -> Figures:
    """Figures of the last notes under a melody (track 0), in the key of the melody."""
    tune, band = View.of(song, tracks=[0]), View.of(song, tracks=range(1, len(song.tracks)))
    key = estimate_key(tune.class_lengths)
    if key is None or not len(band.notes):
        return dict.fromkeys(("tonic in the bass", "tonic triad", "last bass note, quarters"))
    last = find_last_bass(band)
    return {
        "tonic in the bass": float(last[PITCH] % 12 == key.tonic),
        "tonic triad": float(ends_on_triad(band, int(last[START]), key)),
        "last bass note, quarters": float(last[LENGTH] / TICKS_PER_QUARTER),
    }


def find_last_bass(view: View) -> np.ndarray:
    """The lowest note that sounds when the last of all begins."""
    last = view.notes[:, START].max()
    sounding = view.notes[(view.notes[:, START] <= last) & (view.notes[:, STOP] > last)]
    return np.asarray(sounding[sounding[:, PITCH].argmin()])


def ends_on_triad(view: View, start: int, key: Key) -> bool:
    """Whether all that sounds in the last beat belongs to the tonic triad, tonic and third among
    it."""
    classes = set(np.flatnonzero(fold_octaves(view.roll[start : start + STEPS_PER_BEAT]).any(0)))
    third = key.tonic + (3 if key.mode == "minor" else 4)
    triad = {key.tonic, third % 12, (key.tonic + FIFTH) % 12}
    return classes <= triad and {key.tonic, third % 12} <= classes
