"""MusPy and pypianoroll beside our formulas, on the same notes: what each side finds, by name.

Both get the grid of muspy, 24 steps a quarter, to the nearest step: what is compared is formulas,
not readers of files. NaN of theirs is None here.
"""

import math
from collections.abc import Mapping

import muspy
import numpy as np
import pypianoroll

from generation.music.metrics import harmony, pitches, rhythm
from generation.music.metrics.view import PITCH, START, STEPS_PER_BEAT, STOP, TRACK, Ints, View
from scoring.metrics import REGISTRY
from scoring.metrics.registry import MUSPY

RESOLUTION = 24
FORMULAS = {metric.name: metric.of for metric in REGISTRY}
Pair = tuple[float | None, float | None]


def in_muspy(view: View, resolution: int = RESOLUTION) -> muspy.Music:
    """The notes of a view on muspy's usual grid, or those same places in finer ticks."""
    ticks = resolution // RESOLUTION
    tracks = []
    for rows, drums in ((view.notes, False), (view.drums, True)):
        for track in np.unique(rows[:, TRACK]):
            notes = _notes(view, rows[rows[:, TRACK] == track], ticks)
            tracks.append(muspy.Track(is_drum=drums, notes=notes))
    return muspy.Music(resolution=resolution, tracks=tracks)


def _notes(view: View, rows: Ints, ticks: int) -> list[muspy.Note]:
    table = zip(*(column.tolist() for column in (*view.fine(rows), rows[:, PITCH])), strict=True)
    return [
        muspy.Note(time=ticks * time, pitch=pitch, duration=ticks * (end - time))
        for time, end, pitch in table
    ]


def by_muspy(view: View, music: muspy.Music) -> dict[str, float | None]:
    """The fourteen metrics of muspy, by its names."""
    measure = int(view.bars[1]) * music.resolution // STEPS_PER_BEAT
    extra = {
        "empty_measure_rate": (measure,),
        "groove_consistency": (measure,),
        "drum_in_pattern_rate": ("duple",),
        "pitch_in_scale_rate": (0, "major"),
    }
    return {name: _known(getattr(muspy, name)(music, *extra.get(name, ()))) for name in MUSPY}


def beside_muspy(view: View) -> dict[str, Pair]:
    """Ours and theirs of each of muspy's fourteen."""
    theirs = by_muspy(view, in_muspy(view))
    if not len(view.notes):
        theirs["pitch_range"] = None  # -127 for drums alone: 0 less 127, before any note was seen
        theirs["n_pitches_used"] = theirs["n_pitch_classes_used"] = None  # 0: nothing to count
    return {name: (FORMULAS[MUSPY[name]](view), value) for name, value in theirs.items()}


def beside_pypianoroll(view: View) -> Mapping[str, Pair]:
    """Ours and theirs of those of pypianoroll that agree with what they are said to be, on the roll
    of 16ths of all pitched tracks."""
    roll = np.zeros((-(-view.steps // STEPS_PER_BEAT) * STEPS_PER_BEAT, 128), bool)
    for start, stop, pitch in view.notes[:, [START, STOP, PITCH]].tolist():
        roll[start:stop, pitch] = True
    used = bool(len(view.notes))
    whole = roll[: view.steps]
    beats = _known(pypianoroll.empty_beat_rate(roll, STEPS_PER_BEAT))
    return {
        "n_pitches_used": (
            pitches.n_pitches_used(view),
            pypianoroll.n_pitches_used(roll) if used else None,
        ),
        "pitch_range": (pitches.pitch_range(view), _known(pypianoroll.pitch_range(roll))),
        "polyphonic_rate": (
            harmony.polyphonic_rate(view),
            pypianoroll.polyphonic_rate(whole, threshold=2) if used else None,
        ),
        # Theirs is the share of the beats that are not empty.
        "empty_beat_rate": (rhythm.empty_beat_rate(view), None if beats is None else 1 - beats),
    }


def find_difference(pair: Pair) -> float:
    """How far two figures lie apart; infinitely where only one is defined."""
    ours, theirs = pair
    if ours is None or theirs is None:
        return 0.0 if ours == theirs else math.inf
    return abs(ours - theirs)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
