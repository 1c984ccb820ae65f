"""Passages of songs: some bars from where the melody comes in, at one tempo and in one meter."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track

SHORT_BAR = 3 * TICKS_PER_QUARTER  # below it: 2/4, 3/8
LONGEST = 60_000_000  # microseconds

Change = TypeVar("Change", Meter, Tempo)


def cut_passage(song: Song, melody: int, bars: int) -> Song | None:
    """At most so many bars of a song, of short ones twice as many, from that on in which the track
    `melody` begins, that track first; None where the song ends sooner than half way. A change of
    meter ends the passage, and so does a minute."""
    lines = passage_lines(song, song.tracks[melody], bars)
    if len(lines) <= bars // 2:
        return None
    start, stop = lines[0], lines[-1]
    order = [melody, *(n for n in range(len(song.tracks)) if n != melody)]
    cut = [cut_track(song.tracks[n], start, stop) for n in order]
    return replace(
        song.with_tracks(track for track in cut if track.notes),
        tempi=(in_force(song.tempi, start)._replace(tick=0),),
        meters=(in_force(song.meters, start)._replace(tick=0),),
    )


def passage_lines(song: Song, melody: Track, bars: int) -> list[int]:
    """The bar lines of a passage, that at its end too."""
    if not melody.notes:
        return []
    begin = melody.notes[0].onset
    bars *= 2 if in_force(song.meters, begin).bar_ticks < SHORT_BAR else 1
    lines = plain_lines(song, begin)[: bars + 1]
    us, longest = in_force(song.tempi, begin).us_per_quarter, LONGEST * TICKS_PER_QUARTER
    return [line for line in lines if (line - lines[0]) * us <= longest]


def plain_lines(song: Song, tick: int) -> list[int]:
    """Bar lines from that of the bar in which `tick` lies, up to a change of meter."""
    lines = [*song.bar_starts(), song.end]
    first = next((line for line, after in pairwise(lines) if line <= tick < after), 0)
    until = next((meter.tick for meter in song.meters if meter.tick > first), song.end)
    return [line for line in lines if first <= line <= until]


def in_force(changes: Sequence[Change], tick: int) -> Change:
    return [change for change in changes if change.tick <= tick][-1]


def cut_track(track: Track, start: int, stop: int) -> Track:
    """What of a track begins between two ticks, moved to the beginning."""
    inside = [note for note in track.notes if start <= note.onset < stop]
    return replace(track, notes=tuple(cut_note(note, start, stop) for note in inside))


def cut_note(note: Note, start: int, stop: int) -> Note:
    return note._replace(onset=note.onset - start, length=min(note.length, stop - note.onset))
