"""Four voices on a grid of 16ths, as the AR-CNN takes them: states of soprano, alto, tenor
and bass."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.music.song import Note

LOWEST, HIGHEST = 36, 81  # all pitches of the JSB chorales
REST = 0
STATES = HIGHEST - LOWEST + 2  # a rest, then the pitches
VOICES = ("Soprano", "Alto", "Tenor", "Bass")
RANGES = ((60, 81), (52, 74), (46, 69), (36, 66))  # pitches of each voice in the train split

States = NDArray[np.uint8]  # (4, T)


def encode_pitches(frames: NDArray[np.int16]) -> States:
    """Frames (T, 4) of MIDI pitches, -1 for silence, as states (4, T)."""
    return np.where(frames < 0, REST, frames - LOWEST + 1).astype(np.uint8).T


def decode_states(states: States) -> NDArray[np.int16]:
    """MIDI pitches (4, T) of states, -1 for a rest."""
    return np.where(states == REST, -1, states.astype(np.int16) - 1 + LOWEST)


def find_transpositions(states: States) -> range:
    """Semitones by which a piece may be moved without leaving any voice's range."""
    down, up = -12, 12
    for line, (lowest, highest) in zip(decode_states(states), RANGES, strict=True):
        sounding = line[line >= 0]
        if sounding.size:
            down, up = (
                max(down, lowest - int(sounding.min())),
                min(up, highest - int(sounding.max())),
            )
    return range(min(down, 0), max(up, 0) + 1)


def transpose_states(states: States, shift: int) -> States:
    return np.where(states == REST, REST, states.astype(np.int16) + shift).astype(np.uint8)


class VoicedNote(NamedTuple):
    """A note of a song in one of the four voices, on steps `start` to `stop`."""

    voice: int
    start: int
    stop: int
    note: Note


def separate_voices(notes: Sequence[Note], grid: Grid) -> list[VoicedNote]:
    """A voice for each note: the highest sounding takes the soprano, the next the alto, and so on.

    What finds no free voice, or begins on a step on which its voice has begun a note already, gets
    no seat.
    """
    seats: list[VoicedNote] = []
    free = [0] * len(VOICES)  # the step from which each voice can sing again
    for note in sorted(notes, key=lambda note: (note.onset, -note.pitch)):
        start = min(grid.step_at(note.onset), grid.steps - 1)
        stop = max(start + 1, grid.step_at(note.end))
        above = sum(
            seat.start <= start < seat.stop and seat.note.pitch > note.pitch for seat in seats[-8:]
        )
        voice = next(
            (voice for voice in range(min(above, 3), len(VOICES)) if free[voice] <= start), None
        )
        if voice is None or (
            voice and any(s.start == start and s.note.onset != note.onset for s in seats[-4:])
        ):
            continue
        free[voice] = stop
        seats.append(VoicedNote(voice, start, stop, note))
    return seats


def find_vocal_shift(seats: Sequence[VoicedNote]) -> int:
    """Semitones that bring the top voice into the soprano's range: whole octaves if they can
    do it."""
    pitches = np.array([seat.note.pitch for seat in seats if seat.voice == 0])
    lowest, highest = RANGES[0]

    def cost(shift: int) -> tuple[int, bool, float]:
        moved = pitches + shift
        outside = int(((moved < lowest) | (moved > highest)).sum())
        return outside, shift % 12 != 0, abs(float(moved.mean()) - (lowest + highest) / 2)

    return min(range(-84, 85), key=cost)


def encode_pitch(pitch: int) -> int:
    """The state of a MIDI pitch, moved by octaves into what the network knows."""
    while pitch < LOWEST:
        pitch += 12
    while pitch > HIGHEST:
        pitch -= 12
    return pitch - LOWEST + 1


def encode_voices(seats: Iterable[VoicedNote], steps: int, shift: int) -> States:
    """States (4, T) of the seated notes."""
    states = np.zeros((len(VOICES), steps), np.uint8)
    for seat in seats:
        states[seat.voice, seat.start : seat.stop] = encode_pitch(seat.note.pitch + shift)
    return states


def find_runs(line: NDArray) -> list[tuple[int, int]]:
    """(start, stop) of the stretches of equal values in a line (T,)."""
    borders = np.flatnonzero(np.concatenate([[True], line[1:] != line[:-1], [True]]))
    return [(int(a), int(b)) for a, b in pairwise(borders)]


def pack_chorales(pieces: Sequence[States]) -> dict[str, NDArray]:
    """Pieces (V, T) end to end."""
    return {
        "states": np.concatenate(pieces, 1),
        "lengths": np.array([piece.shape[1] for piece in pieces], np.uint16),
    }


def unpack_chorales(arrays: dict[str, NDArray]) -> list[States]:
    """The inverse of `pack_chorales`."""
    return np.split(arrays["states"], np.cumsum(arrays["lengths"], dtype=np.int64)[:-1], axis=1)
