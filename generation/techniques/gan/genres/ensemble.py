"""A score on sixteenths of its own bars: who plays what, and where the bars are.

Three eighths to a beat are read as a shuffle, as the grid of a song reads them: their eighths fall
on steps 0, 1 and 2 of four. So is music in simple meters whose beats are parted in three all
through: swing becomes straight eighths.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import symusic
from numpy.typing import NDArray

from generation.codecs.grid import STEP_TICKS, Grid, build_grid
from generation.codecs.monophonic import Cell
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song
from generation.techniques.gan.genres.upbeats import Times, mend_bars

NEAR = STEP_TICKS // 8  # ticks beside a step that still are on it
STEADY = 0.9  # share of the onsets of a window that must be on the grid
SWINGS = 0.05  # so much more must be on the grid of thirds
WINDOW = 128  # steps
LONGEST_BAR = 64  # steps


class OffGrid(ValueError):
    """Nowhere in the score is a window of steady sixteenths."""


class Player(NamedTuple):
    """One track."""

    program: int
    drums: bool
    name: str
    cells: list[Cell]


class Played(NamedTuple):
    """One track as it was written."""

    program: int
    drums: bool
    name: str
    notes: Times


class Ensemble(NamedTuple):
    """Players on a grid of T steps."""

    players: list[Player]
    position: NDArray[np.int16]  # (T,) steps since the bar line
    length: NDArray[np.int16]  # (T,) steps of the bar
    starts: NDArray[np.int32]  # bar lines that begin a window of steady sixteenths

    @property
    def steps(self) -> int:
        return len(self.position)


class Fit(NamedTuple):
    """A grid for notes whose ticks are stretched by `scale`."""

    grid: Grid
    scale: float
    at: NDArray[np.int64]  # (N,) the step of each onset
    on: NDArray[np.bool_]  # (N,) whether it is there

    @property
    def merit(self) -> float:
        return float(self.on.mean()) - SWINGS * (self.scale > 1)


def read_ensemble(score: symusic.Score, *, upbeats: bool) -> Ensemble:
    """`upbeats`: the file may count its upbeat as a whole bar. Raises `OffGrid`."""
    playing = [track for track in score.tracks if len(track.notes)]
    tracks = [
        Played(track.program, track.is_drum, track.name, read_notes(track, score.ticks_per_quarter))
        for track in playing
    ]
    meters = read_meters(score)
    if upbeats and tracks:
        meters = mend_bars(meters, np.concatenate([each.notes for each in tracks]))
    return lay_ensemble(tracks, meters)


def read_song_ensemble(song: Song) -> Ensemble:
    """The same of a song: a player for each of its tracks that has notes."""
    tracks = [
        Played(
            track.program,
            track.drums,
            track.name,
            np.array([*map(take_times, track.notes)], float),
        )
        for track in song.tracks
        if track.notes
    ]
    return lay_ensemble(tracks, song.meters)


def take_times(note: Note) -> tuple[int, int, int]:
    return note.onset, note.end, note.pitch


def lay_ensemble(tracks: Sequence[Played], meters: Sequence[Meter]) -> Ensemble:
    if not tracks:
        raise OffGrid("no notes")
    every = np.concatenate([track.notes for track in tracks])
    fit = max((lay_bars(meters, every, scale) for scale in (1.0, 1.5)), key=lambda fit: fit.merit)
    starts = find_steady_bars(fit)
    if not len(starts) or fit.grid.length.max() > LONGEST_BAR:
        raise OffGrid("no window of steady sixteenths")
    players = [
        Player(track.program, track.drums, track.name, place_cells(track.notes, fit))
        for track in tracks
    ]
    return Ensemble(players, fit.grid.position, fit.grid.length, starts)


def read_notes(track: symusic.core.TrackTick, per_quarter: int) -> Times:
    """(N, 3) onsets, ends and pitches, in ticks of a song."""
    notes = track.notes.numpy()
    times = np.stack([notes["time"], notes["time"] + notes["duration"]])
    return np.stack([*(times * (TICKS_PER_QUARTER / per_quarter)), notes["pitch"]], 1)


def read_meters(score: symusic.Score) -> list[Meter]:
    """The time signatures in ticks of a song, from tick 0 on; the last of several at one place."""
    ticks = TICKS_PER_QUARTER / score.ticks_per_quarter
    found = {0: (4, 4)} | {
        round(each.time * ticks): (each.numerator, each.denominator)
        for each in score.time_signatures
    }
    return [Meter(tick, *found[tick]) for tick in sorted(found)]


def lay_bars(meters: Sequence[Meter], notes: Times, scale: float) -> Fit:
    """A scale of 1.5 parts every beat in three: four quarters become twelve eighths."""
    onsets = notes[:, 0] * scale
    if scale > 1:
        meters = [divide_beats(meter, scale) for meter in meters]
    stop = round(notes[:, 1].max() * scale)
    grid = build_grid(Song(meters=tuple(meters)), int(onsets.min()), stop)
    at = np.minimum(find_steps(onsets, grid), grid.steps - 1)
    return Fit(grid, scale, at, np.abs(grid.ticks[at] - onsets) <= NEAR)


def divide_beats(meter: Meter, scale: float) -> Meter:
    above, below = (3, 2) if meter.denominator < 8 else (1, 1)
    return Meter(round(meter.tick * scale), meter.numerator * above, meter.denominator * below)


def find_steps(ticks: NDArray[np.float64], grid: Grid) -> NDArray[np.int64]:
    """The steps that begin nearest to some ticks; T for the end of the grid."""
    after = np.clip(np.searchsorted(grid.ticks, ticks), 1, grid.steps)
    nearer = ticks - grid.ticks[after - 1] < grid.ticks[after] - ticks
    return after - nearer


def find_steady_bars(fit: Fit) -> NDArray[np.int32]:
    """Bar lines after which the onsets of a window lie on the grid."""
    steps = fit.grid.steps
    lines = np.flatnonzero(fit.grid.position == 0)
    stops = np.minimum(lines + WINDOW, steps)
    begun, on = (
        np.concatenate([[0], np.cumsum(np.bincount(fit.at, each, steps))])
        for each in (np.ones(len(fit.at)), fit.on)
    )
    share = (on[stops] - on[lines]) / np.maximum(begun[stops] - begun[lines], 1)
    return lines[share >= STEADY].astype(np.int32)


def place_cells(notes: Times, fit: Fit) -> list[Cell]:
    """Notes at the nearest steps, each a step long at least."""
    times = notes[:, :2] * fit.scale
    start, stop = (find_steps(column, fit.grid) for column in times.T)
    start = np.minimum(start, fit.grid.steps - 1)
    rows = np.stack([start, np.maximum(stop, start + 1), notes[:, 2].astype(np.int64)], 1)
    return sorted(Cell(*row) for row in rows.tolist())
