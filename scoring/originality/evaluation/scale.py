"""How long a look-up takes among a thousand pieces and among a million, made of real ones."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.originality.grams import make_grams
from scoring.originality.index import Segment, open_segment, write_segment
from scoring.originality.lines import Lines
from scoring.originality.lookup import find_nearest

NOTES, VOICES = 64, 2  # of a line, and lines of a piece
CHANGED = 0.3  # of the notes of a made piece have another pitch than those it is made of
COPIED = 0.1  # of the notes of a piece that is looked up have another pitch than in the index
AT_ONCE = 20_000  # pieces made in one go
LOOKED_UP = 60

Dice = np.random.Generator
Starts = NDArray[np.int64]


class Times(NamedTuple):
    """Milliseconds of processor a look-up takes in files mapped into memory, and how many of the
    pieces looked up with a tenth of their notes changed were the nearest."""

    pieces: int
    grams: int
    median: float
    slowest: float
    found: float
    megabytes: float


def measure_times(source: Segment, count: int, seed: int) -> Times:
    """Among so many pieces: each two passages of real lines, their notes changed."""
    dice = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        write_segment(make_segment(source, count, dice), path)
        size = sum(file.stat().st_size for file in path.iterdir()) / 1e6
        segment = open_segment(path)
        keys = dice.integers(0, count, LOOKED_UP)
        taken, right = [], 0
        for key in [*keys[:5], *keys]:  # the first ones bring the pages into memory
            song = change_pitches(_piece(segment, int(key)), COPIED, dice)
            begun = time.process_time()
            nearest = find_nearest(segment, song)
            taken.append(1_000 * (time.process_time() - begun))
            right += bool(nearest) and nearest[0].key == key
        grams = len(segment.grams)
    share = right / len(taken)
    middle, slowest = float(np.median(taken[5:])), float(np.quantile(taken[5:], 0.95))
    return Times(count, grams, middle, slowest, share, size)


def make_segment(source: Segment, count: int, dice: Dice) -> Segment:
    """An index of made pieces."""
    parts = list(_make_parts(source, count, dice))
    onsets = np.concatenate([lines.onsets for lines, *_ in parts])
    pitches = np.concatenate([lines.pitches for lines, *_ in parts])
    grams = np.concatenate([hashes for _, hashes, _ in parts])
    places = np.concatenate([places for *_, places in parts])
    del parts
    order = np.argsort(grams, kind="stable")
    places = places[order]
    lines = np.arange(1, count * VOICES + 1, dtype=np.int64)
    tracks = np.zeros(count * VOICES, np.int16)
    owners = places // np.uint32(NOTES * VOICES)
    ends = lines * NOTES
    keys = np.arange(count, dtype=np.int64)
    return Segment(
        grams[order], places, owners, onsets, pitches, ends, tracks, (keys + 1) * VOICES, keys
    )


def _make_parts(
    source: Segment, count: int, dice: Dice
) -> Iterator[tuple[Lines, NDArray[np.uint32], NDArray[np.uint32]]]:
    for begun in range(0, count, AT_ONCE):
        made = min(AT_ONCE, count - begun)
        lines = _draw_lines(source, made * VOICES, dice)
        found = make_grams(lines)
        at = begun * VOICES * NOTES
        yield lines, found.hashes, (found.places + at).astype(np.uint32)


def _draw_lines(source: Segment, count: int, dice: Dice) -> Lines:
    starts: Starts = dice.integers(0, len(source.onsets) - NOTES, 3 * count)
    inside = source.line_at(starts) == source.line_at(starts + NOTES - 1)
    rows = np.resize(starts[inside], count)[:, None] + np.arange(NOTES)
    onsets = source.onsets[rows] - source.onsets[rows[:, :1]]
    ends = np.arange(1, count + 1, dtype=np.int64) * NOTES
    pitches = source.pitches[rows].ravel()
    lines = Lines(onsets.ravel().astype(np.int32), pitches, ends, np.zeros(count, np.int16))
    return change_pitches(lines, CHANGED, dice)


def change_pitches(lines: Lines, share: float, dice: Dice) -> Lines:
    """So many of the notes up or down by up to four semitones."""
    count = len(lines.pitches)
    moves = dice.choice(np.array([-4, -3, -2, -1, 1, 2, 3, 4]), count)
    moves = np.where(dice.random(count) < share, moves, 0)
    changed = np.clip(lines.pitches.astype(np.int64) + moves, 0, 127).astype(np.uint8)
    return lines._replace(pitches=changed)


def _piece(segment: Segment, key: int) -> Lines:
    first, last = key * VOICES * NOTES, (key + 1) * VOICES * NOTES
    ends = np.arange(1, VOICES + 1, dtype=np.int64) * NOTES
    onsets, pitches = np.array(segment.onsets[first:last]), np.array(segment.pitches[first:last])
    return Lines(onsets, pitches, ends, np.zeros(VOICES, np.int16))
