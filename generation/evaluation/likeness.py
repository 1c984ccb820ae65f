"""How like real music passages are: figures of each, how far their distributions overlap, what they
keep of the past.

The figures are those of MusPy (Dong et al. 2020), on sixteenths; the overlap is the area that two
histograms of a figure share (after Yang and Lerch 2020), 1 for the same distribution.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, STEPS, Notes

SIXTEENTH = STEPS // 4
BINS = 16
MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
SILENT_BARS, SAME_BARS = 4, 8  # in a row: what makes a passage degenerate


def pitched(notes: Notes) -> Notes:
    return notes[notes[:, 2] < DRUM_PITCH]


def classes(notes: Notes) -> NDArray[np.float64]:
    """(12,) how many notes each pitch class has."""
    return np.bincount(pitched(notes)[:, 2] % 12, minlength=12).astype(float)


def entropy(counts: NDArray[np.float64]) -> float:
    share = counts[counts > 0] / max(1.0, counts.sum())
    return float(-(share * np.log2(share)).sum())


def in_scale(counts: NDArray[np.float64]) -> float:
    """Share of notes in the major or minor scale that holds most of them."""
    scales = [
        [(root + degree) % 12 for degree in mode] for root in range(12) for mode in (MAJOR, MINOR)
    ]
    return max(float(counts[scale].sum()) for scale in scales) / max(1.0, counts.sum())


def onsets(notes: Notes, start: int, stop: int, bar: int) -> NDArray[np.bool_]:
    """(bars, sixteenths of a bar) where anything begins."""
    roll = np.zeros((-(-(stop - start) // bar), -(-bar // SIXTEENTH)), bool)
    at = notes[:, 0] - start
    roll[at // bar, at % bar // SIXTEENTH] = True
    return roll


def sounding(notes: Notes, start: int, stop: int) -> NDArray[np.int64]:
    """(sixteenths,) pitched notes that sound."""
    change = np.zeros((stop - start) // SIXTEENTH + 2, np.int64)
    first = (notes[:, 0] - start) // SIXTEENTH
    last = np.maximum(first + 1, -(-(notes[:, 0] + notes[:, 3] - start) // SIXTEENTH))
    np.add.at(change, first, 1)
    np.add.at(change, np.minimum(last, len(change) - 1), -1)
    return change.cumsum()[: max(1, (stop - start) // SIXTEENTH)]


def figures_of(notes: Notes, start: int, stop: int, bar: int) -> dict[str, float]:
    tones, roll = pitched(notes), onsets(notes, start, stop, bar)
    counts, voices = classes(notes), sounding(pitched(notes), start, stop)
    pitches = tones[:, 2] if len(tones) else np.zeros(1, int)
    return {
        "pitch class entropy": entropy(counts),
        "pitch entropy": entropy(np.bincount(pitches).astype(float)),
        "scale consistency": in_scale(counts),
        "groove consistency": 1 - float((roll[1:] != roll[:-1]).mean()) if len(roll) > 1 else 1.0,
        "pitch range": float(np.ptp(pitches)),
        "polyphony": float(voices[voices > 0].mean()) if (voices > 0).any() else 0.0,
        "empty sixteenths": float((voices == 0).mean()),
        "notes a beat": len(notes) * STEPS / (stop - start),
        "mean length": float(tones[:, 3].mean() / STEPS) if len(tones) else 0.0,
        "length entropy": entropy(np.bincount(np.minimum(tones[:, 3], 8 * STEPS)).astype(float)),
    }


def overlap(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Area that the histograms of two samples share."""
    both = np.concatenate([one, other])
    edges = np.linspace(both.min(), both.max() + 1e-9, BINS + 1)
    shares = [np.histogram(each, edges)[0] / len(each) for each in (one, other)]
    return float(np.minimum(*shares).sum())


def cosine(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    scale = np.linalg.norm(one) * np.linalg.norm(other)
    return float(one.ravel() @ other.ravel() / scale) if scale else 0.0


def bar_sets(notes: Notes, start: int, stop: int, bar: int) -> list[set[tuple[int, int]]]:
    """What begins in each bar: (sixteenth, pitch)."""
    found: list[set[tuple[int, int]]] = [set() for _ in range(-(-(stop - start) // bar))]
    for onset, _, pitch, _, _ in notes.tolist():
        found[(onset - start) // bar].add(((onset - start) % bar // SIXTEENTH, pitch))
    return found


def carried_over(opening: Notes, notes: Notes, start: int, stop: int, bar: int) -> dict[str, float]:
    """What a passage keeps of its opening: key (pitch classes), groove (onsets in the bar), whole
    bars."""
    rolls = [onsets(opening, 0, start, bar).mean(0), onsets(notes, start, stop, bar).mean(0)]
    before, after = bar_sets(opening, 0, start, bar), bar_sets(notes, start, stop, bar)
    nearest = [max(len(a & b) / max(1, len(a | b)) for b in before) for a in after if a]
    return {
        "key kept": cosine(classes(opening), classes(notes)),
        "groove kept": cosine(*rolls),
        "bars kept": float(np.mean(nearest)) if nearest else 0.0,
    }


def degenerate(notes: Notes, start: int, stop: int, bar: int) -> str:
    """Why nobody would want to hear it; nothing for what is fine."""
    bars = bar_sets(notes, start, stop, bar)
    if longest_run([not each for each in bars]) >= min(SILENT_BARS, len(bars)):
        return "silence"
    if len(set(notes[:, 2].tolist())) < 2:
        return "one note"
    same = [a == b and bool(a) for a, b in zip(bars[1:], bars, strict=False)]
    return "repetition" if longest_run(same) >= SAME_BARS - 1 else ""


def longest_run(flags: Sequence[bool]) -> int:
    longest = now = 0
    for flag in flags:
        now = now + 1 if flag else 0
        longest = max(longest, now)
    return longest
