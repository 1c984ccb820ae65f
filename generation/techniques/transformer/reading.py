"""Scores of the data pack, read onto the grid of the tokens."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import symusic
from numpy.typing import NDArray

from generation.codecs.score import (
    DRUM_KIT,
    DRUM_PITCH,
    LEVEL,
    LONGEST,
    SLOTS,
    STEPS,
    Notes,
    Score,
    sort_notes,
)
from generation.techniques.transformer.windows import ANY, GENRES

GENRE_OF = {
    **dict.fromkeys(("hymn", "march"), "classical"),
    **dict.fromkeys(("folk, world, & country", "country"), "folk"),
    **dict.fromkeys(
        ("soul", "hiphop", "funk / soul", "reggae", "gospel", "neworleans", "afrobeat"), "funk"
    ),
    **dict.fromkeys(("afrocuban", "highlife"), "latin"),
    **dict.fromkeys(("punk",), "rock"),
    **dict.fromkeys(("stage & screen", "dance", ""), "pop"),
    **dict.fromkeys(("blues", "brass & military"), "jazz"),
    "bach-like": "bach",
}


POP_SNAP = (6, 8)  # 24ths: played music is moved to sixteenths and triplets


def parse_genre(label: str) -> int:
    label = GENRE_OF.get(label, label)
    return GENRES.index(label) if label in GENRES else ANY


def snap_steps(steps: NDArray[np.float64], grids: tuple[int, ...]) -> NDArray[np.int64]:
    """Each time moved to the nearest multiple of any of the grids."""
    near = np.stack([np.round(steps / grid) * grid for grid in grids])
    best = np.abs(near - steps).argmin(0)
    return near[best, np.arange(len(steps))].astype(np.int64)


def read_notes(tracks: list[tuple[bool, NDArray[np.int64]]]) -> tuple[Notes, list[int]]:
    """Tracks, each (drums, (N, 4) of onset, length, pitch, velocity) -> notes with slots, and the
    track of each slot.

    The order is that of `tokens.slots_of`.
    """
    find_playing = [number for number, (_, rows) in enumerate(tracks) if len(rows)]
    kept = sorted(find_playing, key=lambda number: -len(tracks[number][1]))[:SLOTS]
    order = sorted(
        kept, key=lambda number: (tracks[number][0], -tracks[number][1][:, 2].mean(), number)
    )
    parts = [np.zeros((0, 5), np.int64)]
    for slot, number in enumerate(order):
        drums, rows = tracks[number]
        onset, length, pitch, velocity = rows.T
        columns = [
            onset,
            np.full(len(rows), slot),
            pitch + DRUM_PITCH * drums,
            length,
            velocity // LEVEL,
        ]
        parts.append(np.stack(columns, 1))
    return sort_notes(np.concatenate(parts).astype(np.int32)), order


def read_score(score: symusic.Score, retimed: "Retimed | None" = None) -> Score:
    """A trusted file on the grid; `retimed` says where its moments stand, else its own ticks do."""
    place = (
        retimed.place
        if retimed
        else lambda ticks: np.floor(ticks * STEPS / score.ticks_per_quarter + 0.5)
    )
    tracks = []
    for track in score.tracks:
        found = track.notes.numpy()
        onset = place(found["time"].astype(float)).astype(np.int64)
        length = place((found["time"] + found["duration"]).astype(float)).astype(np.int64) - onset
        rows = np.stack([onset, np.clip(length, 1, LONGEST), found["pitch"], found["velocity"]], 1)
        tracks.append((track.is_drum, rows[onset >= 0].astype(np.int64)))
    notes, order = read_notes(tracks)
    programs = tuple(
        DRUM_KIT if score.tracks[n].is_drum else score.tracks[n].program for n in order
    )
    qpm = score.tempos[0].qpm if len(score.tempos) else 120.0
    return Score(notes, programs, read_meters(score), ((0, int(np.clip(round(qpm), 16, 400))),))


def read_meters(score: symusic.Score) -> tuple[tuple[int, int, int], ...]:
    """Meters by their first step; what no bar can be made of is left out."""
    found = {0: (4, 4)}
    for each in score.time_signatures:
        below = int(each.denominator)
        if below in (1, 2, 4, 8, 16, 32) and 0 < each.numerator <= 64:
            found[round(each.time * STEPS / score.ticks_per_quarter)] = (each.numerator, below)
    return tuple((step, *meter) for step, meter in sorted(found.items()))


class Retimed(NamedTuple):
    """Moments in seconds moved to the beats that a person marked."""

    place: Callable[[NDArray[np.float64]], NDArray[np.int64]]
    meter: int  # beats a bar
    qpm: int


def read_beats(beats: NDArray[np.float64], downbeats: NDArray[np.bool_]) -> Retimed:
    """Step 0 is the first marked bar line."""
    first = int(np.flatnonzero(downbeats)[0])
    apart = np.diff(np.flatnonzero(downbeats))
    meter = int(np.bincount(apart).argmax()) if len(apart) else 4
    number = np.arange(len(beats)) - first

    def place(seconds: NDArray[np.float64]) -> NDArray[np.int64]:
        at = np.interp(seconds, beats, number, left=-1e6) * STEPS
        return snap_steps(at, POP_SNAP)

    return Retimed(place, meter, round(60 / float(np.median(np.diff(beats)))))
