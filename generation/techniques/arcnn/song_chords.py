"""The chords that a song's other tracks play: whoever sings beside them leans to their notes."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import LOWEST, REST, STATES
from generation.codecs.grid import Grid
from generation.music.song import Song

FEWEST = 3  # pitch classes at once that make a chord
AGREE = 1.5  # nats that its notes gain


def hear_chords(song: Song, track: int, grid: Grid, shift: int) -> NDArray[np.float64]:
    """(T, S) nats that each state gains by the chords around `track`; `shift` semitones lead from
    the song to the states."""
    sounding = mark_classes(song, track, grid)
    chords = sounding & (sounding.sum(1, keepdims=True) >= FEWEST)
    states = np.arange(STATES)
    return AGREE * (chords[:, (states - 1 + LOWEST - shift) % 12] & (states != REST))


def mark_classes(song: Song, track: int, grid: Grid) -> NDArray[np.bool_]:
    """(T, 12) the pitch classes that other tracks sound on each step."""
    sounding = np.zeros((grid.steps, 12), bool)
    for number, each in enumerate(song.tracks):
        if number != track and not each.drums:
            for note in each.notes:
                sounding[grid.step_at(note.onset) : grid.step_at(note.end), note.pitch % 12] = True
    return sounding
