"""Ways of spoiling by which nothing is ever tuned: what a broken model or a cheat that nobody had
in mind would send. They tell whether the score hears, or has learnt the list."""

import numpy as np

from generation.music.melody import melody_track
from generation.music.song import Song
from scoring.spoiling.noise import scale_between
from scoring.spoiling.pairing import fit_tracks, shift_track
from scoring.spoiling.rows import (
    LENGTH,
    ONSET,
    PITCH,
    Rows,
    bar_lines,
    beat_lines,
    by_register,
    change_rows,
    keep_in_range,
    place_song_slices,
    rows_of,
    with_rows,
    without_overlaps,
)
from scoring.spoiling.spoiling import Spoiling

Random = np.random.Generator
FEWEST = 8  # bars
WRONG = 0.3  # of the notes
LEFT = 0.5  # of the notes


def shift_each_track(song: Song, other: Song, random: Random) -> Song | None:
    """Each pitched track but the lowest moved by bars of its own, going round at the end."""
    places, bars = by_register(song)[1:], len(bar_lines(song)) - 1
    if not places or bars < FEWEST:
        return None
    for place, shift in zip(places, random.integers(1, bars, len(places)), strict=True):
        song = shift_track(song, place, int(shift))
    return song


def delay_melody(song: Song, other: Song, random: Random) -> Song | None:
    """The melody a beat late, the band as it was."""
    places = by_register(song)
    if len(places) < 2:
        return None
    lines = beat_lines(song)
    beat, end = int(lines[1] - lines[0]), int(lines[-1])

    def late(rows: Rows) -> Rows:
        rows[:, ONSET] += beat
        rows[:, LENGTH] = np.minimum(rows[:, LENGTH], end - rows[:, ONSET])
        return rows[rows[:, LENGTH] > 0]

    return change_rows(song, late, [melody_track(song)])


def mirror_melody(song: Song, other: Song, random: Random) -> Song | None:
    """The melody upside down in its own scale, the band as it was."""
    if len(by_register(song)) < 2:
        return None

    def mirrored(rows: Rows) -> Rows:
        scale = scale_between(song, int(rows[:, PITCH].min()), int(rows[:, PITCH].max()))
        degree = np.minimum(np.searchsorted(scale, rows[:, PITCH]), len(scale) - 1)
        rows[:, PITCH] = scale[len(scale) - 1 - degree]
        return without_overlaps(rows)

    return change_rows(song, mirrored, [melody_track(song)])


def resample_pitches(song: Song, other: Song, random: Random) -> Song | None:
    """Each track plays its rhythm with pitches of a first-order Markov chain of its own."""

    def resampled(rows: Rows) -> Rows:
        rows[:, PITCH] = _chained(rows[:, PITCH], random)
        return without_overlaps(rows)

    return change_rows(song, resampled)


def _chained(pitch: Rows, random: Random) -> Rows:
    """From each pitch to what came after a random occurrence of it; from the last to the first."""
    order = np.argsort(pitch, kind="stable")
    begin = np.searchsorted(pitch[order], pitch)
    count = np.searchsorted(pitch[order], pitch, "right") - begin
    draws = random.random(len(pitch))
    visited, here = np.zeros(len(pitch), np.int64), 0
    for turn, draw in enumerate(draws):
        visited[turn] = here
        here = (int(order[begin[here] + int(draw * count[here])]) + 1) % len(pitch)
    return pitch[visited]


def stick_in_place(song: Song, other: Song, random: Random) -> Song | None:
    """From the middle on the last two bars again and again."""
    lines = bar_lines(song)
    bars = len(lines) - 1
    if bars < FEWEST:
        return None
    order = np.arange(bars)
    half = bars // 2
    order[half:] = half - 2 + (order[half:] - half) % 2
    return place_song_slices(song, lines, order, lines[:-1])


def alternate_bars(song: Song, other: Song, random: Random) -> Song | None:
    """Two bars of one piece, two of another, in turn."""
    theirs, lines = fit_tracks(other, song), bar_lines(song)
    if theirs is None or len(lines) - 1 < FEWEST:
        return None
    bars = np.arange(len(lines) - 1)
    ours = bars % 4 < 2
    mine = place_song_slices(song, lines, bars[ours], lines[:-1][ours])
    its = place_song_slices(theirs, lines, bars[~ours], lines[:-1][~ours])
    return song.with_tracks(
        with_rows(track, np.concatenate([rows_of(a), rows_of(b)]))
        for track, a, b in zip(song.tracks, mine.tracks, its.tracks, strict=True)
    )


def err_in_key(song: Song, other: Song, random: Random) -> Song | None:
    """Some of the notes one to three degrees off within the piece's scale."""

    def erring(rows: Rows) -> Rows:
        scale = scale_between(song, int(rows[:, PITCH].min()), int(rows[:, PITCH].max()))
        degree = np.searchsorted(scale, rows[:, PITCH])
        steps = random.choice((-3, -2, -1, 1, 2, 3), len(rows))
        wrong = random.random(len(rows)) < WRONG
        away = scale[np.clip(degree + steps, 0, len(scale) - 1)]
        rows[:, PITCH] = np.where(wrong, away, rows[:, PITCH])
        return without_overlaps(rows)

    return change_rows(song, erring)


def scatter_octaves(song: Song, other: Song, random: Random) -> Song | None:
    """Some of the notes an octave up or down."""

    def scattered(rows: Rows) -> Rows:
        wrong = random.random(len(rows)) < WRONG
        away = random.choice((-12, 12), len(rows))
        rows[:, PITCH] = keep_in_range(rows[:, PITCH] + wrong * away)
        return without_overlaps(rows)

    return change_rows(song, scattered)


def drop_notes(song: Song, other: Song, random: Random) -> Song | None:
    """Every other note left out at random, drums too."""

    def thinned(rows: Rows) -> Rows:
        return rows[random.random(len(rows)) < LEFT]

    return change_rows(song, thinned, range(len(song.tracks)))


HELD_BACK = (
    Spoiling("tracks_apart", "Each track shifted by bars of its own", shift_each_track, False),
    Spoiling("melody_late", "The melody a beat late", delay_melody, False),
    Spoiling("melody_mirrored", "The melody upside down in its scale", mirror_melody, False),
    Spoiling("pitches_chained", "Pitches of a Markov chain", resample_pitches, False),
    Spoiling("stuck", "The second half repeats two bars", stick_in_place, False),
    Spoiling("bars_alternate", "Bars of two songs in turn", alternate_bars, False),
    Spoiling("in_key_30", "30 % of notes moved within the scale", err_in_key, False),
    Spoiling("octaves_scattered", "30 % of notes an octave away", scatter_octaves, False),
    Spoiling("notes_dropped", "Every other note left out", drop_notes, False),
)
