"""Editing note by note: what the network doubts is taken away, what it misses is added, within
exact bounds."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.chorale import STATES, VoicedNote
from generation.inference.precision import MARGIN, lead
from generation.take import ADD, Belief
from generation.techniques.arcnn.beliefs import read_belief
from generation.techniques.arcnn.candidates import (
    Candidate,
    EditState,
    NoteMaker,
    find_gaps,
    propose_additions,
    propose_removals,
)
from generation.techniques.arcnn.constraints import keep_below, penalize_parallels
from generation.techniques.arcnn.log_probs import (
    Attempt,
    Cells,
    Network,
    WindowedArcnn,
    decide_in_windows,
    draw_shared_gumbel,
)

PASSES = (
    25  # of the network at most; more iterations than that are several edits a pass, apart in time
)
NOISE_BLOCK = 8  # steps that share the noise of a proposal
DARE = 2.0  # an edit whose log-odds lie below this many times minus the creative risk is never made


class Made(NamedTuple):
    """An edit that was made, and what the network alone believed of its place just before."""

    kind: str
    seat: VoicedNote
    belief: Belief


def choose_edits(
    candidates: list[Candidate], count: int, risk: float, gumbel: NDArray[np.float64]
) -> tuple[list[Candidate], list[Candidate]]:
    """At most `count`, drawn by softmax(log-odds / risk) without replacement, no two at the same
    time.

    `gumbel` noise: one number a candidate at least. Also those that leave a doubt, as their
    log-odds are only known to 2 * MARGIN: whether they are likely enough, or which of two comes
    first.
    """
    scores = np.array([candidate.score for candidate in candidates])
    doubtful = set(np.flatnonzero(np.abs(scores + DARE * risk) < 2 * MARGIN).tolist())
    daring = np.flatnonzero(scores >= -DARE * risk)
    ranked = scores[daring] / risk + gumbel[daring]  # Gumbel top-k
    order = np.argsort(-ranked, kind="stable")
    kept: list[Candidate] = []
    tried = 0
    while tried < len(order) and len(kept) < count:
        candidate = candidates[daring[order[tried]]]
        if not any(overlaps(candidate.seat, other.seat) for other in kept):
            kept.append(candidate)
        tried += 1
    looked = order[: tried + 1]  # no later ones can have been in question
    ties = np.flatnonzero(-np.diff(ranked[looked]) * risk < 4 * MARGIN)
    doubtful |= set(daring[looked[np.concatenate([ties, ties + 1])]].tolist())
    return kept, [candidates[number] for number in sorted(doubtful)]


def overlaps(one: VoicedNote, other: VoicedNote) -> bool:
    return one.start < other.stop and other.start < one.stop


def edit(
    network: Network,
    edit_state: EditState,
    phase: NDArray[np.int64],
    iterations: int,
    risk: float,
    make_note: NoteMaker,
    random: Random,
    tick: Callable[[int, int], None] = lambda done, iterations: None,
) -> list[Made]:
    """Changes `sheet` by at most `iterations` edits and returns them in order."""
    made: list[Made] = []
    at_once, inferred = max(1, math.ceil(iterations / PASSES)), WindowedArcnn(network, phase)
    for done in range(0, iterations, at_once):
        tick(done, iterations)
        cells = edit_state.cells()
        choose = prepare_choice(
            edit_state, cells, min(at_once, iterations - done), risk, make_note, random
        )
        chosen = decide_in_windows(choose, inferred, cells)
        log_probs = inferred.infer(cells)  # as it has just been inferred: nothing is computed anew
        for candidate in chosen:
            # Asked before the first edit of this pass; those made since may have used up the bounds
            # or taken the key.
            clash = candidate.kind == ADD and edit_state.holds(candidate.seat.note)
            if edit_state.allows(candidate.kind, candidate.seat) and not clash:
                edit_state.apply(candidate.kind, candidate.seat)
                belief = read_belief(log_probs, candidate.seat, edit_state.shift)
                made.append(Made(candidate.kind, candidate.seat, belief))
    return made


def prepare_choice(
    edit_state: EditState,
    cells: Cells,
    count: int,
    risk: float,
    make_note: NoteMaker,
    random: Random,
) -> Attempt[list[Candidate]]:
    """One pass: from log probabilities to the edits that they suggest."""
    voices, steps = cells.state.shape
    gumbel = draw_shared_gumbel(steps, voices, STATES, NOISE_BLOCK, random)
    # notes to be taken away, and runs to be added
    edit_gumbel = random.gumbel(size=2 * cells.state.size)

    def choose(
        log_probs: NDArray[np.float64], exact: NDArray[np.bool_]
    ) -> tuple[list[Candidate], NDArray[np.bool_]]:
        log_probs = keep_below(penalize_parallels(log_probs, cells.state), cells)
        wished = log_probs + edit_state.chords
        scores = wished / risk + gumbel
        candidates = [
            *propose_removals(edit_state, cells, log_probs),
            *propose_additions(edit_state, cells, wished, scores.argmax(2), make_note),
        ]
        edits, doubtful = choose_edits(candidates, count, risk, edit_gumbel)
        close = (lead(scores) * risk / 2 < MARGIN) & find_gaps(edit_state, cells)
        for _, seat, _ in doubtful:
            close[seat.voice, seat.start : seat.stop] = True
        return edits, close.any(0) & ~exact

    return choose
