"""Rules that the sampler helps the network to keep, cell by cell: no parallel fifths and octaves,
and nothing above the tune.

Blocked Gibbs sampling draws several voices at once, each without knowing what the other is about to
do, so parallels slip in that the network itself would not have written.
"""

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import REST, States
from generation.techniques.arcnn.config import HIDDEN
from generation.techniques.arcnn.log_probs import Cells

BEAT = 4
LOOKED = (4, 2)  # steps: where one looks, the others are slipped through
PERFECT = (0, 7)  # unisons and octaves, fifths
COVERED = -50.0  # nats
PENALTY = 3.0  # nats for each parallel: with it they are about as rare as in Bach


def count_parallels(states: States, candidates: int, every: int = BEAT) -> NDArray[np.int64]:
    """(V, B, S) how many parallels each state of each voice would make on every so many steps, all
    else being as it is."""
    beats = states[:, ::every].astype(np.int64)
    count = np.zeros((*beats.shape, candidates), np.int64)
    before, after = np.roll(beats, 1, 1), np.roll(beats, -1, 1)
    before[:, 0] = after[:, -1] = REST
    wished = np.arange(candidates)[None]  # (1, S)
    voice, other = np.array(list(permutations(range(len(beats)), 2))).T  # (P,) pairs of voices
    now = beats[other]  # (P, B)
    for neighbour in (before, after):
        one, two = neighbour[voice], neighbour[other]  # (P, B) the pair a beat before, or after
        sounding = (one != REST) & (two != REST) & (now != REST)
        # Few beats can make a parallel: those whose neighbour is a fifth or an octave already, and
        # the other moves.
        pair, beat = np.nonzero(
            sounding & np.isin(measure_intervals(voice, other, one, two), PERFECT) & (now != two)
        )
        one, two, held = (each[pair, beat][:, None] for each in (one, two, now))
        alike = np.sign(wished - one) == np.sign(held - two)
        kept = (wished - held - (one - two)) % 12 == 0  # the same interval again
        np.add.at(count, (voice[pair], beat), alike & kept & (wished != REST))
    return count


def measure_intervals(
    voice: NDArray[np.int64],
    other: NDArray[np.int64],
    one: NDArray[np.int64],
    two: NDArray[np.int64],
) -> NDArray[np.int64]:
    """(P, B) semitones from the lower voice up to the higher, without octaves. Voices count from
    the top."""
    return np.where((voice < other)[:, None], one - two, two - one) % 12


def penalize_parallels(log_probs: NDArray[np.float64], states: States) -> NDArray[np.float64]:
    """Log probabilities (V, T, S) in nats, less the penalty of the parallels that each state would
    make beside `states`, from beat to beat and from eighth to eighth."""
    steps, candidates = log_probs.shape[1:]
    made = [
        count_parallels(states, candidates, every).repeat(every, 1)[:, :steps] for every in LOOKED
    ]
    return log_probs - PENALTY * np.sum(made, axis=0)


def keep_below(log_probs: NDArray[np.float64], cells: Cells) -> NDArray[np.float64]:
    """Log probabilities (V, T, S) in nats, in which no other voice comes in at or above the first
    while that sings."""
    tune = cells.state[0]
    above = (tune != REST)[:, None] & (np.arange(log_probs.shape[2]) >= tune[:, None])  # (T, S)
    hidden = (cells.kind == HIDDEN) & (np.arange(len(cells.kind)) > 0)[:, None]  # (V, T)
    return np.where(hidden[..., None] & above, COVERED, log_probs)
