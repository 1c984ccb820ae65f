"""Helpers: songs such as people bring to learn from, each a different one."""

from dataclasses import replace

import numpy as np

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from tests.songs import song_made

QUARTER = TICKS_PER_QUARTER


def own_song(number: int, bars: int = 8) -> Song:
    """A tune of its own over bass, chords and drums."""
    draw = np.random.default_rng([number, 7])
    pitches = 60 + np.cumsum(draw.integers(-3, 4, 4 * bars)) % 18
    tune = tuple(Note(i * QUARTER, int(pitch), QUARTER, 90) for i, pitch in enumerate(pitches))
    song = song_made(bars, band=True, title=f"Song {number}")
    return song.with_tracks([replace(song.tracks[0], notes=tune), *song.tracks[1:]])


def own_songs(count: int) -> list[tuple[str, Song]]:
    return [(f"{number}.mid", own_song(number)) for number in range(count)]


def moved(song: Song, semitones: int, faster: int = 1, stretched: int = 1) -> Song:
    """In another key, with another tempo, and written in other lengths that sound alike."""
    return replace(
        song.with_tracks(move_track(track, semitones, stretched) for track in song.tracks),
        tempi=tuple(
            tempo._replace(us_per_quarter=tempo.us_per_quarter // faster) for tempo in song.tempi
        ),
        title="Another name",
    )


def move_track(track: Track, semitones: int, stretched: int) -> Track:
    by = 0 if track.drums else semitones
    notes = (
        Note(n.onset * stretched, n.pitch + by, n.length * stretched, n.velocity)
        for n in track.notes
    )
    return replace(track, notes=tuple(notes))


def only_drums(bars: int = 8) -> Song:
    song = song_made(bars, band=True)
    return song.with_tracks(song.tracks[-1:])


def only_tune(bars: int = 8) -> Song:
    return song_made(bars)
