"""The one rule of part-writing that the sampler helps the network to keep: no parallel fifths and octaves.

Blocked Gibbs sampling draws several voices at once, each without knowing what the other is about to do, so parallels
slip in that the network itself would not have written.
"""

from itertools import permutations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from generation.codecs.voices import REST, States

BEAT = 4
PERFECT = (0, 7)  # unisons and octaves, fifths
PENALTY = 3.0  # nats for each parallel: with it they are about as rare as in Bach


def parallels(states: States, candidates: int) -> NDArray[np.int64]:
    """(V, B, S) how many parallels each state of each voice would make on each beat, all else being as it is."""
    beats = states[:, ::BEAT].astype(np.int64)
    count = np.zeros((*beats.shape, candidates), np.int64)
    before, after = np.roll(beats, 1, 1), np.roll(beats, -1, 1)
    before[:, 0] = after[:, -1] = REST
    wished = np.arange(candidates)[None]  # (1, S)
    for voice, other in permutations(range(len(beats)), 2):
        now = beats[other][:, None]
        for one, two in ((before[voice], before[other]), (after[voice], after[other])):
            steps = wished - one[:, None], now - two[:, None]  # how both move, (B, S) and (B, 1)
            alike = (np.sign(steps[0]) == np.sign(steps[1])) & (steps[0] != 0)
            upper = 1 if voice < other else -1
            was, would_be = upper * (one - two)[:, None] % 12, upper * (wished - now) % 12
            sounding = (one[:, None] != REST) & (two[:, None] != REST) & (now != REST) & (wished != REST)
            count[voice] += alike & sounding & (was == would_be) & np.isin(would_be, PERFECT)
    return count


def led(believed: Tensor, states: States) -> Tensor:
    """Beliefs (V, T, S) in nats, less the penalty of the parallels that each state would make beside `states`."""
    made = torch.from_numpy(parallels(states, believed.shape[2]).astype(np.float32))
    return believed - PENALTY * made.repeat_interleave(BEAT, 1)[:, : believed.shape[1]]
