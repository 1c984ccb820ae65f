"""Four voices under a melody: blocked Gibbs sampling that hides less and less (Yao et al. 2014;
Coconet), then one voice after the other beside the rest."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.chorale import STATES, States
from generation.inference.precision import MARGIN, lead
from generation.techniques.arcnn.cadence import find_ending, lead_home
from generation.techniques.arcnn.config import GIVEN, HIDDEN
from generation.techniques.arcnn.constraints import penalize_parallels
from generation.techniques.arcnn.lines import allow_for_error, draw_line, price_moves
from generation.techniques.arcnn.log_probs import (
    Attempt,
    Cells,
    Network,
    WindowedArcnn,
    decide_in_windows,
    draw_shared_gumbel,
)
from generation.techniques.arcnn.voice_moves import HOLD, Costs, price_steps

BEAT = 4
# the last share of the passes over all voices hides least (Coconet's plan)
MOST_HIDDEN, LEAST_HIDDEN, SETTLED = (
    0.9,
    0.1,
    0.7,
)
COOLED = 0.5  # the temperature falls to this share of the wished one
IN_TURN = (3, 1, 2)  # bass, alto, tenor: the second half of the passes draws one at a time
OF_LINE = 0.4  # share of its beats

FINE = 0.2  # share of the drawn beats that may move in sixteenths; the others move in eighths

Tick = Callable[[int, int], None]  # (pass, passes)


class Rules(NamedTuple):
    """What helps the network with a piece: voices V, steps T, states S."""

    gains: NDArray[np.float64]  # (V, T, S) nats
    prices: dict[int, Costs]  # (T,) nats of any move to each step, by voice


def write_rules(
    melody: NDArray[np.uint8], phase: NDArray[np.int64], chords: NDArray[np.float64]
) -> Rules:
    """For three voices below a melody (T,) that sings; `chords` (V, T, S) nats that states gain
    by what else sounds or is written. Where a chord sounds at the end, it is the last."""
    prices = {voice: price_steps(voice, melody, phase) for voice in IN_TURN}
    ending = find_ending(melody)
    for price in prices.values():
        price[ending.start + 1 : ending.stop] += HOLD
    if chords[:, ending.stop - 1].any():
        return Rules(chords, prices)
    return Rules(chords + lead_home(ending, len(phase)), prices)


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
    rules: Rules | None = None,
) -> States:
    """`states` (V, T) with the `free` cells drawn; the others stay. Temperature 1 draws from the
    network's probabilities.

    Without `rules` the network is left alone, and all passes draw all voices.
    """
    drawn, inferred = states.copy(), WindowedArcnn(network, phase)
    together = passes - passes // 2 if rules else passes
    for number in range(passes):
        tick(number, passes)
        annealed = temperature * (1 - (1 - COOLED) * number / max(1, passes - 1))
        voice = IN_TURN[(number - together) % len(IN_TURN)]
        hidden = hide_beats(free, voice, number, together, random)
        cells = Cells(drawn, np.where(hidden, HIDDEN, GIVEN).astype(np.uint8))
        if rules is None or number < together:
            draw = prepare_draw(cells, phase, annealed, rules, number > 0, random)
        else:
            draw = prepare_line(cells, voice, annealed, rules, random)
        drawn = np.where(hidden, decide_in_windows(draw, inferred, cells), drawn)
    return drawn


def hide_beats(
    free: NDArray[np.bool_], voice: int, number: int, together: int, random: Random
) -> NDArray[np.bool_]:
    """What pass `number` draws anew: of all voices while they sing `together`, then of `voice`."""
    if not number:
        return free
    if number < together:
        return draw_beat_mask(free, compute_mask_share(number, together), random)
    own = np.arange(len(free))[:, None] == voice
    return draw_beat_mask(free & own, OF_LINE, random)


def prepare_draw(
    cells: Cells,
    phase: NDArray[np.int64],
    temperature: float,
    rules: Rules | None,
    begun: bool,
    random: Random,
) -> Attempt[States]:
    """One pass over all voices: from log probabilities to a state for every cell (V, T). Voices
    that have `begun` can make parallels."""
    voices, steps = cells.state.shape
    fine = random.random((voices, -(-steps // BEAT))) < FINE
    gumbel = draw_shared_gumbel(steps, voices, STATES, BEAT, random)

    def draw(
        log_probs: NDArray[np.float64], exact: NDArray[np.bool_]
    ) -> tuple[States, NDArray[np.bool_]]:
        if rules and begun:
            log_probs = penalize_parallels(log_probs, cells.state)
        if rules:
            log_probs = log_probs + rules.gains
        scores = average_eighths(log_probs, phase, fine) / temperature + gumbel
        close = (lead(scores) * temperature / 2 < MARGIN) & (cells.kind == HIDDEN)
        return scores.argmax(2).astype(np.uint8), close.any(0) & ~exact

    return draw


def prepare_line(
    cells: Cells, voice: int, temperature: float, rules: Rules, random: Random
) -> Attempt[States]:
    """One pass over one voice: the others hear it whole, so no rule is broken by chance."""
    voices, steps = cells.state.shape
    gumbel = draw_shared_gumbel(steps, 1, STATES, BEAT, random)[0]
    moves = price_moves(voice, cells.state, rules.prices[voice], temperature)
    hidden = cells.kind[voice] == HIDDEN

    def draw(
        log_probs: NDArray[np.float64], exact: NDArray[np.bool_]
    ) -> tuple[States, NDArray[np.bool_]]:
        nats = penalize_parallels(log_probs, cells.state) + rules.gains
        doubt = allow_for_error(exact, temperature)
        scores = nats[voice] / temperature + gumbel
        line, doubtful = draw_line(scores, cells.state[voice], hidden, moves, doubt)
        return np.where(np.arange(voices)[:, None] == voice, line, cells.state), doubtful

    return draw
