"""Swing: how late the notes between beats come, measured in a melody and laid on a grid."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.codecs.meter import STEPS_PER_BEAT
from generation.music.song import TICKS_PER_QUARTER, Note

HALF, THIRD = 1 / 2, 2 / 3  # where straight notes come, and triplets
EARLIEST, LATEST = 0.42, 0.71  # what is in between may be the second half of a beat
FEWEST = 8  # notes there that tell anything
STEADY, NEAR = 0.55, 1 / 16  # share of them that must be so near to their middle
AUDIBLE = 0.54  # earlier than this is straight, played by hand
BALANCE = 1 / 4  # of the sixteenths off their eighths, how many lie in either half of the beat


class Swing(NamedTuple):
    """Where the second half of a beat begins, and that of an eighth, in shares of it."""

    eighths: float = HALF
    sixteenths: float = HALF

    @property
    def places(self) -> NDArray[np.int64]:
        """(3,) ticks after the beat at which its later sixteenths begin."""
        within = self.eighths * self.sixteenths
        after = self.eighths + (1 - self.eighths) * self.sixteenths
        shares = np.array([within, self.eighths, after])
        return np.rint(shares * TICKS_PER_QUARTER).astype(np.int64)


STRAIGHT = Swing()


def list_beats(grid: Grid) -> NDArray[np.int64]:
    """Steps that begin a beat of four sixteenths, of bars of whole quarters. Beats of three
    eighths swing as they are."""
    begins = np.flatnonzero((grid.position % STEPS_PER_BEAT == 0) & (grid.length % 4 == 0))
    whole = begins[begins + STEPS_PER_BEAT <= grid.steps]
    lengths = grid.ticks[whole + STEPS_PER_BEAT] - grid.ticks[whole]
    return whole[lengths == TICKS_PER_QUARTER]


def measure_swing(notes: Sequence[Note], grid: Grid) -> Swing:
    """How late most notes between the beats are; straight where few tell or they disagree. Where
    eighths are straight the sixteenths may swing, if they do so in both halves of the beat."""
    places = find_places(notes, grid)
    eighths = find_lateness(places)
    if eighths > HALF:
        return Swing(eighths)
    halves = places * 2 % 1
    off = places[(halves > EARLIEST) & (halves < LATEST)]
    if not len(off) or not BALANCE <= float((off > HALF).mean()) <= 1 - BALANCE:
        return STRAIGHT
    return Swing(sixteenths=find_lateness(halves))


def find_places(notes: Sequence[Note], grid: Grid) -> NDArray[np.float64]:
    """Where in its beat each note begins, in shares of it; those of other beats are left out."""
    starts = grid.ticks[list_beats(grid)]
    onsets = np.array([note.onset for note in notes])
    before = np.searchsorted(starts, onsets, "right") - 1
    after = onsets - starts[before] if len(starts) else onsets
    inside = (before >= 0) & (after < TICKS_PER_QUARTER)
    return np.asarray(after[inside] / TICKS_PER_QUARTER)


def find_lateness(places: NDArray[np.float64]) -> float:
    """Where most of those begin that may be a second half."""
    between = places[(places > EARLIEST) & (places < LATEST)]
    if len(between) < FEWEST:
        return HALF
    middle = float(np.median(between))
    steady = float((np.abs(between - middle) <= NEAR).mean())
    return min(middle, THIRD) if middle >= AUDIBLE and steady >= STEADY else HALF


def lay_swing(grid: Grid, swing: Swing) -> Grid:
    """The grid with the steps between the beats where the swing has them; any other swing that it
    had is gone."""
    beats, ticks = list_beats(grid), grid.ticks.copy()
    later = beats[:, None] + np.arange(1, STEPS_PER_BEAT)
    ticks[later] = ticks[beats][:, None] + swing.places
    return grid._replace(ticks=ticks)
