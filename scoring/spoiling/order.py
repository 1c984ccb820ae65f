"""Music whose parts stand in another order: shuffled, reversed, joined, looped."""

from dataclasses import replace

import numpy as np

from generation.music.song import Meter, Song
from scoring.spoiling.pairing import fit_tracks
from scoring.spoiling.rows import (
    LENGTH,
    ONSET,
    Rows,
    Ticks,
    bar_lines,
    beat_lines,
    place_song_slices,
    rows_of,
    usual_bars,
    with_rows,
)

FEWEST = 4  # bars or beats that can be shuffled
Random = np.random.Generator


def shuffle_beats(song: Song, other: Song, random: Random) -> Song | None:
    return _shuffled(song, beat_lines(song), random)


def shuffle_bars(song: Song, other: Song, random: Random) -> Song | None:
    return _shuffled(song, bar_lines(song), random)


def _shuffled(song: Song, lines: Ticks, random: Random) -> Song | None:
    """Slices exchanged among those of their length, so that no bar line moves."""
    lengths = np.diff(lines)
    order = np.arange(len(lengths))
    for length in np.unique(lengths):
        same = np.flatnonzero(lengths == length)
        order[same] = random.permutation(same)
    moved = int((order != np.arange(len(order))).sum())
    return place_song_slices(song, lines, order, lines[:-1]) if moved >= FEWEST else None


def reverse_time(song: Song, other: Song, random: Random) -> Song | None:
    """From the last bar line back to the first. Hits on drums stay on their beats."""
    lines = bar_lines(song)
    end = int(lines[-1])
    tracks = (
        with_rows(track, _mirrored(rows_of(track), np.array([0, end]), track.drums))
        for track in song.tracks
    )
    return replace(song.with_tracks(tracks), meters=_meters_backwards(song, lines))


def reverse_in_bars(song: Song, other: Song, random: Random) -> Song | None:
    """Each bar backwards, the bars in their order."""
    lines = bar_lines(song)
    cut = place_song_slices(song, lines, np.arange(len(lines) - 1), lines[:-1])
    return cut.with_tracks(
        with_rows(track, _mirrored(_within_bars(rows_of(track), lines), lines, track.drums))
        for track in cut.tracks
    )


def _within_bars(rows: Rows, lines: Ticks) -> Rows:
    """Each note in one bar only: what is held beyond it ends there."""
    place = np.minimum(np.searchsorted(lines, rows[:, ONSET], "right") - 1, len(lines) - 2)
    rows = rows.copy()
    rows[:, LENGTH] = np.minimum(rows[:, LENGTH], lines[place + 1] - rows[:, ONSET])
    return rows


def _mirrored(rows: Rows, lines: Ticks, drums: bool) -> Rows:
    """Each slice between the lines backwards."""
    place = np.minimum(np.searchsorted(lines, rows[:, ONSET], "right") - 1, len(lines) - 2)
    start, stop = lines[place], lines[place + 1]
    rows = rows.copy()
    if drums:
        rows[:, ONSET] = start + (stop - rows[:, ONSET]) % (stop - start)
    else:
        rows[:, ONSET] = np.maximum(start, start + stop - rows[:, ONSET] - rows[:, LENGTH])
    return rows


def _meters_backwards(song: Song, lines: Ticks) -> tuple[Meter, ...]:
    turned: list[Meter] = []
    end = int(lines[-1])
    starts = [*(meter.tick for meter in song.meters[1:]), end]
    for meter, stop in reversed(list(zip(song.meters, starts, strict=True))):
        if stop > meter.tick and meter.tick < end:
            turned.append(meter._replace(tick=max(0, end - stop)))
    return tuple(turned) or song.meters


def join_halves(song: Song, other: Song, random: Random) -> Song | None:
    """The first half of one piece, then the second half of another, each in its own key."""
    lines, half = bar_lines(song), (len(bar_lines(song)) - 1) // 2
    theirs = fit_tracks(other, song, from_middle=True)
    if theirs is None or half < FEWEST:
        return None
    middle = int(lines[half])
    ours, more = _until(song, middle), _from(theirs, middle)
    return song.with_tracks(
        with_rows(track, np.concatenate([rows_of(a), rows_of(b)]))
        for track, a, b in zip(song.tracks, ours.tracks, more.tracks, strict=True)
    )


def _until(song: Song, tick: int) -> Song:
    return song.with_tracks(
        with_rows(track, _shortened(rows_of(track), tick)) for track in song.tracks
    )


def _shortened(rows: Rows, tick: int) -> Rows:
    rows = rows[rows[:, ONSET] < tick]
    rows[:, LENGTH] = np.minimum(rows[:, LENGTH], tick - rows[:, ONSET])
    return rows


def _from(song: Song, tick: int) -> Song:
    return song.with_tracks(with_rows(track, _late(rows_of(track), tick)) for track in song.tracks)


def _late(rows: Rows, tick: int) -> Rows:
    return rows[rows[:, ONSET] >= tick]


def loop_bar(song: Song, other: Song, random: Random) -> Song | None:
    """One bar with at least as many notes as most, again and again."""
    lines = bar_lines(song)
    usual = usual_bars(lines)
    if len(usual) < FEWEST:
        return None
    onsets = np.concatenate([rows_of(track)[:, ONSET] for track in song.tracks])
    filled = np.histogram(onsets, lines)[0][usual]
    chosen = random.choice(usual[filled >= np.median(filled)])
    return place_song_slices(song, lines, np.full(len(usual), chosen), lines[usual])
