"""Real music that nobody hears, for the sake of its figures, while something else sounds."""

from dataclasses import replace

import numpy as np

from generation.music.song import Song
from scoring.spoiling.loops import loop_band, loop_chords, repeat_chord
from scoring.spoiling.rows import LENGTH, VELOCITY, Rows, change_rows

Random = np.random.Generator
SPLINTER_TICKS = 30  # half of a 64th


def hide_by_velocity(song: Song, other: Song, random: Random) -> Song | None:
    """The piece at velocity 1, a I-IV-V-I band above it."""

    def faint(rows: Rows) -> Rows:
        rows[:, VELOCITY] = 1
        return rows

    unheard = change_rows(song, faint, range(len(song.tracks)))
    return _together(loop_band(drums=False)(song, other, random), unheard)


def hide_by_volume(song: Song, other: Song, random: Random) -> Song | None:
    """The piece in tracks of volume 0, a repeated chord above it."""
    unheard = song.with_tracks(replace(track, volume=0) for track in song.tracks)
    return _together(repeat_chord(song, other, random), unheard)


def hide_in_splinters(song: Song, other: Song, random: Random) -> Song | None:
    """The piece in notes too short to hear, I-IV-V-I chords above it."""

    def short(rows: Rows) -> Rows:
        rows[:, LENGTH] = np.minimum(rows[:, LENGTH], SPLINTER_TICKS)
        return rows

    unheard = change_rows(song, short, range(len(song.tracks)))
    return _together(loop_chords(song, other, random), unheard)


def _together(heard: Song | None, unheard: Song) -> Song | None:
    return None if heard is None else heard.with_tracks([*heard.tracks, *unheard.tracks])
