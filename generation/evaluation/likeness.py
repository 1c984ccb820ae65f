"""How like real music passages are: figures of each, how far their distributions overlap, what they
keep of the past.

The formulas are those of `generation.music.metrics`, which score reports use too; the overlap is
the area that two histograms of a figure share (after Yang and Lerch 2020), 1 for the same
distribution.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, LEVEL, STEP_TICKS, STEPS, Notes
from generation.evaluation.accompaniment import Figures
from generation.music.metrics import harmony, kept, pitches, rhythm, tonality
from generation.music.metrics.view import View
from generation.music.song import Meter, Note, Song, Track

SIXTEENTH = STEPS // 4
BINS = 16
SILENT_BARS, SAME_BARS = 4, 8  # in a row: what makes a passage degenerate
OF_PASSAGE: dict[str, Callable[[View], float | None]] = {
    "pitch class entropy": pitches.pitch_class_entropy,
    "pitch entropy": pitches.pitch_entropy,
    "scale consistency": tonality.scale_consistency,
    "groove consistency": rhythm.groove_consistency,
    "pitch range": pitches.pitch_range,
    "polyphony": harmony.polyphony,
    "empty sixteenths": rhythm.empty_step_rate,
    "notes a beat": rhythm.note_density,
    "mean length": rhythm.mean_note_length,
    "length entropy": rhythm.note_length_entropy,
}


def measure_passage(notes: Notes, start: int, stop: int, bar: int) -> Figures:
    """Figures of the notes from step `start` to `stop`, in bars of `bar` steps; None where one is
    not defined, as most are for drums alone."""
    view = build_view(notes, start, stop, bar)
    return {name: formula(view) for name, formula in OF_PASSAGE.items()}


def build_view(notes: Notes, start: int, stop: int, bar: int) -> View:
    """The view of the notes from step `start` to `stop`, in bars of `bar` steps."""
    share = Fraction(bar, 4 * STEPS)  # of a whole note
    meters = (Meter(0, share.numerator, share.denominator),)
    tracks = [build_track(notes[notes[:, 1] == slot], start) for slot in np.unique(notes[:, 1])]
    bars = -(-(stop - start) // bar)
    return View.of(Song(tuple(tracks), meters=meters), bars).window(0, bars)


def build_track(notes: Notes, start: int) -> Track:
    """The notes of one slot, from `start` on, as a track."""
    return Track(
        tuple(
            Note((at - start) * STEP_TICKS, pitch % DRUM_PITCH, length * STEP_TICKS, level * LEVEL)
            for at, _, pitch, length, level in notes.tolist()
        ),
        drums=bool(notes[0, 2] >= DRUM_PITCH),
    )


def classes(notes: Notes) -> NDArray[np.float64]:
    """(12,) how many notes each pitch class has."""
    tones = notes[notes[:, 2] < DRUM_PITCH]
    return np.bincount(tones[:, 2] % 12, minlength=12).astype(float)


def onsets(notes: Notes, start: int, stop: int, bar: int) -> NDArray[np.bool_]:
    """(bars, sixteenths of a bar) where anything begins."""
    roll = np.zeros((-(-(stop - start) // bar), -(-bar // SIXTEENTH)), bool)
    at = notes[:, 0] - start
    roll[at // bar, at % bar // SIXTEENTH] = True
    return roll


def measure_shared_area(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Area that the histograms of two samples share."""
    both = np.concatenate([one, other])
    edges = np.linspace(both.min(), both.max() + 1e-9, BINS + 1)
    shares = [np.histogram(each, edges)[0] / len(each) for each in (one, other)]
    return float(np.minimum(*shares).sum())


def measure_overlaps(made: Sequence[Figures], real: Sequence[Figures]) -> dict[str, float]:
    """The overlap of each figure, over the passages of either in which it is defined."""
    found = {}
    for name in real[0]:
        ours, theirs = collect_defined(name, made), collect_defined(name, real)
        if len(ours) and len(theirs):
            found[name] = measure_shared_area(ours, theirs)
    return found


def collect_defined(name: str, rows: Sequence[Figures]) -> NDArray[np.float64]:
    """What one figure is in the passages in which it is defined."""
    return np.array([row[name] for row in rows if row[name] is not None], np.float64)


def collect_bars(notes: Notes, start: int, stop: int, bar: int) -> list[set[tuple[int, int]]]:
    """What begins in each bar: (sixteenth, pitch)."""
    found: list[set[tuple[int, int]]] = [set() for _ in range(-(-(stop - start) // bar))]
    for onset, _, pitch, _, _ in notes.tolist():
        found[(onset - start) // bar].add(((onset - start) % bar // SIXTEENTH, pitch))
    return found


def measure_kept(opening: Notes, notes: Notes, start: int, stop: int, bar: int) -> dict[str, float]:
    """What a passage keeps of its opening: key (pitch classes), groove (onsets in the bar), whole
    bars."""
    rolls = onsets(opening, 0, start, bar), onsets(notes, start, stop, bar)
    bars = collect_bars(opening, 0, start, bar), collect_bars(notes, start, stop, bar)
    return {
        "key kept": kept.key_kept(classes(opening), classes(notes)),
        "groove kept": kept.groove_kept(*rolls),
        "bars kept": kept.bars_kept(*bars),
    }


def find_fault(notes: Notes, start: int, stop: int, bar: int) -> str:
    """Why nobody would want to hear it; nothing for what is fine."""
    bars = collect_bars(notes, start, stop, bar)
    if find_longest_run([not each for each in bars]) >= min(SILENT_BARS, len(bars)):
        return "silence"
    if len(set(notes[:, 2].tolist())) < 2:
        return "one note"
    same = [a == b and bool(a) for a, b in zip(bars[1:], bars, strict=False)]
    return "repetition" if find_longest_run(same) >= SAME_BARS - 1 else ""


def find_longest_run(flags: Sequence[bool]) -> int:
    longest = now = 0
    for flag in flags:
        now = now + 1 if flag else 0
        longest = max(longest, now)
    return longest
