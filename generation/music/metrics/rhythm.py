"""When notes sound, and when nothing does."""

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.pitches import entropy
from generation.music.metrics.view import (
    LENGTH,
    PITCH,
    START,
    STEPS_PER_BEAT,
    STOP,
    Floats,
    Ints,
    View,
)
from generation.music.song import TICKS_PER_QUARTER

EIGHTH = STEPS_PER_BEAT // 2
QUALIFIED = TICKS_PER_QUARTER // 8  # a 32nd note: three steps of the paper's 96 a bar
DRUM_MASK = (1.0, 0.3, 0.0, 0.0, 0.0, 0.3)  # over the six fine steps of each 16th
DRUM_MASKS = np.array([np.roll(DRUM_MASK, shift) for shift in range(6)])


def empty_bar_rates(view: View) -> Floats:
    """Share of bars without a sounding note, for each track (tracks,), drums too (Dong et al. 2018,
    "EB")."""
    rows = np.concatenate([view.notes, view.drums])
    return np.asarray(_empty_bars(view, view.touched_by_track(rows)))


def empty_bar_rate(view: View) -> float | None:
    """Share of bars in which no track sounds, drums too."""
    if not view.bar_count:
        return None
    return float(_empty_bars(view, view.touched(np.concatenate([view.notes, view.drums]))))


def track_empty_bar_rate(view: View) -> float | None:
    """Mean over the tracks of `empty_bar_rates`."""
    return float(empty_bar_rates(view).mean()) if view.bar_count and view.tracks else None


def _empty_bars(view: View, touched: NDArray[np.bool_]) -> Floats:
    """Share of the bars without a step that is touched, of each column of (steps, ...)."""
    return np.asarray((~np.logical_or.reduceat(touched, view.bars[:-1])).mean(axis=0))


def empty_beat_rate(view: View) -> float | None:
    """Share of quarter notes in which no pitched track sounds, ends exclusive (muspy counts them
    inclusively)."""
    if not view.steps:
        return None
    beats = np.arange(0, view.steps, STEPS_PER_BEAT)
    return float((~np.logical_or.reduceat(view.touched(view.notes), beats)).mean())


def qualified_note_rate(view: View) -> float | None:
    """Share of the notes of a 32nd or longer, drums left out (Dong et al. 2018, "QN", as the text
    defines it)."""
    return float((view.notes[:, LENGTH] >= QUALIFIED).mean()) if len(view.notes) else None


def eighth_note_rate(view: View) -> float | None:
    """Share of the notes of an eighth or longer, to the nearest 16th, drums left out. On a grid of
    16ths every note is "qualified"; this tells how many are longer than the grid's shortest."""
    lengths = view.notes[:, STOP] - view.notes[:, START]
    return float((lengths >= EIGHTH).mean()) if len(view.notes) else None


def mean_note_length(view: View) -> float | None:
    """Mean length of the notes in quarters, drums left out."""
    return float(view.notes[:, LENGTH].mean() / TICKS_PER_QUARTER) if len(view.notes) else None


def note_length_entropy(view: View) -> float | None:
    """-sum p log2 p over the counts of lengths, in bits; what is longer than two bars of 4/4 counts
    as so long. Drums are left out."""
    lengths = np.minimum(view.notes[:, LENGTH], 8 * TICKS_PER_QUARTER)
    return entropy(np.unique(lengths, return_counts=True)[1])


def empty_step_rate(view: View) -> float | None:
    """Share of 16th steps in which no pitched track sounds."""
    return float((view.polyphony == 0).mean()) if view.steps else None


def notes_a_bar(view: View) -> float | None:
    """Notes of all pitched tracks together, for each bar; 0 where nothing sounds."""
    return len(view.notes) / view.bar_count if view.bar_count else None


def drum_strokes_a_bar(view: View) -> float | None:
    """Strokes of the drums for each bar. None without drums."""
    return len(view.drums) / view.bar_count if len(view.drums) else None


def on_beat_rate(view: View) -> float | None:
    """Share of the notes that begin on a quarter of their bar, drums left out."""
    if not len(view.notes):
        return None
    return float((view.places_of(view.notes) % STEPS_PER_BEAT == 0).mean())


def drums_on_eighths_rate(view: View) -> float | None:
    """Share of the strokes of the drums that fall on an eighth of their bar. On a grid of 16ths the
    drum pattern rate of every song is 1; this one tells plain beats from busy ones."""
    return float((view.places_of(view.drums) % 2 == 0).mean()) if len(view.drums) else None


def note_density(view: View) -> float | None:
    """Notes that begin in a quarter note, all pitched tracks together."""
    return len(view.notes) / (view.steps / STEPS_PER_BEAT) if len(view.notes) else None


def groove_consistency(view: View) -> float | None:
    """1 - mean share of 16th positions whose onset differs between neighbouring bars (Wu and Yang
    2020).

    On 16 positions a bar, not on ticks, where all music lies near 1. Pitched tracks; bars of
    unequal length are not compared. None with less than two bars.
    """
    if view.bar_count < 2 or not len(view.notes):
        return None
    begins = np.zeros(view.steps + 1, bool)
    begins[np.minimum(view.notes[:, START], view.steps)] = True
    lengths = np.diff(view.bars)
    step = np.arange(view.bars[-2])
    after = np.minimum(step + np.repeat(lengths[:-1], lengths[:-1]), view.steps)
    same = np.add.reduceat((begins[step] == begins[after]).astype(int), view.bars[:-2])
    shares = (same / lengths[:-1])[lengths[:-1] == lengths[1:]]
    return float(shares.mean()) if len(shares) else None


def repeated_rhythm(view: View) -> float | None:
    """How much of a bar's onsets are those of the bar before: intersection over union, mean over
    the pairs of bars of one length. Pitched tracks merged.

    Unlike groove consistency, what rests in both bars does not count as the same.
    """
    return _repeated(view, view.notes, np.zeros(len(view.notes), np.int64))


def repeated_drums(view: View) -> float | None:
    """As `repeated_rhythm`, of the strokes of each drum. None without drums."""
    return _repeated(view, view.drums, view.drums[:, PITCH])


def _repeated(view: View, rows: Ints, columns: Ints) -> float | None:
    found = np.unique(rows[:, START] * 128 + columns)
    bar = np.searchsorted(view.bars, found // 128, "right") - 1
    lengths = np.append(np.diff(view.bars), 0)
    again = np.isin(found + 128 * lengths[bar], found, assume_unique=True)
    counts = np.bincount(bar, minlength=len(lengths))
    both = np.bincount(bar, again, len(lengths))[:-2]
    either = counts[:-2] + counts[1:-1] - both
    asked = (lengths[:-2] == lengths[1:-1]) & (either > 0)
    return float((both[asked] / either[asked]).mean()) if asked.any() else None


def drum_in_pattern_rate(view: View) -> float | None:
    """Drum onsets weighed by how near a 16th they fall, the best of six shifts (Dong et al. 2018,
    "DP").

    The mask [1, .3, 0, 0, 0, .3] covers the six fine steps of each 16th, 24 a quarter. None without
    drums.
    """
    if not len(view.drums):
        return None
    hits = np.bincount(view.fine(view.drums)[0] % 6, minlength=6)  # onsets at each place of a 16th
    return float(max(hits @ mask for mask in DRUM_MASKS) / len(view.drums))
