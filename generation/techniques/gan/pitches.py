"""One pitch for each note of the voices, after the pitch before it."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import REST
from generation.inference.layers import Array
from generation.inference.precision import lead, smallest

GIVEN = 1e4  # nats: what is already there is not drawn again


def draw_pitches(
    logits: Array,
    begins: NDArray[np.bool_],
    before: NDArray[np.uint8],
    visible: NDArray[np.bool_],
    temperature: float,
    uniform: NDArray[np.float64],
    moves: Array,
) -> tuple[NDArray[np.uint8], float]:
    """(V, T) one state for each note that `begins` (V, T), and the margin. logits, uniform (V, T,
    S); `before` stays where it is visible (V, T)."""
    voices, steps, states = logits.shape
    first = np.flatnonzero(begins)  # of each note among all steps of all voices
    length = np.diff(first, append=begins.size)
    scores = np.add.reduceat(logits.reshape(-1, states), first, axis=0) / (
        length[:, None] * temperature
    )
    # Gumbel noise: the best is a fair draw
    scores -= np.log(-np.log(uniform.reshape(-1, states)[first]))
    note = np.repeat(np.arange(len(first)), length)
    known = np.flatnonzero(visible)
    np.add.at(scores, (note[known], before.ravel()[known]), GIVEN / length[note[known]])
    chosen, leads = choose_states(scores, begins.sum(1), moves)
    state = np.where(visible, before, chosen[note].reshape(voices, steps).astype(np.uint8))
    return state, smallest(leads) * temperature / 2


def choose_states(
    scores: Array, counts: NDArray[np.int64], moves: Array
) -> tuple[NDArray[np.int64], Array]:
    """(N, S) -> (N,) the best state of each note, and by how much it leads.

    `counts` (V,) says how many of the notes each voice has, `moves` (V, S, S) how many nats a state
    gains after the last pitch of its voice. All voices go on together, note by note.
    """
    voices, last = np.arange(len(counts)), np.cumsum(counts) - 1
    pitch = np.full(len(counts), REST)
    chosen, leads = np.zeros(len(scores), np.int64), np.zeros(len(scores))
    for number in range(counts.max()):
        note = np.minimum(last - counts + 1 + number, last)  # a voice at its end waits there
        now = scores[note] + moves[voices, pitch]
        best, going = now.argmax(1), number < counts
        chosen[note[going]], leads[note[going]] = best[going], lead(now)[going]
        pitch = np.where(best == REST, pitch, best)
    return chosen, leads
