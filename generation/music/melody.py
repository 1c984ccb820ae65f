"""Finding the tune in a song, and cutting songs at bars."""

from dataclasses import replace
from typing import TypeVar

import numpy as np

from generation.music.song import Meter, Note, Song, Tempo, Track

TUNE_NAMES = (
    "melody",
    "melodie",
    "lead",
    "vocal",
    "voice",
    "solo",
    "soprano",
    "sopran",
    "tune",
    "right",
)
BASS_PROGRAMS = range(32, 40)  # of General MIDI

Change = TypeVar("Change", Tempo, Meter)


def melody_track(song: Song) -> int:
    """Index of the track most like a tune: one voice, in the singing range, moving, and named so.
    Drums never are.

    Raises ValueError for a song without pitched notes.
    """
    pitched = [index for index, track in enumerate(song.tracks) if track.notes and not track.drums]
    if not pitched:
        raise ValueError("no track has pitched notes")
    busiest = max(len(song.tracks[index].notes) for index in pitched)
    return max(pitched, key=lambda index: (_tunefulness(song.tracks[index], busiest), -index))


def _tunefulness(track: Track, busiest: int) -> float:
    pitches = np.array([note.pitch for note in track.notes])
    register = float(np.exp(-(((np.median(pitches) - 71) / 12) ** 2)))  # around B4
    activity = min(1.0, 2 * len(track.notes) / busiest)
    named = any(word in track.name.lower() for word in TUNE_NAMES)
    bass = track.program in BASS_PROGRAMS
    return 2 * monophonic_share(track) + register + activity + 2 * named - bass


def monophonic_share(track: Track) -> float:
    """Share of notes that begin when no other note of the track sounds; a slur of less than a tenth
    is no chord."""
    alone, sounding_until = 0, 0.0
    last_onset = -1
    for note in track.notes:
        alone += note.onset >= sounding_until and note.onset != last_onset
        sounding_until = max(sounding_until, note.onset + 0.9 * note.length)
        last_onset = note.onset
    return alone / len(track.notes) if track.notes else 0.0


def skyline(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The highest voice: of notes that begin together the highest stays, and each ends where the
    next begins.

    Uitdenbogerd & Zobel 1999.
    """
    top: dict[int, Note] = {}
    for note in notes:
        if note.onset not in top or note.pitch > top[note.onset].pitch:
            top[note.onset] = note
    line = [top[onset] for onset in sorted(top)]
    ends = [note.onset for note in line[1:]]
    cut = [
        n._replace(length=min(n.length, end - n.onset)) for n, end in zip(line, ends, strict=False)
    ]
    return tuple(cut + line[-1:])


def slice_ticks(song: Song, start: int, stop: int) -> Song:
    """The part from tick `start` up to `stop`, moved to the beginning; notes that begin inside
    stay, cut at the end."""
    tracks = [replace(track, notes=_inside(track.notes, start, stop)) for track in song.tracks]
    tempi = [Tempo(0, _ruling(song.tempi, start).us_per_quarter)]
    tempi += [Tempo(t.tick - start, t.us_per_quarter) for t in song.tempi if start < t.tick < stop]
    meters = [_ruling(song.meters, start)._replace(tick=0)]
    meters += [m._replace(tick=m.tick - start) for m in song.meters if start < m.tick < stop]
    return replace(song, tracks=tuple(tracks), tempi=tuple(tempi), meters=tuple(meters))


def slice_bars(song: Song, first: int, count: int) -> Song:
    """`count` bars from bar `first` on, counted from 0."""
    starts = [*song.bar_starts(), song.end]
    first = min(first, len(starts) - 1)
    return slice_ticks(song, starts[first], starts[min(first + count, len(starts) - 1)])


def _inside(notes: tuple[Note, ...], start: int, stop: int) -> tuple[Note, ...]:
    return tuple(
        Note(n.onset - start, n.pitch, min(n.end, stop) - n.onset, n.velocity)
        for n in notes
        if start <= n.onset < stop
    )


def _ruling(changes: tuple[Change, ...], tick: int) -> Change:
    return [change for change in changes if change.tick <= tick][-1]
