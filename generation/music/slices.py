"""Parts of songs, by ticks and by bars."""

from dataclasses import replace
from typing import TypeVar

from generation.music.song import Meter, Note, Song, Tempo

Change = TypeVar("Change", Tempo, Meter)


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
