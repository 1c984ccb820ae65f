"""A stretch of a song, for examples: so many bars, or so many seconds of it."""

from dataclasses import replace

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track


def cut_bars(song: Song, first: int, bars: int) -> Song:
    """So many bars of the song, from its beginning on; of one metre and one tempo."""
    lines = [*song.bar_starts(), song.end]
    start, stop = lines[first], lines[min(first + bars, len(lines) - 1)]
    return cut_ticks(song, start, stop)


def cut_seconds(song: Song, seconds: float) -> Song:
    """Its first seconds, at its first tempo."""
    ticks = round(seconds * song.tempi[0].qpm / 60 * TICKS_PER_QUARTER)
    return cut_ticks(song, 0, ticks)


def cut_ticks(song: Song, start: int, stop: int) -> Song:
    tracks = [cut_track(track, start, stop) for track in song.tracks]
    return replace(song.with_tracks(each for each in tracks if each.notes), tempi=song.tempi[:1])


def cut_track(track: Track, start: int, stop: int) -> Track:
    inside = (note for note in track.notes if start <= note.onset < stop)
    return replace(track, notes=tuple(cut(note, start, stop) for note in inside))


def cut(note: Note, start: int, stop: int) -> Note:
    return note._replace(onset=note.onset - start, length=min(note.length, stop - note.onset))
