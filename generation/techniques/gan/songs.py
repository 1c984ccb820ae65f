"""Pieces as songs: to hear the training music, and to compare with it."""

from collections.abc import Sequence

import numpy as np

from generation.codecs.grid import FULL_BAR, STEP_TICKS, Grid
from generation.codecs.instrumentation import Part, build_pitched_track
from generation.codecs.meter import STEPS_PER_BEAT
from generation.codecs.monophonic import Cell, decode_cells
from generation.music.song import Meter, Note, Song, Tempo, Track
from generation.techniques.gan.pieces import Piece


def make_grid(steps: int, bar: int = FULL_BAR) -> Grid:
    """`steps` sixteenths from tick 0, in bars of so many."""
    at = np.arange(steps)
    length = np.full(steps, bar, np.int16)
    ticks = np.arange(steps + 1, dtype=np.int64) * STEP_TICKS
    return Grid(ticks, (at % bar).astype(np.int16), length, (at // bar).astype(np.int32))


def decode_melody(piece: Piece, start: int, stop: int) -> list[Note]:
    cells = [
        Cell(a - start, min(b, stop) - start, p)
        for a, b, p in decode_cells(piece.melody)
        if start <= a < stop
    ]
    return [Note(a * STEP_TICKS, p, (b - a) * STEP_TICKS, 90) for a, b, p in cells]


def decode_song(
    piece: Piece,
    parts: Sequence[Part],
    start: int,
    stop: int,
    qpm: float,
    bar: int = FULL_BAR,
) -> Song:
    """Steps `start` to `stop` of a piece, melody first, then the original accompaniment on the
    tracks of `parts`.

    Bars are counted from `start`; the melody must have a note there.
    """
    grid = make_grid(stop - start, bar)
    melody = decode_melody(piece, start, stop)
    lines = [
        line._replace(state=line.state[start:stop], change=line.change[start:stop])
        for line in piece.voices
    ]
    tracks = [build_pitched_track(part, lines, grid, melody, 0) for part in parts if not part.drums]
    tempo = Tempo(0, round(60e6 / qpm))
    tune = Track(tuple(melody), name="Melody")
    return Song((tune, *tracks), (tempo,), (Meter(0, bar // STEPS_PER_BEAT, 4),), piece.name)


def find_melody_start(piece: Piece) -> int:
    """The first place from which eight bars can be taken with some melody in them: a bar line where
    bars are known."""
    return next((int(start) for start in piece.starts if has_melody(piece, int(start))), 0)


def has_melody(piece: Piece, start: int) -> bool:
    """Whether the melody sounds for more than 40 of the next 128 steps."""
    return np.count_nonzero(piece.melody.state[start : start + 128]) > 40
