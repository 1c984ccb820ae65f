"""A line: one monophonic voice on a grid of steps, as the GAN sees it. Knows steps, not ticks."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LOWEST = 24  # C1; with the 72 pitches up to B6 every part of a band and a choir fits
PITCHES = 72
STATES = PITCHES + 1  # a rest, then the pitches
REST = 0

# kick, snare, hats closed and open, toms low to high, crash, ride
DRUM_PITCHES = (
    36,
    38,
    42,
    46,
    45,
    48,
    50,
    49,
    51,
)
DRUMS = len(DRUM_PITCHES)


class Line(NamedTuple):
    """`state` (T,) uint8: REST or 1 + pitch - LOWEST; `change` (T,) bool: a note or a rest begins
    here."""

    state: NDArray[np.uint8]
    change: NDArray[np.bool_]


class Cell(NamedTuple):
    """A note on the grid: from step `start` up to, not including, step `stop`."""

    start: int
    stop: int
    pitch: int


def fold_pitch(pitch: int) -> int:
    """`pitch` moved by octaves into the range of the states."""
    while pitch < LOWEST:
        pitch += 12
    while pitch >= LOWEST + PITCHES:
        pitch -= 12
    return pitch


def encode_skyline(cells: Iterable[Cell], steps: int) -> Line:
    """The highest note sounding at each of `steps` steps (the skyline)."""
    state = np.zeros(steps, np.uint8)
    change = np.zeros(steps, bool)
    for cell in sorted(cells, key=lambda cell: (cell.pitch, cell.start)):
        state[cell.start : cell.stop] = fold_pitch(cell.pitch) - LOWEST + 1
        change[cell.start : cell.stop] = False
        change[cell.start : cell.start + 1] = True
    return Line(state, change | mark_changes(state))


def encode_latest(cells: Iterable[Cell], steps: int) -> Line:
    """Each note sounds until the next one begins: a line that never falls back on an older note."""
    state = np.zeros(steps, np.uint8)
    change = np.zeros(steps, bool)
    for cell in sorted(cells):
        state[cell.start :] = REST
        state[cell.start : cell.stop] = fold_pitch(cell.pitch) - LOWEST + 1
        change[cell.start : cell.start + 1] = True
    return Line(state, change | mark_changes(state))


def mark_changes(state: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where the state differs from the step before; the first step counts as moved."""
    return np.concatenate([[True], state[1:] != state[:-1]])


def decode_cells(line: Line) -> list[Cell]:
    """The notes of a line, in order; the inverse of `encode_skyline` for a monophonic line."""
    borders = np.flatnonzero(line.change | mark_changes(line.state))
    stops = [*borders[1:], len(line.state)]
    spans = zip(borders, stops, strict=True)
    return [
        Cell(int(a), int(b), LOWEST + int(line.state[a]) - 1)
        for a, b in spans
        if line.state[a] != REST
    ]


def transpose_line(line: Line, shift: int) -> Line:
    """A line moved by semitones; what leaves the range comes back an octave nearer."""
    pitch = line.state.astype(int) - 1 + shift
    pitch = np.where(pitch < 0, pitch + 12, np.where(pitch >= PITCHES, pitch - 12, pitch))
    return Line(np.where(line.state == REST, REST, pitch + 1).astype(np.uint8), line.change)
