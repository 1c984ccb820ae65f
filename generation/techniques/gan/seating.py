"""Whose note is whose: the notes of tracks that the GAN has written, back in its voices.

A track's own writing is not one to one: notes are folded by octaves into the range of an
instrument, and two voices that meet are written once. So a voice is read from what it last sang.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, permutations
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from generation.asked_note import Place
from generation.codecs.grid import Grid
from generation.codecs.instrumentation import Part, fold_into_range
from generation.codecs.monophonic import DRUM_PITCHES, LOWEST, STATES, Line
from generation.music.song import Note, Track

PHRASE = 64  # steps that share what a band is told
TOGETHER = 4  # voices of one track at most that are matched with one another


class Seat(NamedTuple):
    """A note in a voice, or a stroke on a drum, from a step up to another."""

    row: int
    start: int
    stop: int
    drums: bool = False


class Played(NamedTuple):
    """What a band plays around a note."""

    known: list[tuple[Seat, int]]  # each with its state
    gone: list[Seat]  # not shown
    at: Seat  # the note itself, which is not shown either


class Hearing(Protocol):
    """A generator that is asked about one place, told of the song what it was told when it
    played."""

    def hear(self, melody: Line, played: Played, shown: slice) -> NDArray[np.float64]:
        """(S,) logits of the states in that place, rests first; of a drum's place (D,) of strokes.
        `melody` (T,) is what is sung; only `shown` steps are heard."""


def seat_tracks(
    tracks: Sequence[Track], first: int, parts: Sequence[Part], grid: Grid
) -> Iterator[tuple[Place, Seat]]:
    """The notes of the tracks from `first` on, which some parts of the card have written: by their
    names, in their order."""
    left = list(parts)
    for number, track in enumerate(tracks[first:], first):
        part = next((each for each in left if each.name == track.name), None)
        if part is None:
            continue
        left.remove(part)
        seated = seat_strokes(track, grid) if part.drums else seat_voices(track, part, grid)
        yield from ((Place(number, note), seat) for note, seat in seated)


def seat_strokes(track: Track, grid: Grid) -> Iterator[tuple[Note, Seat]]:
    for note in track.notes:
        if note.pitch in DRUM_PITCHES and is_on(note, grid):
            start = find_step(note, grid)
            yield note, Seat(DRUM_PITCHES.index(note.pitch), start, start + 1, drums=True)


def seat_voices(track: Track, part: Part, grid: Grid) -> Iterator[tuple[Note, Seat]]:
    """Notes that begin together go to the voices that sang nearest to them before."""
    last = dict.fromkeys(part.voices, -1)
    ends = dict.fromkeys(part.voices, 0)
    notes = (note for note in track.notes if is_on(note, grid))
    for start, group in groupby(notes, key=lambda note: find_step(note, grid)):
        chord = sorted(group, key=lambda note: note.pitch)[: len(part.voices)]
        free = [voice for voice in part.voices if ends[voice] <= start]
        free = free if len(free) >= len(chord) else list(part.voices)
        for note, voice in zip(chord, choose_voices(chord, free, last), strict=True):
            stop = max(start + 1, grid.step_at(note.end))
            last[voice], ends[voice] = note.pitch, stop
            yield note, Seat(voice, start, stop)


def choose_voices(
    chord: Sequence[Note], free: Sequence[int], last: dict[int, int]
) -> tuple[int, ...]:
    """A voice for each note, those nearest on the whole; of equals from the lowest up."""
    if len(free) > TOGETHER:
        return tuple(free[: len(chord)])

    def cost(order: tuple[int, ...]) -> int:
        pairs = zip(order, chord, strict=True)
        return sum(abs(last[voice] - note.pitch) for voice, note in pairs if last[voice] >= 0)

    return min(permutations(free, len(chord)), key=cost)


def find_step(note: Note, grid: Grid) -> int:
    return min(grid.step_at(note.onset), grid.steps - 1)


def is_on(note: Note, grid: Grid) -> bool:
    return bool(grid.ticks[0] <= note.onset < grid.ticks[-1])


def list_pitches(part: Part, shift: int) -> NDArray[np.int64]:
    """(S,) the pitch in the song of each of the network's states, of which the first is a rest;
    `shift` semitones are from the song to the network."""
    sung = [fold_into_range(LOWEST + state - 1 - shift, part) for state in range(1, STATES)]
    return np.array([-1, *sung])


def find_state(pitch: int, part: Part, shift: int) -> int:
    """The state that is most probably behind a pitch of the song: the one that needed no folding,
    or the nearest to the part's middle."""
    states = np.flatnonzero(list_pitches(part, shift) == pitch)
    plain = pitch + shift - LOWEST + 1
    if not len(states):
        return int(np.clip(plain, 1, STATES - 1))
    return int(states[np.abs(states - plain).argmin()])
