"""Editing note by note: what the network doubts is taken away, what it misses is added, within
exact bounds."""

import math
from collections.abc import Callable

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.chorale import STATES, Seat
from generation.inference.precision import MARGIN, lead
from generation.take import ADD
from generation.techniques.arcnn.candidates import (
    Candidate,
    Sheet,
    Singer,
    additions,
    gaps_of,
    removals,
)
from generation.techniques.arcnn.constraints import led
from generation.techniques.arcnn.log_probs import (
    Attempt,
    Cells,
    Network,
    WindowedInference,
    decide_hearing,
    shared_luck,
)

PASSES = (
    25  # of the network at most; more iterations than that are several edits a pass, apart in time
)
NOISE_BLOCK = 8  # steps that share the luck of a proposal
DARE = 2.0  # an edit whose log-odds lie below this many times minus the creative risk is never made


def chosen(
    candidates: list[Candidate], count: int, risk: float, luck: NDArray[np.float64]
) -> tuple[list[Candidate], list[Candidate]]:
    """At most `count`, drawn by softmax(log-odds / risk) without replacement, no two at the same
    time.

    `luck` is Gumbel noise, one number a candidate at least. Also those that leave a doubt, as their
    log-odds are only known to 2 * MARGIN: whether they are likely enough, or which of two comes
    first.
    """
    scores = np.array([candidate.score for candidate in candidates])
    doubtful = set(np.flatnonzero(np.abs(scores + DARE * risk) < 2 * MARGIN).tolist())
    daring = np.flatnonzero(scores >= -DARE * risk)
    ranked = scores[daring] / risk + luck[daring]  # Gumbel top-k
    order = np.argsort(-ranked, kind="stable")
    kept: list[Candidate] = []
    tried = 0
    while tried < len(order) and len(kept) < count:
        candidate = candidates[daring[order[tried]]]
        if not any(overlap(candidate.seat, other.seat) for other in kept):
            kept.append(candidate)
        tried += 1
    looked = order[: tried + 1]  # no later ones can have been in question
    ties = np.flatnonzero(-np.diff(ranked[looked]) * risk < 4 * MARGIN)
    doubtful |= {int(daring[looked[at]]) for tie in ties.tolist() for at in (tie, tie + 1)}
    return kept, [candidates[number] for number in sorted(doubtful)]


def overlap(one: Seat, other: Seat) -> bool:
    return one.start < other.stop and other.start < one.stop


def edit(
    network: Network,
    sheet: Sheet,
    phase: NDArray[np.int64],
    iterations: int,
    risk: float,
    sing: Singer,
    random: Random,
    tick: Callable[[int, int], None] = lambda done, iterations: None,
) -> list[tuple[str, Seat]]:
    """Changes `sheet` by at most `iterations` edits and returns them in order."""
    made: list[tuple[str, Seat]] = []
    at_once, inferred = max(1, math.ceil(iterations / PASSES)), WindowedInference(network, phase)
    for done in range(0, iterations, at_once):
        tick(done, iterations)
        cells = sheet.cells()
        choose = choosing(sheet, cells, min(at_once, iterations - done), risk, sing, random)
        for candidate in decide_hearing(choose, inferred, cells):
            # Asked before the first edit of this pass; those made since may have used up the bounds
            # or taken the key.
            clash = candidate.kind == ADD and sheet.holds(candidate.seat.note)
            if sheet.allows(candidate.kind, candidate.seat) and not clash:
                sheet.apply(candidate.kind, candidate.seat)
                made.append((candidate.kind, candidate.seat))
    return made


def choosing(
    sheet: Sheet, cells: Cells, count: int, risk: float, sing: Singer, random: Random
) -> Attempt[list[Candidate]]:
    """One pass: from beliefs to the edits that they suggest."""
    voices, steps = cells.state.shape
    luck = shared_luck(steps, voices, STATES, NOISE_BLOCK, random)
    # notes to be taken away, and runs to be added
    luck_of_edits = random.gumbel(size=2 * cells.state.size)

    def choose(
        log_probs: NDArray[np.float64], exact: NDArray[np.bool_]
    ) -> tuple[list[Candidate], NDArray[np.bool_]]:
        log_probs = led(log_probs, cells.state)
        scores = log_probs / risk + luck
        candidates = [
            *removals(sheet, cells, log_probs),
            *additions(sheet, cells, log_probs, scores.argmax(2), sing),
        ]
        edits, doubtful = chosen(candidates, count, risk, luck_of_edits)
        close = (lead(scores) * risk / 2 < MARGIN) & gaps_of(sheet, cells)
        for _, seat, _ in doubtful:
            close[seat.voice, seat.start : seat.stop] = True
        return edits, close.any(0) & ~exact

    return choose
