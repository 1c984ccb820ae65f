"""What the moves of one voice cost, in nats: leaps that choirs avoid, moves between the beats,
parallels with the voices beside it."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import REST, STATES, States
from generation.techniques.arcnn.constraints import BEAT, PERFECT

Costs = NDArray[np.float64]
BASS = 3
# by semitones, from a repeated note to the octave; tritones and sevenths are hardest to sing
BASS_LEAPS = (0, 0, 0, 0.7, 0.8, 0.7, 4, 0.8, 2, 2, 4.5, 4.5, 0.8)
INNER_LEAPS = (0, 0, 0, 0.5, 0.8, 0.9, 3, 1.2, 2.5, 2.5, 4, 4, 2)
BEYOND = 5.0  # of a leap beyond the octave
PARALLEL = 10.0
ON_BEAT, ON_EIGHTH = 0.3, -0.4  # where Bach moves, beside what the network expects
BETWEEN_EIGHTHS = {1: 0.5, 2: 0.5, BASS: 2.5}  # by voice, where the soprano does not move
HOLD = 3.0  # for any move within the last chord
CALM = 0.2  # of the beats of a melody move between them, at most, in 19 of 20 chorales
BUSY = 4.0  # for each move between beats, times the share beyond that


def tabulate_leaps(voice: int) -> Costs:
    """(S, S) from state to state."""
    known = np.array(BASS_LEAPS if voice == BASS else INNER_LEAPS)
    pitch = np.arange(STATES)
    semitones = np.abs(pitch[:, None] - pitch)
    costs = np.where(semitones < len(known), known[np.minimum(semitones, len(known) - 1)], BEYOND)
    costs[REST] = costs[:, REST] = 0
    return costs


def price_steps(voice: int, soprano: NDArray[np.uint8], phase: NDArray[np.int64]) -> Costs:
    """(T,) of any move of a voice to each step."""
    between = np.where((phase % 2 == 0) | mark_moves(soprano), ON_EIGHTH, BETWEEN_EIGHTHS[voice])
    return np.where(phase % BEAT == 0, ON_BEAT, between) + price_bustle(soprano, phase)


def price_bustle(melody: NDArray[np.uint8], phase: NDArray[np.int64]) -> Costs:
    """(T,) what moves between the beats cost more under a melody (T,) of many notes: each of them
    would get a chord of its own."""
    off = phase % BEAT != 0
    starts = np.union1d(0, np.flatnonzero(~off))
    bustle = float(np.logical_or.reduceat(mark_moves(melody) & off, starts).mean())
    return BUSY * max(0.0, bustle - CALM) * off


def mark_moves(line: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """(T,) the steps on which a line comes to another note, or to a rest."""
    return np.append(False, line[1:] != line[:-1])


def list_parallels(voice: int, states: States) -> tuple[NDArray[np.int64], ...]:
    """(step, from, to) of each move of a voice that makes a parallel with another one, which moves
    by as much to that step."""
    others = np.delete(np.arange(len(states)), voice)
    lines = states[others].astype(np.int64)
    before, after = lines[:, :-1], lines[:, 1:]
    moving, at = np.nonzero((before != after) & (before != REST) & (after != REST))
    was, gone = before[moving, at], (after - before)[moving, at]
    own = np.arange(STATES)
    upward = np.where(others[moving, None] > voice, own - was[:, None], was[:, None] - own)
    reached = own + gone[:, None]
    sung = (own != REST) & (reached > REST) & (reached < STATES)
    which, begun = np.nonzero(np.isin(upward % 12, PERFECT) & sung)
    return at[which] + 1, begun, begun + gone[which]
