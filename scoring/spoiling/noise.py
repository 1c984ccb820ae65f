"""Notes that nobody chose: noise in a piece, and whole pieces of it in the right key."""

from collections.abc import Callable

import numpy as np

from generation.music.song import Song
from generation.music.theory import SCALES, estimate_song_key
from scoring.spoiling.rows import (
    LENGTH,
    ONSET,
    PITCH,
    SIXTEENTH,
    VELOCITY,
    Rows,
    bar_lines,
    by_register,
    rows_of,
    with_rows,
    without_overlaps,
)
from scoring.spoiling.spoiling import Spoil

Random = np.random.Generator
Draw = Callable[[int, int, Random], Rows]  # (notes, degrees of the scale) -> a degree for each
SHARE = 4  # of the bars, one in so many is noise
LENGTHS = (1, 2, 2, 2, 4, 4, 4, 8)  # of random notes, in sixteenths
STEPS = (-2, -1, -1, -1, 0, 1, 1, 1, 2)  # of a random walk, in degrees of the scale


def make_quarter_noise(song: Song, other: Song, random: Random) -> Song | None:
    """In a quarter of the bars, side by side, random pitches at random times: as many notes in each
    track, in its range."""
    lines = bar_lines(song)
    bars = (len(lines) - 1) // SHARE
    if not bars:
        return None
    first = int(random.integers(len(lines) - bars))
    span = (int(lines[first]), int(lines[first + bars]))
    return song.with_tracks(
        with_rows(track, _noisy(rows_of(track), span, track.drums, random)) for track in song.tracks
    )


def _noisy(rows: Rows, span: tuple[int, int], drums: bool, random: Random) -> Rows:
    inside = (rows[:, ONSET] >= span[0]) & (rows[:, ONSET] < span[1])
    count, pitches = int(inside.sum()), rows[:, PITCH]
    if not count:
        return rows
    steps = random.integers((span[1] - span[0]) // SIXTEENTH, size=count)
    rows[inside, ONSET] = span[0] + steps * SIXTEENTH
    low, high = int(pitches.min()), int(pitches.max()) + 1
    kinds = np.unique(pitches)
    rows[inside, PITCH] = (
        random.choice(kinds, count) if drums else random.integers(low, high, count)
    )
    return without_overlaps(rows)


def draw_in_key(tracks: int | None) -> Spoil:
    """Random tones of the piece's key and of its range, in random lengths."""
    return _drawn(_scattered, tracks)


def walk_in_key(tracks: int | None) -> Spoil:
    """Lines that go up and down the piece's scale at random, in random lengths."""
    return _drawn(_walked, tracks)


def _drawn(draw: Draw, most: int | None) -> Spoil:
    """In the highest track, or in each (None)."""

    def spoil(song: Song, other: Song, random: Random) -> Song | None:
        places = by_register(song)[-(most or 0) :]
        tracks = [song.tracks[place] for place in places]
        if not places:
            return None
        return song.with_tracks(
            with_rows(track, _line(song, rows_of(track), draw, random)) for track in tracks
        )

    return spoil


def _line(song: Song, real: Rows, draw: Draw, random: Random) -> Rows:
    end = int(bar_lines(song)[-1])
    lengths = random.choice(LENGTHS, end // SIXTEENTH + 1) * SIXTEENTH
    onsets = np.cumsum(lengths) - lengths
    rows = np.zeros((int((onsets < end).sum()), 4), np.int64)
    rows[:, ONSET], rows[:, VELOCITY] = onsets[: len(rows)], int(np.median(real[:, VELOCITY]))
    rows[:, LENGTH] = np.minimum(lengths[: len(rows)], end - rows[:, ONSET])
    scale = scale_between(song, int(real[:, PITCH].min()), int(real[:, PITCH].max()))
    rows[:, PITCH] = scale[draw(len(rows), len(scale), random)]
    return rows


def scale_between(song: Song, low: int, high: int) -> Rows:
    """The pitches of the piece's scale from low to high, an octave of them at least."""
    key = estimate_song_key(song)
    tonic, mode = (key.tonic, key.mode) if key else (0, "major")
    pitches = np.arange(low, min(127, max(high, low + 12)) + 1)
    return pitches[np.isin((pitches - tonic) % 12, SCALES[mode])]


def _scattered(count: int, degrees: int, random: Random) -> Rows:
    return random.integers(degrees, size=count)


def _walked(count: int, degrees: int, random: Random) -> Rows:
    """Reflected at both ends of the scale."""
    path = np.cumsum(random.choice(STEPS, count)) + random.integers(degrees)
    turn = path % (2 * degrees - 2)
    return np.minimum(turn, 2 * degrees - 2 - turn)
