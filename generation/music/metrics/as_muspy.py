"""MusPy's own definitions (Dong et al. 2020, muspy 0.5) where ours differ on purpose: on its usual
grid, 24 steps a quarter, and with its ends.

The other nine of its fourteen metrics are formulas of `pitches`, `tonality` and `drumming`, equal
to muspy's. docs/scoring.md has the card of the differences.
"""

from typing import NamedTuple

import numpy as np

from generation.music.metrics.view import Ints, View

QUARTER = 24  # steps
SIXTEENTH = QUARTER // 4
THRESHOLD = 2  # pitches


def muspy_empty_beat_rate(view: View) -> float | None:
    """Share of quarters that no note touches, drums too; a note touches the quarter in which it
    ends, even if it ends on its first step (Dong et al. 2020, muspy)."""
    return _empty_share(view, QUARTER)


def muspy_empty_measure_rate(view: View) -> float | None:
    """As `muspy_empty_beat_rate`, of measures as long as the first bar (Dong et al. 2020,
    muspy)."""
    return _empty_share(view, _measure(view))


def muspy_polyphony(view: View) -> float | None:
    """Mean number of pitches in the fine steps in which any sounds, drums left out (Dong et al.
    2020, muspy)."""
    sounding = view.once(_count_pitches)
    return float(sounding.sum() / np.count_nonzero(sounding)) if sounding.any() else None


def muspy_polyphony_rate(view: View) -> float | None:
    """Share of fine steps with more than two pitches, drums left out, up to the end of the last
    note or stroke (Dong et al. 2020, muspy)."""
    sounding = view.once(_count_pitches)
    return np.count_nonzero(sounding > THRESHOLD) / len(sounding) if len(sounding) else None


def muspy_groove_consistency(view: View) -> float | None:
    """1 - mean share of the fine steps at which neighbouring measures differ in whether anything
    begins, drums too (Dong et al. 2020, muspy). Most steps are empty in both, so all music lies
    near 1."""
    if not view.note_count:
        return None
    size = _measure(view)
    measures = view.once(_read_times).end // size + 1
    begins = np.zeros(measures * size, bool)
    begins[view.once(_read_times).start] = True
    bars = begins.reshape(measures, size)
    if measures < 2:
        return None
    return float(1 - np.count_nonzero(bars[:-1] != bars[1:]) / (size * (measures - 1)))


def _measure(view: View) -> int:
    """Fine steps of the first bar: muspy takes one length for a whole song."""
    return int(view.bars[1]) * SIXTEENTH


class _Times(NamedTuple):
    """Fine steps at which notes and then strokes begin and end; the last end."""

    start: Ints
    stop: Ints
    end: int


def _read_times(view: View) -> _Times:
    rows = np.concatenate([view.notes.T, view.drums.T], axis=1).T
    # What a window cuts begins with it at the earliest.
    start, stop = (np.maximum(0, times) for times in view.fine(rows))
    return _Times(start, stop, int(stop.max(initial=0)))


def _empty_share(view: View, size: int) -> float | None:
    if not view.note_count:
        return None
    times = view.once(_read_times)
    stretches = times.end // size + 1
    change = np.bincount(times.start // size, minlength=stretches + 1)
    change -= np.bincount(times.stop // size + 1, minlength=stretches + 1)
    return float(1 - np.count_nonzero(np.cumsum(change)[:stretches]) / stretches)


def _count_pitches(view: View) -> Ints:
    times, notes = view.once(_read_times), len(view.notes)
    return view.count_sounding(times.start[:notes], times.stop[:notes], times.end)
