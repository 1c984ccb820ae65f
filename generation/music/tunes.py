"""The tune of a song: what stays when somebody transposes it, plays it faster, on other
instruments, or with a band around it.

A digest knows the same notes and a sketch the same amount of them (`sounding.py`). A tune is
looked for in the other song: a melody without its band is the tune of both.
"""

import numpy as np
from numpy.typing import NDArray

from generation.music.song import Song
from generation.music.sounding import TOGETHER, Heard, heard, mixed

STEPS = 5  # intervals in a row that make one turn of a tune
MOVES = 3  # of them at least go up or down: who stays on one note says nothing
MOST = 8_192  # turns that are kept of a song
SHARE, LEAST = 0.1, 5  # of the shorter one's turns, and how many, that the same tune has in common

Pitches = NDArray[np.int64]
Turns = NDArray[np.uint32]


def tune(song: Song) -> bytes:
    """The turns of all its lines, four bytes each, in order. Empty when nothing sounds."""
    notes = heard(song)
    if not len(notes.times):
        return b""
    melodic = ~notes.drums if not notes.drums.all() else notes.drums
    found = np.unique(np.concatenate([_turns(line) for line in _lines(notes, melodic)]))
    return found[:MOST].astype("<u4").tobytes()


def same_tune(one: bytes, other: bytes) -> bool:
    """Whether one of two songs has the tune of the other, or a good part of it."""
    mine, theirs = np.frombuffer(one, "<u4"), np.frombuffer(other, "<u4")
    if len(mine) and len(theirs):
        # Of long songs the least turns are kept: below the last of these both are known.
        known = min(turns[-1] if len(turns) == MOST else 2**32 for turns in (mine, theirs))
        mine, theirs = mine[mine <= known], theirs[theirs <= known]
    shorter = min(len(mine), len(theirs))
    both = len(np.intersect1d(mine, theirs, assume_unique=True))
    return bool(shorter) and both >= max(min(LEAST, shorter), SHARE * shorter)


def _lines(notes: Heard, melodic: NDArray[np.bool_]) -> list[Pitches]:
    """What an ear can follow, as pitches: the upper line of each track, and of all together the
    upper and the lowest one."""
    tracks = [melodic & (notes.tracks == track) for track in np.unique(notes.tracks[melodic])]
    upper = [_upper(notes.times[chosen], notes.pitches[chosen]) for chosen in [*tracks, melodic]]
    return [*upper, -_upper(*_lowest_last(notes.times[melodic], notes.pitches[melodic]))]


def _upper(times: Pitches, pitches: Pitches) -> Pitches:
    """The last note of whatever begins together, which is the highest."""
    return np.asarray(pitches[np.append(np.diff(times) > TOGETHER, True)], np.int64)


def _lowest_last(times: Pitches, pitches: Pitches) -> tuple[Pitches, Pitches]:
    """Upside down, so that the lowest note of a chord is the one that stays."""
    order = np.lexsort((-pitches, times))
    return times[order], -pitches[order]


def _turns(pitches: Pitches) -> Turns:
    """Each few intervals in a row, mixed into one number; a line too short for one is one by
    itself."""
    steps = np.diff(pitches)
    if not len(steps):
        return np.zeros(0, np.uint32)
    rows = np.lib.stride_tricks.sliding_window_view(steps, min(STEPS, len(steps)))
    rows = rows[(rows != 0).sum(axis=1) >= min(MOVES, len(steps))]
    turn = np.zeros(len(rows), np.uint64)
    for place, column in enumerate(rows.T):
        turn = mixed(turn, np.uint64(place + 1)) ^ (column + 128).astype(np.uint64)
    return (mixed(turn, np.uint64(STEPS + 1)) >> np.uint64(32)).astype(np.uint32)
