"""The chords that are written over a song, else those that its other tracks play: whoever sings
there leans to their notes."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chart import lay_chart
from generation.codecs.chorale import LOWEST, REST, STATES, VOICES
from generation.codecs.grid import Grid
from generation.music.song import Song
from generation.techniques.arcnn.voice_moves import BASS

FEWEST = 3  # pitch classes at once that make a chord
AGREE = 1.5  # nats that its notes gain
WRITTEN = 2.0  # that those of a written one gain
BELOW = 1.5  # that its bass gains more in the bass


def hear_chords(song: Song, track: int, grid: Grid, shift: int) -> NDArray[np.float64]:
    """(V, T, S) nats that each state gains by the chords around `track`; `shift` semitones lead
    from the song to the states."""
    sounding, chart = mark_classes(song, track, grid), lay_chart(song.chords, grid)
    heard = sounding & (sounding.sum(1, keepdims=True) >= FEWEST) & ~chart.told[:, None]
    nats = np.tile(AGREE * heard + WRITTEN * chart.tones, (len(VOICES), 1, 1))
    nats[BASS] += BELOW * chart.basses
    states = np.arange(STATES)
    return nats[..., (states - 1 + LOWEST - shift) % 12] * (states != REST)


def mark_classes(song: Song, track: int, grid: Grid) -> NDArray[np.bool_]:
    """(T, 12) the pitch classes that other tracks sound on each step."""
    sounding = np.zeros((grid.steps, 12), bool)
    for number, each in enumerate(song.tracks):
        if number != track and not each.drums:
            for note in each.notes:
                sounding[grid.step_at(note.onset) : grid.step_at(note.end), note.pitch % 12] = True
    return sounding
