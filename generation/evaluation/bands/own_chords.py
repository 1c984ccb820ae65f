"""A band beside the chords that people wrote for its tune, which it was not told."""

from collections.abc import Mapping, Sequence

import numpy as np

from generation.datasets.labelled_chords import Stretch
from generation.evaluation.accompaniment import Figures
from generation.evaluation.bands.comparison import average_rows
from generation.evaluation.bands.lines import average
from generation.evaluation.bands.makers import Maker
from generation.evaluation.intervals import Ints
from generation.evaluation.sections import make_section
from generation.evaluation.tables import Result
from generation.music.metrics.view import View, fold_octaves
from generation.music.song import Song

TITLE, INSIDE = "the tune's own chords", "time in the chords"
LATE = 64  # steps: four bars of four beats
Chords = Sequence[Stretch]
NOTE = "whole tunes; late: beside the chords of four bars before, which a band should fit less well"


def compare_own_chords(makers: Mapping[str, Maker], chords: Sequence[Chords]) -> Result:
    """`chords`: of each song."""
    table = {
        name: average_rows(list(map(measure_agreement, maker.songs, chords)), maker.pieces)
        for name, maker in makers.items()
    }
    return make_section(TITLE, table, NOTE)


def measure_agreement(song: Song, chords: Chords) -> Figures:
    tune, band = View.of(song, tracks=[0]), View.of(song, tracks=range(1, len(song.tracks)))
    classes, bass = lay_chords(chords, band.steps)
    late, late_bass = np.roll(classes, LATE, axis=0), np.roll(bass, LATE)
    return {
        INSIDE: measure_inside(band, classes),
        f"late: {INSIDE}": measure_inside(band, late),
        "the bass has the chord's": measure_bass(band, bass),
        "late: the bass has the chord's": measure_bass(band, late_bass),
        "the melody's time in the chords": measure_inside(tune, classes),
    }


def lay_chords(chords: Chords, steps: int) -> tuple[np.ndarray, Ints]:
    """(T, 12) which pitch classes each step's chord has, and (T,) its bass, or -1."""
    classes, bass = np.zeros((steps, 12), bool), np.full(steps, -1)
    for start, stop, symbol in chords:
        if symbol:
            at = slice(round(start), round(stop))
            classes[at, list(symbol.classes)] = True
            bass[at] = symbol.bass
    return classes, bass


def measure_inside(view: View, classes: np.ndarray) -> float | None:
    """Share of the time of what sounds under a chord that is of its pitch classes."""
    sounding = fold_octaves(view.roll) & classes.any(1, keepdims=True)
    total = np.count_nonzero(sounding)
    return np.count_nonzero(sounding & classes) / total if total else None


def measure_bass(view: View, bass: Ints) -> float | None:
    """Share of the steps under a chord whose lowest note is its bass."""
    asked = view.roll.any(1) & (bass >= 0)
    return average(view.roll.argmax(1)[asked] % 12 == bass[asked])
