"""What of a song sounds: a digest that two songs share when they are the same music, and a sketch
that tells likeness.

The same music has the same pitches in the same rhythm, at whatever tempo. Names, the order of
tracks, instruments, lengths, loudness and the way in which a tempo is written make no other music
of it; another key does, to the digest, while the sketch sees through that too.
"""

import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.music.song import TICKS_PER_QUARTER, Song

Times = NDArray[np.int64]
# times are ticks x microseconds a quarter: whole numbers, and exact
SECOND = 1_000_000 * TICKS_PER_QUARTER
TOGETHER = 3 * SECOND // 100  # what begins within 30 ms is heard as one chord
# Loudness goes with the square of volume x velocity: below this a note is 60 dB under the loudest
# one there can be.
FAINTEST = 510
CELLS = 12  # of the grid, to the commonest distance of two onsets
OFF_EDGE = 0.382  # no distance that music has is near the edge of a cell
HASHES = 64  # of each of two sketches
PHRASE = 5  # notes of a line that make one feature
NOTHING = np.uint32(2**32 - 1)  # stands for no feature at all


class Heard(NamedTuple):
    """The notes that sound, in order: when, how high, whether struck on drums, and in which
    track."""

    times: Times
    pitches: Times
    drums: NDArray[np.bool_]
    tracks: Times


def heard(song: Song) -> Heard:
    rows: list[tuple[int, int, bool, int]] = []
    for index, track in enumerate(song.tracks):
        loud = (note for note in track.notes if track.volume * note.velocity >= FAINTEST)
        rows += [(note.onset, note.pitch, track.drums, index) for note in loud]
    table = np.array(rows, np.int64).reshape(-1, 4)
    times = _times(song, table[:, 0])
    order = np.lexsort((table[:, 1], times))
    times, table = times[order], table[order]
    return Heard(times - times[:1].sum(), table[:, 1], table[:, 2] > 0, table[:, 3])


def sounding_digest(song: Song) -> str:
    """SHA-256 over the notes that sound, on a grid of the song's own pulse; empty when nothing
    sounds."""
    notes = heard(song)
    if not len(notes.times):
        return ""
    rows = np.stack([_cells(notes.times), notes.pitches, notes.drums.astype(np.int64)], axis=1)
    return hashlib.sha256(
        b"sounding 1" + np.unique(rows, axis=0).astype("<i8").tobytes()
    ).hexdigest()


def sketch(song: Song) -> bytes:
    """A summary of fixed size: `likeness` compares two of them without the songs. Empty when
    nothing sounds.

    One half knows the notes at their places, so that a changed note changes little; the other the
    turns of each line without place, key and tempo, so that a bar in front changes little (minhash:
    Broder 1997).
    """
    notes = heard(song)
    if not len(notes.times):
        return b""
    melodic = ~notes.drums if not notes.drums.all() else notes.drums
    placed = _cells(notes.times)[melodic] * 128 + notes.pitches[melodic]
    turns = [
        _turns(notes, melodic & (notes.tracks == track))
        for track in np.unique(notes.tracks[melodic])
    ]
    return _least(placed) + _least(np.concatenate(turns))


def likeness(one: bytes, others: list[bytes]) -> list[float]:
    """How much of the music of each is that of `one`: 0 to 1, a share of the notes, give or take a
    few hundredths."""
    fit = [place for place, other in enumerate(others) if len(other) == len(one) == 8 * HASHES]
    shares = np.zeros(len(others))
    if fit:
        mine = np.frombuffer(one, "<u4").reshape(2, HASHES)
        theirs = np.frombuffer(b"".join(others[place] for place in fit), "<u4").reshape(
            -1, 2, HASHES
        )
        # Songs too short for a turn have none in common.
        alike = ((theirs == mine) & (mine != NOTHING)).mean(axis=2).max(axis=1)
        # from the share of all that both have to the share of what one has
        shares[fit] = 2 * alike / (1 + alike)
    return [float(share) for share in shares]


def _times(song: Song, ticks: Times) -> Times:
    starts = np.array([tempo.tick for tempo in song.tempi], np.int64)
    speeds = np.array([tempo.us_per_quarter for tempo in song.tempi], np.int64)
    before = np.concatenate([[0], np.cumsum(np.diff(starts) * speeds[:-1])]).astype(np.int64)
    at = np.maximum(np.searchsorted(starts, ticks, side="right") - 1, 0)
    return np.asarray(before[at] + (ticks - starts[at]) * speeds[at], np.int64)


def _pulse(times: Times) -> float:
    """The middle one of the distances between onsets that are heard apart."""
    distances = np.diff(times)
    apart = distances[distances > TOGETHER]
    return float(np.median(apart)) if len(apart) else float(TOGETHER)


def _cells(times: Times) -> Times:
    return np.floor(times / _pulse(times) * CELLS + OFF_EDGE).astype(np.int64)


def _turns(notes: Heard, mine: NDArray[np.bool_]) -> Times:
    """Each few notes in a row of the upper line of a track: intervals, and how distances compare
    with the pulse."""
    times, pitches = notes.times[mine], notes.pitches[mine]
    # of a chord, which is sorted upwards, the highest note
    last = np.append(np.diff(times) > TOGETHER, True)
    times, pitches = times[last], pitches[last]
    if len(times) < PHRASE:
        return np.zeros(0, np.int64)
    lengths = np.rint(4 * np.log2(np.diff(times) / _pulse(notes.times))).astype(np.int64)
    steps = (np.diff(pitches) + 128) * 256 + (lengths + 128)
    turn = np.zeros(len(steps) - PHRASE + 2, np.int64)
    for part in range(PHRASE - 1):
        turn = (
            mixed(turn.astype(np.uint64), np.uint64(part + 1)).astype(np.int64)
            ^ steps[part : part + len(turn)]
        )
    return turn


def _least(features: Times) -> bytes:
    """The least of each of `HASHES` ways to mix the features."""
    if not len(features):
        return np.full(HASHES, NOTHING, "<u4").tobytes()
    unique = np.unique(features).astype(np.uint64)
    least = [
        int(mixed(unique, np.uint64(way)).min() >> np.uint64(32)) for way in range(1, HASHES + 1)
    ]
    return np.minimum(np.array(least, np.uint64), np.uint64(NOTHING - 1)).astype("<u4").tobytes()


def mixed(values: NDArray[np.uint64], way: np.uint64) -> NDArray[np.uint64]:
    """Numbers made to look random (splitmix64), one way of many."""
    with np.errstate(over="ignore"):
        mixed = values + way * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(mixed ^ (mixed >> np.uint64(31)), np.uint64)
