"""Four voices under a melody: blocked Gibbs sampling that hides less and less (Yao et al. 2014;
Coconet)."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.chorale import STATES, States
from generation.inference.precision import MARGIN, lead
from generation.techniques.arcnn.config import GIVEN, HIDDEN
from generation.techniques.arcnn.constraints import penalize_parallels
from generation.techniques.arcnn.log_probs import (
    Attempt,
    Cells,
    Network,
    WindowedArcnn,
    decide_in_windows,
    draw_shared_gumbel,
)

BEAT = 4
# the last share of passes hides least (Coconet's plan)
MOST_HIDDEN, LEAST_HIDDEN, SETTLED = (
    0.9,
    0.1,
    0.7,
)
COOLED = 0.5  # the temperature falls to this share of the wished one

FINE = 0.2  # share of the drawn beats that may move in sixteenths; the others move in eighths

Tick = Callable[[int, int], None]  # (pass, passes)


def compute_mask_share(number: int, passes: int) -> float:
    """Share of the beats that pass `number` (from 0) draws anew."""
    fallen = number * (MOST_HIDDEN - LEAST_HIDDEN) / max(1.0, SETTLED * passes)
    return max(LEAST_HIDDEN, MOST_HIDDEN - fallen)


def draw_beat_mask(free: NDArray[np.bool_], share: float, random: Random) -> NDArray[np.bool_]:
    """Whole beats of single voices among the free cells (V, T)."""
    voices, steps = free.shape
    beats = random.random((voices, -(-steps // BEAT))) < share
    return beats.repeat(BEAT, 1)[:, :steps] & free


def average_eighths(
    log_probs: NDArray[np.float64], phase: NDArray[np.int64], fine: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Log probabilities (V, T, S) that beats share by eighths, but for the `fine` ones (V, beats).

    Cells drawn alone would scatter sixteenths about.
    """
    begins = phase % 2 == 0  # (T,) whether an eighth begins
    begins[0] = True
    first = np.flatnonzero(begins)
    means = np.add.reduceat(log_probs, first, axis=1) / np.diff(first, append=len(phase))[:, None]
    of_step = fine.repeat(BEAT, 1)[:, : len(phase), None]
    return np.where(of_step, log_probs, means[:, begins.cumsum() - 1])


def sample_gibbs(
    network: Network,
    states: States,
    free: NDArray[np.bool_],
    phase: NDArray[np.int64],
    passes: int,
    temperature: float,
    random: Random,
    tick: Tick = lambda number, passes: None,
    rule: bool = True,
) -> States:
    """`states` (V, T) with the `free` cells drawn; the others stay. Temperature 1 draws from the
    network's probabilities.

    `rule`: whether parallel fifths and octaves are discouraged.
    """
    drawn, hidden, inferred = states.copy(), free, WindowedArcnn(network, phase)
    for number in range(passes):
        tick(number, passes)
        if number:
            hidden = draw_beat_mask(free, compute_mask_share(number, passes), random)
        annealed = temperature * (1 - (1 - COOLED) * number / max(1, passes - 1))
        cells = Cells(drawn, np.where(hidden, HIDDEN, GIVEN).astype(np.uint8))
        draw = prepare_draw(cells, phase, annealed, drawn if number and rule else None, random)
        drawn = np.where(hidden, decide_in_windows(draw, inferred, cells), drawn)
    return drawn


def prepare_draw(
    cells: Cells,
    phase: NDArray[np.int64],
    temperature: float,
    previous: States | None,
    random: Random,
) -> Attempt[States]:
    """One pass: from log probabilities to a state for every cell (V, T)."""
    voices, steps = cells.state.shape
    fine = random.random((voices, -(-steps // BEAT))) < FINE
    gumbel = draw_shared_gumbel(steps, voices, STATES, BEAT, random)

    def draw(
        log_probs: NDArray[np.float64], exact: NDArray[np.bool_]
    ) -> tuple[States, NDArray[np.bool_]]:
        if previous is not None:
            log_probs = penalize_parallels(log_probs, previous)
        scores = average_eighths(log_probs, phase, fine) / temperature + gumbel
        close = (lead(scores) * temperature / 2 < MARGIN) & (cells.kind == HIDDEN)
        return scores.argmax(2).astype(np.uint8), close.any(0) & ~exact

    return draw
