"""The styles, and a melody arranged in one of them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.arranger import band, chorale
from generation.codecs.grid import Grid, build_grid, encode_track
from generation.codecs.instrumentation import Part, build_drum_track, build_pitched_track
from generation.codecs.monophonic import Line, transpose_line
from generation.harmony.chords import Chord, harmonize_line
from generation.harmony.keys import find_key_shift
from generation.music.song import Song


class Style(NamedTuple):
    """How chords become voices, and what the drums do (None: no drums).

    A choir sings alto, tenor, bass; bands have the voices bass, three of the comping from low to
    high, pad, and (not all) a counter-melody.
    """

    voices: Callable[[list[Chord], Grid], list[Line]]
    strokes: Callable[[Grid], NDArray[np.bool_]] | None


BAND = Style(band.band_voices, band.strokes)
STYLES = {
    "pop": BAND,
    "rock": BAND,
    "jazz": BAND,
    "symphony": BAND,
    "folk": BAND,
    "bach": Style(chorale.chorale_voices, None),
}


class Harmony(NamedTuple):
    """Chords for a melody, on its grid and moved by `shift` semitones to C major or A minor."""

    chords: list[Chord]
    grid: Grid
    shift: int


def find_harmony(song: Song, track: int) -> Harmony:
    """What the styles play from. The studio finds the same in the browser."""
    notes = song.tracks[track].notes
    grid = build_grid(song, notes[0].onset, song.tracks[track].end)
    line = encode_track(notes, grid)
    shift = find_key_shift(line)
    return Harmony(harmonize_line(transpose_line(line, shift), grid), grid, shift)


def arrange(style: str, song: Song, track: int, parts: Sequence[Part], seed: int = 0) -> Song:
    """`song` with the tracks of `parts` added by rule; its own tracks stay note for note. A seed
    draws the patterns."""
    notes = song.tracks[track].notes
    chords, grid, shift = find_harmony(song, track)
    lines = STYLES[style].voices(chords, grid)
    strokes = STYLES[style].strokes
    added = [
        build_drum_track(part, strokes(grid), grid, notes)
        if strokes and part.drums
        else build_pitched_track(part, lines, grid, notes, -shift)
        for part in parts
    ]
    return song.with_tracks([*song.tracks, *added])
