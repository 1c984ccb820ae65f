"""How a piece is built: bars that come again, borders of phrases, motifs, what it can be packed to.

Bars count from the first in which a pitched note begins to the last, drums left out. Keys, empty
bars in front and the order of tracks change nothing.
"""

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.parts import trace_skyline
from generation.music.metrics.view import ONSET, PITCH, START, STEP, Floats, Ints, View

PHRASE = 4  # bars
GRAM = 4  # notes of a motif
APART = 2  # bars after which a motif counts as returned
KERNEL = np.kron([[1, -1], [-1, 1]], np.ones((2, 2)))  # Foote's checkerboard, two bars on each side


def self_similarity(view: View) -> float | None:
    """Mean likeness of every two different bars, 0 to 1. Two bars are alike by the mean of two
    cosines: of the steps for which each pitch class sounds, and of the places at which notes begin
    (after Foote 1999)."""
    likeness = _compare_bars(view)
    if len(likeness) < 2:
        return None
    return float(likeness[np.triu_indices(len(likeness), 1)].mean())


def repetition_1(view: View) -> float | None:
    """How much of a bar's notes, by place and pitch, are those of the bar before: intersection over
    union, mean over the pairs in which anything begins."""
    return _repeated_after(view, 1)


def repetition_2(view: View) -> float | None:
    """As `repetition_1`, of the bar two bars before."""
    return _repeated_after(view, 2)


def repetition_4(view: View) -> float | None:
    """As `repetition_1`, of the bar four bars before."""
    return _repeated_after(view, 4)


def repetition_8(view: View) -> float | None:
    """As `repetition_1`, of the bar eight bars before."""
    return _repeated_after(view, 8)


def phrase_novelty(view: View) -> float | None:
    """How much more a piece changes at every fourth bar line than at others: mean novelty there
    less the mean elsewhere.

    Novelty is the likeness of bars within the two before and the two after a bar line, less that
    across it (Foote 2000). None for less than eight bars.
    """
    likeness = _compare_bars(view)
    if len(likeness) < 2 * PHRASE:
        return None
    lines = np.arange(2, len(likeness) - 1)
    around = lines[:, None] + np.arange(-2, 2)
    blocks = likeness[around[:, :, None], around[:, None, :]]
    novelty = (blocks * KERNEL).sum(axis=(1, 2)) / KERNEL.size
    border = lines % PHRASE == 0
    return float(novelty[border].mean() - novelty[~border].mean())


def motif_return(view: View) -> float | None:
    """Share of the motifs of four top notes that come again two bars later or more, at any pitch:
    by their intervals and the steps from note to note."""
    line = view.once(trace_skyline)
    if len(line) < GRAM + 1:
        return None
    moves = np.diff(line[:, [START, PITCH]], axis=0)
    grams = _slide(moves, GRAM - 1).reshape(len(moves) - GRAM + 2, -1)
    kind = np.unique(grams, axis=0, return_inverse=True)[1].ravel()
    bar = np.searchsorted(view.bars, line[: len(grams), START], "right")
    first, last = np.full(len(grams), len(view.bars)), np.zeros(len(grams), np.int64)
    np.minimum.at(first, kind, bar)
    np.maximum.at(last, kind, bar)
    return float((last - first >= APART)[kind].mean())


def distinct_motifs(view: View) -> float | None:
    """Share of the sequences of four intervals of the top notes that are different ones (after Li
    et al. 2016, "distinct-n")."""
    steps = np.diff(view.once(trace_skyline)[:, PITCH])
    if len(steps) < GRAM:
        return None
    grams = _slide(steps[:, None], GRAM).reshape(-1, GRAM)
    return len(np.unique(grams, axis=0)) / len(grams)


def compression_ratio(view: View) -> float | None:
    """Phrases that the code of Ziv and Lempel (1978) makes of a piece, for each note: near 1 where
    nothing comes again, small where all does.

    A note is the time since the one before it, in 32nds, and the interval from it, in the order of
    onset and pitch.
    """
    rows = view.notes[np.lexsort((view.notes[:, PITCH], view.notes[:, ONSET]))]
    if len(rows) < 2:
        return None
    time = np.diff(rows[:, ONSET]) * 2 // STEP
    tokens = time * 256 + np.diff(rows[:, PITCH]) + 128
    return _count_phrases(tokens.tolist()) / len(tokens)


def _count_phrases(tokens: list[int]) -> int:
    """Each phrase is the longest one seen before and one token more: what comes next hangs on all
    before, so this is the one walk over notes."""
    seen: dict[tuple[int, int], int] = {}
    phrase = 0
    for token in tokens:
        known = seen.get((phrase, token))
        if known is None:
            seen[phrase, token] = len(seen) + 1
        phrase = known or 0
    return len(seen) + bool(phrase)


def _slide(rows: Ints, count: int) -> Ints:
    """Every `count` rows that follow each other (rows - count + 1, ...)."""
    return np.lib.stride_tricks.sliding_window_view(rows, count, axis=0)


def _bars_in_use(view: View) -> Ints:
    """The bar lines from the first bar in which a note begins to the end of the last such bar."""
    if not len(view.notes):
        return view.bars[:0]
    bar = np.searchsorted(view.bars, view.notes[:, START], "right") - 1
    return view.bars[bar.min() : min(bar.max() + 2, len(view.bars))]


def _compare_bars(view: View) -> Floats:
    """Likeness of every two bars in use (bars, bars)."""
    return view.once(_likeness_of_bars)


def _likeness_of_bars(view: View) -> Floats:
    lines = _bars_in_use(view)
    if len(lines) < 2:
        return np.zeros((0, 0))
    chroma = np.add.reduceat(view.classes[: lines[-1]].astype(float), lines[:-1], axis=0)
    places = np.zeros((len(lines) - 1, int(np.diff(view.bars).max())))
    start = np.minimum(view.notes[:, START], view.steps - 1)
    bar = np.searchsorted(lines, start, "right") - 1
    np.add.at(places, (bar, view.places[start]), 1.0)
    return (_cosines(chroma) + _cosines(places)) / 2


def _cosines(rows: Floats) -> Floats:
    """Cosine of every two rows; 1 of two empty ones, 0 of an empty one and another."""
    size = np.linalg.norm(rows, axis=1)
    empty = size == 0
    unit = rows / np.where(empty, 1.0, size)[:, None]
    both_empty: NDArray[np.bool_] = empty[:, None] & empty
    return np.where(both_empty, 1.0, unit @ unit.T)


def _repeated_after(view: View, bars: int) -> float | None:
    lines = _bars_in_use(view)
    if len(lines) < bars + 2:
        return None
    start = np.minimum(view.notes[:, START], view.steps - 1)
    bar = np.searchsorted(lines, start, "right") - 1
    width = 128 * int(np.diff(view.bars).max())
    found = np.unique(bar * width + view.places[start] * 128 + view.pitch)
    again = found[np.isin(found + bars * width, found, assume_unique=True)]
    counts, both = (np.bincount(codes // width, minlength=len(lines) - 1)
                    for codes in (found, again))  # fmt: skip
    both = both[:-bars]
    either = counts[:-bars] + counts[bars:] - both
    return float((both[either > 0] / either[either > 0]).mean()) if either.any() else None
