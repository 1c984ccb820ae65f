"""What a chord is judged by: the melody in and around its stretch, the other tracks, the place in
the phrase. Whole numbers, so that every machine, and the studio's page, finds the same chords.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import LOWEST, REST, Line
from generation.harmony.spans import PLACES, Spans

Ints = NDArray[np.int64]
WHOLE = 16  # what a share of one is
TONES = ("here", "first", "before", "after", "band", "low")  # each twelve pitch classes
FLAGS = ("always", "held", "silent", "breath", "begins", "ends")
GENRES = ("pop", "jazz", "folk", "bach")
FEATURES = 12 * len(TONES) + len(FLAGS) + PLACES + len(GENRES)


class Band(NamedTuple):
    """What sounds beside the melody, (T, 12) each: for how long each pitch class, and which of them
    is the lowest tone."""

    sounding: Ints
    lowest: Ints


def gather_evidence(line: Line, spans: Spans, genre: str, band: Band | None = None) -> Ints:
    """(N, FEATURES), tones from C on: `turn_evidence` makes them begin with a tonic."""
    here = sum_tones(mark_tones(line), spans)
    shares = share_tones(here)
    first = mark_tones(line)[spans.start] * WHOLE
    around = [shift_rows(shares, by) for by in (1, -1)]
    others = [share_tones(sum_tones(each, spans)) for each in band] if band else [0 * here] * 2
    flags = mark_flags(line, spans, here)
    places = np.equal.outer(spans.place, np.arange(PLACES)) * WHOLE
    genres = np.tile(np.equal(genre, GENRES) * WHOLE, (len(spans), 1))
    return np.concatenate([shares, first, *around, *others, flags, places, genres], 1)


def mark_tones(line: Line) -> Ints:
    """(T, 12) 1 where the pitch class sounds."""
    tones = np.zeros((len(line.state), 12), np.int64)
    steps = np.flatnonzero(line.state != REST)
    tones[steps, (line.state[steps].astype(int) - 1 + LOWEST) % 12] = 1
    return tones


def sum_tones(tones: Ints, spans: Spans) -> Ints:
    return np.asarray(np.add.reduceat(tones, spans.start, axis=0))


def share_tones(counts: Ints) -> Ints:
    """Shares of what sounds, rounded to sixteenths without a fraction."""
    total = np.maximum(counts.sum(1, keepdims=True), 1)
    return np.asarray((2 * WHOLE * counts + total) // (2 * total))


def shift_rows(rows: Ints, by: int) -> Ints:
    """The row before (1) or after (-1) in the place of each; nothing beyond the ends."""
    moved = np.roll(rows, by, axis=0)
    moved[0 if by > 0 else -1] = 0
    return moved


def mark_flags(line: Line, spans: Spans, here: Ints) -> Ints:
    """(N, FLAGS): a note that was begun before is held, nothing sounds, a phrase takes breath after
    this stretch, the first, the last."""
    begun = np.add.reduceat((line.change & (line.state != REST)).astype(int), spans.start)
    silent = here.sum(1) == 0
    held = (begun == 0) & ~silent
    rests = 2 * here.sum(1) <= spans.stop - spans.start
    breath = rests | np.append((held | silent)[1:], True)
    number = np.arange(len(spans))
    flags = [number >= 0, held, silent, breath, number == 0, number == len(spans) - 1]
    return np.stack(flags, 1) * WHOLE


def turn_evidence(evidence: Ints, tonic: int) -> Ints:
    """Tones counted from a tonic on."""
    tones = evidence[:, : 12 * len(TONES)].reshape(len(evidence), len(TONES), 12)
    turned = np.roll(tones, -tonic, axis=2).reshape(len(evidence), -1)
    return np.concatenate([turned, evidence[:, 12 * len(TONES) :]], 1)
