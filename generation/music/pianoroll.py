"""Songs as arrays over a grid of time and pitch, both ways."""

import numpy as np
from numpy.typing import NDArray

from generation.music.song import TICKS_PER_QUARTER, Note, Track

PITCHES = 128


def to_pianoroll(
    track: Track, steps_per_quarter: int = 4, steps: int | None = None
) -> NDArray[np.uint8]:
    """Velocities over time and pitch, shape (steps, 128), 0 for silence.

    Onsets and ends go to the nearest step; a note keeps at least one. `steps` cuts or pads; by
    default the roll ends with the last note.
    """
    spans = [(*_span(note, steps_per_quarter), note) for note in track.notes]
    length = max((stop for _, stop, _ in spans), default=0) if steps is None else steps
    roll = np.zeros((length, PITCHES), np.uint8)
    for start, stop, note in spans:
        roll[start:stop, note.pitch] = note.velocity
    return roll


def to_onsets(
    track: Track, steps_per_quarter: int = 4, steps: int | None = None
) -> NDArray[np.bool_]:
    """Where notes begin, shape (steps, 128): with it a roll tells a repeated note from a
    held one."""
    starts = [(_span(note, steps_per_quarter)[0], note.pitch) for note in track.notes]
    length = len(to_pianoroll(track, steps_per_quarter)) if steps is None else steps
    onsets = np.zeros((length, PITCHES), np.bool_)
    for start, pitch in starts:
        if start < length:
            onsets[start, pitch] = True
    return onsets


def from_pianoroll(
    roll: NDArray[np.uint8],
    onsets: NDArray[np.bool_] | None = None,
    steps_per_quarter: int = 4,
    track: Track | None = None,
) -> Track:
    """The notes of a roll (steps, 128) in a copy of `track`; without `onsets` neighbouring cells
    are one held note."""
    tick = TICKS_PER_QUARTER // steps_per_quarter
    sounding = roll > 0
    before = np.vstack([np.zeros((1, PITCHES), np.bool_), sounding[:-1]])
    begins = sounding & (~before if onsets is None else ~before | onsets)
    notes = []
    for start, pitch in np.argwhere(begins):
        stop = start + 1
        while stop < len(roll) and sounding[stop, pitch] and not begins[stop, pitch]:
            stop += 1
        notes.append(
            Note(int(start) * tick, int(pitch), int(stop - start) * tick, int(roll[start, pitch]))
        )
    shape = track or Track()
    return Track(tuple(notes), shape.program, shape.drums, shape.name, shape.volume, shape.pan)


def _span(note: Note, steps_per_quarter: int) -> tuple[int, int]:
    start = round(note.onset * steps_per_quarter / TICKS_PER_QUARTER)
    stop = round(note.end * steps_per_quarter / TICKS_PER_QUARTER)
    return start, max(start + 1, stop)
