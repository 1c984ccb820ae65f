"""The styles, and a melody arranged in one of them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.arranger import band, chorale
from generation.codecs.grid import Grid, grid_over, melody_line
from generation.codecs.instrumentation import Part, drum_track, pitched_track
from generation.codecs.monophonic import Line, transposed
from generation.harmony.chords import Chord, chords_for
from generation.harmony.keys import key_shift
from generation.music.song import Song


class Style(NamedTuple):
    """How chords become voices, and what the drums do (None: no drums)."""

    voices: Callable[[list[Chord], Grid], list[Line]]
    strokes: Callable[[Grid], NDArray[np.bool_]] | None


STYLES = {"bach": Style(chorale.chorale_voices, None), "pop": Style(band.band_voices, band.strokes)}


def arrange(style: str, song: Song, track: int, parts: Sequence[Part]) -> Song:
    """`song` with the tracks of `parts` added by rule; its own tracks stay note for note."""
    notes = song.tracks[track].notes
    grid = grid_over(song, notes[0].onset, song.tracks[track].end)
    line = melody_line(notes, grid)
    shift = key_shift(line)
    lines = STYLES[style].voices(chords_for(transposed(line, shift), grid), grid)
    strokes = STYLES[style].strokes
    added = [
        drum_track(part, strokes(grid), grid, notes)
        if strokes and part.drums
        else pitched_track(part, lines, grid, notes, -shift)
        for part in parts
    ]
    return song.with_tracks([*song.tracks, *added])
