"""The climber's edits of notes and bars. A sheet is a table of notes for each track."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from generation.music.song import Song, Track
from scoring.spoiling.rows import (
    LENGTH,
    ONSET,
    PITCH,
    SIXTEENTH,
    VELOCITY,
    WHOLE_NOTE,
    Rows,
    keep_in_range,
    with_rows,
    without_overlaps,
)

Random = np.random.Generator
Sheet = list[Rows]
Edit = Callable[[Rows, int, Random], Rows]  # (notes of a track, bars, draws) -> its notes

MIDDLES = (72, 65, 55, 43)  # of the tracks: pitches about which they begin
SCALE = np.array([0, 2, 4, 5, 7, 9, 11])
WHITE = np.flatnonzero(np.isin(np.arange(128) % 12, SCALE))  # pitches of C major
LENGTHS = (1, 2, 2, 4, 4, 8)  # of the notes it begins with, in sixteenths
STEPS = (-7, -4, -3, -2, -1, 1, 2, 3, 4, 7)  # degrees by which a note moves
FEWEST = 8  # notes that a track keeps
LOUDNESS = 80


def draw_sheet(bars: int, tracks: int, random: Random) -> Sheet:
    """Random notes in C major, in random lengths, an octave and a half in each track."""
    return [_draw_track(MIDDLES[track % len(MIDDLES)], bars, random) for track in range(tracks)]


def _draw_track(middle: int, bars: int, random: Random) -> Rows:
    end = bars * WHOLE_NOTE
    lengths = random.choice(LENGTHS, end // SIXTEENTH) * SIXTEENTH
    onsets = np.cumsum(lengths) - lengths
    onsets = onsets[onsets < end]
    near = WHITE[np.abs(WHITE - middle) <= 9]
    rows = np.zeros((len(onsets), 4), np.int64)
    rows[:, ONSET], rows[:, PITCH] = onsets, random.choice(near, len(onsets))
    rows[:, LENGTH] = np.minimum(lengths[: len(onsets)], end - onsets)
    rows[:, VELOCITY] = LOUDNESS
    return rows


def sheet_song(sheet: Sheet) -> Song:
    return Song(tuple(with_rows(Track(), rows) for rows in sheet))


def edit_sheet(sheet: Sheet, bars: int, random: Random) -> Sheet:
    """One edit: mostly of a track, at times of the same bars in all."""
    edited = list(sheet)
    if random.random() < 0.2:
        source, target = random.integers(bars, size=2)
        return [copy_bar(rows, int(source), int(target)) for rows in edited]
    place = int(random.integers(len(sheet)))
    edit = EDITS[int(random.integers(len(EDITS)))]
    edited[place] = edit(sheet[place], bars, random)
    return edited


def move_note(rows: Rows, bars: int, random: Random) -> Rows:
    """One note by some degrees of the scale."""
    rows, note = rows.copy(), int(random.integers(len(rows)))
    degree = int(np.searchsorted(WHITE, rows[note, PITCH])) + int(random.choice(STEPS))
    rows[note, PITCH] = WHITE[np.clip(degree, 0, len(WHITE) - 1)]
    return without_overlaps(rows)


def move_note_in_time(rows: Rows, bars: int, random: Random) -> Rows:
    """One note begins elsewhere by up to a quarter."""
    rows, note = rows.copy(), int(random.integers(len(rows)))
    later = int(rows[note, ONSET]) + int(random.integers(-4, 5)) * SIXTEENTH
    rows[note, ONSET] = np.clip(later, 0, bars * WHOLE_NOTE - SIXTEENTH)
    return _ended(without_overlaps(rows), bars)


def change_length(rows: Rows, bars: int, random: Random) -> Rows:
    rows, note = rows.copy(), int(random.integers(len(rows)))
    rows[note, LENGTH] = int(random.choice((1, 2, 3, 4, 6, 8, 12, 16))) * SIXTEENTH
    return _ended(without_overlaps(rows), bars)


def add_note(rows: Rows, bars: int, random: Random) -> Rows:
    """Near another one in pitch."""
    like = rows[int(random.integers(len(rows)))].copy()
    like[ONSET] = int(random.integers(bars * 16)) * SIXTEENTH
    like[PITCH] = keep_in_range(like[PITCH] + random.choice((-12, -7, -5, -4, -3, 3, 4, 5, 7, 12)))
    return _ended(without_overlaps(np.vstack([rows, like])), bars)


def drop_note(rows: Rows, bars: int, random: Random) -> Rows:
    return np.delete(rows, int(random.integers(len(rows))), axis=0) if len(rows) > FEWEST else rows


def repeat_bar(rows: Rows, bars: int, random: Random) -> Rows:
    """A bar takes the place of another."""
    source, target = random.integers(bars, size=2)
    return copy_bar(rows, int(source), int(target))


def repeat_rhythm(rows: Rows, bars: int, random: Random) -> Rows:
    """A bar takes the rhythm of another and keeps its own pitches, in their order."""
    source, target = random.integers(bars, size=2)
    pitches = rows[_in_bar(rows, int(target)), PITCH]
    copied = copy_bar(rows, int(source), int(target))
    inside = np.flatnonzero(_in_bar(copied, int(target)))
    if len(pitches) and len(inside):
        copied[inside, PITCH] = np.resize(pitches, len(inside))
    return without_overlaps(copied)


def move_octave(rows: Rows, bars: int, random: Random) -> Rows:
    """One bar an octave up or down."""
    rows, bar = rows.copy(), int(random.integers(bars))
    inside = _in_bar(rows, bar)
    rows[inside, PITCH] = keep_in_range(rows[inside, PITCH] + int(random.choice((-12, 12))))
    return without_overlaps(rows)


def copy_bar(rows: Rows, source: int, target: int) -> Rows:
    """What a bar held is gone; what begins in another one comes there. A track keeps some notes."""
    moved = rows[_in_bar(rows, source)].copy()
    moved[:, ONSET] += (target - source) * WHOLE_NOTE
    kept = np.vstack([rows[~_in_bar(rows, target)], moved])
    return without_overlaps(kept) if len(kept) >= FEWEST else rows


def _in_bar(rows: Rows, bar: int) -> NDArray[np.bool_]:
    return np.asarray(rows[:, ONSET] // WHOLE_NOTE == bar)


def _ended(rows: Rows, bars: int) -> Rows:
    """Nothing sounds beyond the last bar."""
    rows[:, LENGTH] = np.minimum(rows[:, LENGTH], bars * WHOLE_NOTE - rows[:, ONSET])
    return rows


EDITS: tuple[Edit, ...] = (
    move_note,
    move_note,
    move_note_in_time,
    change_length,
    add_note,
    drop_note,
    repeat_bar,
    repeat_rhythm,
    move_octave,
)
