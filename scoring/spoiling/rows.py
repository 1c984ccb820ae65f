"""Tracks as tables of notes, cut at bar and beat lines, moved, and put together again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, starmap

import numpy as np
from numpy.typing import NDArray

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Track

Rows = NDArray[np.int64]  # (notes, 4)
Ticks = NDArray[np.int64]
ONSET, PITCH, LENGTH, VELOCITY = range(4)
SIXTEENTH = TICKS_PER_QUARTER // 4
SPLINTER = TICKS_PER_QUARTER // 8  # what a line cuts off of a note is dropped below a 32nd
WHOLE_NOTE = 4 * TICKS_PER_QUARTER


def rows_of(track: Track) -> Rows:
    return np.array(track.notes, np.int64).reshape(-1, 4)


def with_rows(track: Track, rows: Rows) -> Track:
    """The track with other notes, none of them marked as generated."""
    return replace(track, notes=tuple(starmap(Note, rows.tolist())), generated=frozenset())


def pitched_tracks(song: Song) -> list[int]:
    """Indices of the pitched tracks that have notes."""
    return [i for i, track in enumerate(song.tracks) if track.notes and not track.drums]


def by_register(song: Song) -> list[int]:
    """The pitched tracks from the lowest to the highest, by their mean pitch."""
    return sorted(pitched_tracks(song), key=lambda i: rows_of(song.tracks[i])[:, PITCH].mean())


def bar_lines(song: Song) -> Ticks:
    """Ticks of the bar lines, that which closes the last bar included; (1,) for an empty song."""
    starts = song.bar_starts()
    if not starts:
        return np.zeros(1, np.int64)
    return np.array([*starts, starts[-1] + _meter_at(song, starts[-1]).bar_ticks], np.int64)


def usual_bars(lines: Ticks) -> Ticks:
    """Indices of the bars that have the commonest length."""
    lengths = np.diff(lines)
    return np.flatnonzero(lengths == np.bincount(lengths).argmax()) if len(lengths) else lengths


def beat_lines(song: Song) -> Ticks:
    """Ticks of the beats: quarters, halves or dotted quarters, as the time signature counts."""
    bars = bar_lines(song)
    beats = [np.arange(a, b, _beat_ticks(_meter_at(song, a))) for a, b in pairwise(bars.tolist())]
    return np.unique(np.concatenate([*beats, bars[-1:]]))


def _meter_at(song: Song, tick: int) -> Meter:
    return [meter for meter in song.meters if meter.tick <= tick][-1]


def _beat_ticks(meter: Meter) -> int:
    unit = WHOLE_NOTE // meter.denominator
    compound = meter.denominator >= 8 and meter.numerator % 3 == 0
    return max(SIXTEENTH, 3 * unit if compound else unit)


def change_rows(
    song: Song, change: Callable[[Rows], Rows], chosen: Sequence[int] | None = None
) -> Song:
    """The song with the notes of the chosen tracks (the pitched ones) changed."""
    places = pitched_tracks(song) if chosen is None else chosen
    tracks = list(song.tracks)
    for place in places:
        tracks[place] = with_rows(tracks[place], change(rows_of(tracks[place])))
    return song.with_tracks(tracks)


def slice_rows(rows: Rows, lines: Ticks) -> tuple[Rows, Ticks, NDArray[np.bool_]]:
    """Notes cut at the lines: pieces, the slice of each, and which go on from the piece before."""
    first = np.searchsorted(lines, rows[:, ONSET], "right") - 1
    last = np.maximum(first, np.searchsorted(lines, rows[:, ONSET] + rows[:, LENGTH]) - 1)
    last = np.minimum(last, len(lines) - 2)
    count = last - first + 1
    note = np.repeat(np.arange(len(rows)), count)
    turn = np.arange(len(note)) - np.repeat(np.cumsum(count) - count, count)
    place = first[note] + turn
    pieces = rows[note]
    ends = np.minimum(pieces[:, ONSET] + pieces[:, LENGTH], lines[place + 1])
    pieces[:, ONSET] = np.maximum(pieces[:, ONSET], lines[place])
    pieces[:, LENGTH] = ends - pieces[:, ONSET]
    kept = pieces[:, LENGTH] >= np.minimum(SPLINTER, rows[note, LENGTH])
    tied = (turn > 0) & np.append(False, kept[:-1])
    return pieces[kept], place[kept], tied[kept]


def join_rows(pieces: Rows, tied: NDArray[np.bool_]) -> Rows:
    """Pieces that go on where one of their pitch ends become one note again."""
    order = np.lexsort((pieces[:, ONSET], pieces[:, PITCH]))
    rows, tied = pieces[order], tied[order]
    if not len(rows):
        return rows
    ends = rows[:, ONSET] + rows[:, LENGTH]
    goes_on = np.append(False, tied[1:] & (rows[1:, ONSET] == ends[:-1]))
    goes_on[1:] &= rows[1:, PITCH] == rows[:-1, PITCH]
    begins = np.flatnonzero(~goes_on)
    whole = rows[begins]
    whole[:, LENGTH] = np.add.reduceat(rows[:, LENGTH], begins)
    return whole


def place_slices(rows: Rows, lines: Ticks, order: Ticks, starts: Ticks, drums: bool) -> Rows:
    """The notes with slice `order[i]` begun at `starts[i]`: some may come twice, others never.

    A held note is cut at the lines and tied again where its pitch goes on; a hit on a drum keeps
    its length.
    """
    if not len(rows):
        return rows
    pieces, place, tied = _whole_hits(rows, lines) if drums else slice_rows(rows, lines)
    sort = np.argsort(place, kind="stable")
    pieces, place, tied = pieces[sort], place[sort], tied[sort]
    begin, stop = np.searchsorted(place, order), np.searchsorted(place, order, "right")
    count = stop - begin
    inside = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    chosen = np.repeat(begin, count) + inside
    moved = pieces[chosen]
    moved[:, ONSET] += np.repeat(starts - lines[order], count)
    return join_rows(moved, tied[chosen])


def _whole_hits(rows: Rows, lines: Ticks) -> tuple[Rows, Ticks, NDArray[np.bool_]]:
    place = np.minimum(np.searchsorted(lines, rows[:, ONSET], "right") - 1, len(lines) - 2)
    return rows, place, np.zeros(len(rows), bool)


def place_song_slices(song: Song, lines: Ticks, order: Ticks, starts: Ticks) -> Song:
    """`place_slices` for every track of a song, its metres as they are."""
    placed = (
        with_rows(track, place_slices(rows_of(track), lines, order, starts, track.drums))
        for track in song.tracks
    )
    return song.with_tracks(placed)


def without_overlaps(rows: Rows) -> Rows:
    """No pitch struck twice at once, and none held beyond its next stroke."""
    _, kept = np.unique(rows[:, [PITCH, ONSET]], axis=0, return_index=True)
    rows = rows[kept].copy()
    room = np.diff(rows[:, ONSET], append=0)
    same = np.append(np.diff(rows[:, PITCH]) == 0, False)
    rows[:, LENGTH] = np.where(same, np.minimum(rows[:, LENGTH], room), rows[:, LENGTH])
    return rows


def keep_in_range(pitch: Ticks) -> Ticks:
    """Pitches beyond 0-127 brought back by octaves."""
    low = np.where(pitch < 0, pitch % 12, pitch)
    return np.where(low > 127, 127 - (127 - low) % 12, low)
