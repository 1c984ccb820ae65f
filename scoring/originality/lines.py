"""Melodic lines of songs as arrays: the upper line of each track, and of all together the upper and
the lowest one."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

GRID = 48  # to a quarter
TOGETHER = 2  # on this grid: what begins so near is heard as one chord
FEWEST = 8  # notes of a line that can hold a passage
HIGHEST, LOWEST = -1, -2  # in place of a track: of all tracks together
FAINTEST = 20  # velocity below which a note hardly sounds
PACKED = ("<i4", "u1", "<i8", "<i2")  # of onsets, pitches, ends and tracks

Whole = NDArray[np.int64]


class Lines(NamedTuple):
    """Lines of a song, one after the other: each note by its onset on the grid and its pitch, each
    line by the place after its last note and by its track."""

    onsets: NDArray[np.int32]  # (N,)
    pitches: NDArray[np.uint8]  # (N,)
    ends: Whole  # (L,)
    tracks: NDArray[np.int16]  # (L,)

    @property
    def starts(self) -> Whole:
        return np.concatenate([[0], self.ends[:-1]]).astype(np.int64)

    @property
    def of_notes(self) -> Whole:
        """The line of each note."""
        return np.repeat(np.arange(len(self.ends)), np.diff(self.ends, prepend=0))


def find_lines(song: Song) -> Lines:
    """All lines of a song. A line that says what one before it said is left out; drums have
    none."""
    pitched = ((place, track) for place, track in enumerate(song.tracks) if not track.drums)
    parts = [(place, _heard_of(track)) for place, track in pitched]
    tables = [(place, _read_table(notes)) for place, notes in parts if notes]
    lines = [(place, pick_upper(table)) for place, table in tables]
    if tables:
        whole = np.concatenate([table for _, table in tables])
        lines += [(HIGHEST, pick_upper(whole)), (LOWEST, pick_lowest(whole))]
    return join_lines(_drop_repeated(lines))


def _read_table(notes: Sequence[tuple[int, ...]]) -> Whole:
    """(N, 2): onset on the grid, pitch."""
    table = np.array([note[:2] for note in notes], np.int64)
    table[:, 0] = np.rint(table[:, 0] * (GRID / TICKS_PER_QUARTER))
    return table


def pick_upper(table: Whole) -> Whole:
    """Of notes that begin together the highest."""
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    chord = np.cumsum(np.diff(table[:, 0], prepend=table[:1, 0]) > TOGETHER)
    order = np.lexsort((table[:, 1], chord))
    return np.asarray(table[order[np.append(np.diff(chord) > 0, True)]])


def pick_lowest(table: Whole) -> Whole:
    """Of notes that begin together the lowest."""
    turned = pick_upper(np.stack([table[:, 0], 127 - table[:, 1]], axis=1))
    return np.stack([turned[:, 0], 127 - turned[:, 1]], axis=1)


def join_lines(lines: list[tuple[int, Whole]]) -> Lines:
    """Lines with their tracks as one record."""
    kept = [(place, table) for place, table in lines if len(table) >= FEWEST]
    whole = np.concatenate([table for _, table in kept]) if kept else np.zeros((0, 2), np.int64)
    return Lines(
        whole[:, 0].astype(np.int32),
        whole[:, 1].astype(np.uint8),
        np.cumsum([len(table) for _, table in kept]).astype(np.int64),
        np.array([place for place, _ in kept], np.int16),
    )


def _drop_repeated(lines: list[tuple[int, Whole]]) -> list[tuple[int, Whole]]:
    known: set[bytes] = set()
    kept = []
    for place, table in lines:
        said = table.tobytes()
        if said not in known:
            kept.append((place, table))
        known.add(said)
    return kept


def pack_lines(lines: Lines) -> bytes:
    """Lines as bytes: how many notes and lines there are, and the four arrays."""
    counts = np.array([len(lines.onsets), len(lines.ends)], "<u4")
    parts = [counts, *(np.asarray(one, kind) for one, kind in zip(lines, PACKED, strict=True))]
    return b"".join(part.tobytes() for part in parts)


def unpack_lines(data: bytes) -> Lines:
    """The lines that `pack_lines` has written."""
    notes, count = (int(one) for one in np.frombuffer(data, "<u4", 2))
    arrays, at = [], 8
    for kind, size in zip(PACKED, (notes, notes, count, count), strict=True):
        arrays.append(np.frombuffer(data, kind, size, at))
        at += arrays[-1].nbytes
    onsets, pitches, ends, tracks = arrays
    return Lines(onsets, pitches, ends, tracks)


def _heard_of(track: Track) -> list[Note]:
    return [note for note in track.notes if note.velocity >= FAINTEST]
