"""Songs and notes cut in time."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import Beats, Notes
from generation.music.song import Meter, Song, Tempo, Track
from generation.techniques.transformer.windows import bar_line

CONTEXT_NOTES = 480  # notes of context around a passage


def crop_last_notes(notes: Notes, beats: Beats) -> tuple[Notes, int]:
    """The last notes of a piece as context, from a bar line on, and that bar line."""
    if len(notes) <= CONTEXT_NOTES:
        return notes, bar_line(beats, int(notes[0, 0]))
    origin = bar_line(beats, int(notes[-CONTEXT_NOTES, 0])) + 1
    origin = bar_line(beats, int(notes[np.searchsorted(notes[:, 0], origin), 0]))
    context = notes[notes[:, 0] >= origin]
    return context if len(context) <= 2 * CONTEXT_NOTES else context[-CONTEXT_NOTES:], origin


def find_next_bar(beats: Beats, step: int) -> int:
    """The first bar line at or after `step`."""
    line = bar_line(beats, step)
    return line if line == step else line + int(beats.place(np.array([line]))[3][0])


def delay(song: Song, ticks: int) -> Song:
    """The song with so much silence before it."""
    tempi = (
        song.tempi[0],
        *(Tempo(each.tick + ticks, each.us_per_quarter) for each in song.tempi[1:]),
    )
    meters = (song.meters[0], *(Meter(each.tick + ticks, *each[1:]) for each in song.meters[1:]))
    tracks = tuple(delay_track(track, ticks) for track in song.tracks)
    chords = tuple(sign._replace(onset=sign.onset + ticks) for sign in song.chords)
    return Song(tracks, tempi, meters, song.title, chords)


def delay_track(track: Track, ticks: int) -> Track:
    return replace(
        track, notes=tuple(note._replace(onset=note.onset + ticks) for note in track.notes)
    )


def find_inside(notes: Notes, start: int, stop: int) -> NDArray[np.bool_]:
    return (notes[:, 0] >= start) & (notes[:, 0] < stop)


def remove_notes(track: Track, start: int, stop: int) -> Track:
    """The track without the notes that begin from tick `start` on and before `stop`."""
    return replace(
        track, notes=tuple(note for note in track.notes if not start <= note.onset < stop)
    )


def crop_around(notes: Notes, start: int, stop: int) -> Notes:
    """Notes in a region and the nearest before and after it."""
    within = int(np.searchsorted(notes[:, 0], start)), int(np.searchsorted(notes[:, 0], stop))
    spare = max(CONTEXT_NOTES // 4, (CONTEXT_NOTES - (within[1] - within[0])) // 2)
    return notes[max(0, within[0] - spare) : within[1] + spare]
