"""The styles, and a melody arranged in one of them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from generation.arranger.bach import play_bach
from generation.arranger.folk import play_folk
from generation.arranger.jazz import play_jazz
from generation.arranger.pop import play_pop
from generation.arranger.rock import play_rock
from generation.arranger.sheet import Playing, Sheet
from generation.arranger.symphony import play_symphony
from generation.codecs.chart import lay_chart
from generation.codecs.grid import Grid, build_grid, encode_track
from generation.codecs.instrumentation import Part, build_drum_track, build_pitched_track
from generation.codecs.monophonic import DRUMS, Line, encode_latest
from generation.harmony.finding import LIKELIEST, Wish, harmonize, lay_spans
from generation.harmony.written import take_written
from generation.music.song import Song


class Style(NamedTuple):
    """How a sheet is played, and the genre of its chords.

    A choir sings alto, tenor, bass; bands have the voices bass, three of the comping from low to
    high, pad, and in a symphony the brass at cadences.
    """

    play: Callable[[Sheet], Playing]
    genre: str  # of `harmony.evidence.GENRES`


STYLES = {
    "pop": Style(play_pop, "pop"),
    "rock": Style(play_rock, "pop"),
    "jazz": Style(play_jazz, "jazz"),
    "symphony": Style(play_symphony, "folk"),
    "folk": Style(play_folk, "folk"),
    "bach": Style(play_bach, "bach"),
}


def find_harmony(song: Song, track: int, style: str = "pop", wish: Wish = LIKELIEST) -> Sheet:
    """What the styles play from. Chords that are written over the song are given where the wish
    gives none. The studio finds the chords of pop in the browser."""
    notes = song.tracks[track].notes
    grid = build_grid(song, notes[0].onset, song.tracks[track].end)
    line = encode_track(notes, grid)
    spans = lay_spans(line, grid, STYLES[style].genre)
    given = wish.given or take_written(lay_chart(song.chords, grid), spans)
    return write_sheet(style, line, grid, wish._replace(given=given))


def write_sheet(style: str, line: Line, grid: Grid, wish: Wish = LIKELIEST) -> Sheet:
    key, chords = harmonize(line, grid, STYLES[style].genre, wish)
    return Sheet(line, chords, grid, key, wish.seed)


def arrange(style: str, song: Song, track: int, parts: Sequence[Part], seed: int = 0) -> Song:
    """`song` with the tracks of `parts` added by rule; its own tracks stay note for note. A seed
    draws the patterns."""
    sheet = find_harmony(song, track, style, Wish(seed=seed))
    return add_parts(song, track, parts, sheet, STYLES[style].play(sheet))


def add_parts(
    song: Song, track: int, parts: Sequence[Part], sheet: Sheet, playing: Playing
) -> Song:
    """A part whose voices or drums the style lacks is silent."""
    notes, grid = song.tracks[track].notes, sheet.grid
    highest = max((max(part.voices, default=-1) for part in parts), default=-1)
    lines = [*playing.lines, *[encode_latest([], grid.steps)] * (highest + 1)]
    drums = np.zeros((DRUMS, grid.steps), bool) if playing.strokes is None else playing.strokes
    added = [
        build_drum_track(part, drums, grid, notes)
        if part.drums
        else build_pitched_track(part, lines, grid, notes, 0)
        for part in parts
    ]
    return song.with_tracks([*song.tracks, *added])
