"""Four voices under a melody: blocked Gibbs sampling that hides less and less (Yao et al. 2014; Coconet)."""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from generation.codecs.voices import States
from generation.networks.arcnn import GIVEN, HIDDEN, Arcnn
from generation.samplers.beliefs import Cells, Ear, shared_luck
from generation.samplers.voiceleading import led

BEAT = 4
MOST_HIDDEN, LEAST_HIDDEN, SETTLED = 0.9, 0.1, 0.7  # the last share of passes hides least (Coconet's plan)
COOLED = 0.5  # the temperature falls to this share of the wished one

FINE = 0.2  # share of the drawn beats that may move in sixteenths; the others move in eighths

Tick = Callable[[int, int], None]  # (pass, passes)


def share_hidden(number: int, passes: int) -> float:
    """Share of the beats that pass `number` (from 0) draws anew."""
    fallen = number * (MOST_HIDDEN - LEAST_HIDDEN) / max(1.0, SETTLED * passes)
    return max(LEAST_HIDDEN, MOST_HIDDEN - fallen)


def hidden_cells(free: NDArray[np.bool_], share: float, random: torch.Generator) -> NDArray[np.bool_]:
    """Whole beats of single voices among the free cells (V, T)."""
    voices, steps = free.shape
    beats = torch.rand(voices, -(-steps // BEAT), generator=random) < share
    return beats.repeat_interleave(BEAT, 1)[:, :steps].numpy() & free


def coarser(believed: Tensor, phase: Tensor, random: torch.Generator) -> Tensor:
    """Beliefs (V, T, S) that most beats share by eighths: cells drawn alone would scatter sixteenths about."""
    voices, steps, _ = believed.shape
    eighth = ((phase % 2 == 0).long().cumsum(0) - 1).clamp(min=0)  # (T,) number of each step's eighth
    count = torch.bincount(eighth)
    sums = torch.zeros(voices, len(count), believed.shape[2]).index_add_(1, eighth, believed)
    fine = torch.rand(voices, -(-steps // BEAT), generator=random) < FINE
    fine = fine.repeat_interleave(BEAT, 1)[:, :steps, None]
    return torch.where(fine, believed, (sums / count[:, None])[:, eighth])


def harmonised(
    network: Arcnn,
    states: States,
    free: NDArray[np.bool_],
    phase: Tensor,
    passes: int,
    temperature: float,
    random: torch.Generator,
    tick: Tick = lambda number, passes: None,
    rule: bool = True,
) -> States:
    """`states` (V, T) with the `free` cells drawn; the others stay. Temperature 1 draws as the network believes.

    `rule`: whether parallel fifths and octaves are discouraged.
    """
    drawn = states.copy()
    hidden, ear = free, Ear(network, phase)
    for number in range(passes):
        tick(number, passes)
        if number:
            hidden = hidden_cells(free, share_hidden(number, passes), random)
        cells = Cells(drawn, np.where(hidden, HIDDEN, GIVEN).astype(np.uint8))
        cooled = temperature * (1 - (1 - COOLED) * number / max(1, passes - 1))
        believed = led(ear.hear(cells), drawn) if number and rule else ear.hear(cells)
        believed = coarser(believed, phase, random)
        luck = shared_luck(states.shape[1], len(states), believed.shape[2], BEAT, random)
        choice = (believed / cooled + luck).argmax(2).numpy().astype(np.uint8)
        drawn = np.where(hidden, choice, drawn)
    return drawn
