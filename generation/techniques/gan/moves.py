"""How the voices of a genre move: nats that each interval gains, so that steps, leaps and repeated
notes come as often as in real music.

A network that draws all notes at once knows nothing of the note before. `calibrate.py` makes the
tables: how often an interval comes in the training music, against how often in what was drawn.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import REST
from generation.inference.layers import Array
from generation.techniques.gan.pieces import Piece

UNSEEN = 2.0  # times that whatever is counted is taken to have come besides
WIDEST = 13  # semitones; what is wider counts as that


def tabulate_moves(rows: Sequence[Sequence[float]], voices: int, states: int) -> Array:
    """(V, S, S) nats for each state after each pitch, of `rows` (V, 2 * WIDEST + 1) from the widest
    fall to the widest rise.

    Rests, and notes after nothing, gain nothing; nor does any where there are no rows.
    """
    table = np.zeros((voices, states, states))
    if len(rows):
        state = np.arange(1, states)
        interval = np.clip(state - state[:, None], -WIDEST, WIDEST) + WIDEST
        table[:, 1:, 1:] = np.array(rows)[:, interval]
    return table


def count_moves(state: NDArray[np.uint8], change: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(2 * WIDEST + 1,) how often each interval comes from note to note in a line, over rests
    too."""
    notes = state[change & (state != REST)].astype(int)
    interval = np.clip(np.diff(notes), -WIDEST, WIDEST) + WIDEST
    return np.bincount(interval, minlength=2 * WIDEST + 1)


def find_shares(moves: NDArray) -> NDArray[np.float64]:
    """(V, intervals) of how many each interval is, of counts."""
    seen = moves + UNSEEN
    return np.asarray(seen / seen.sum(1, keepdims=True))


def count_real_moves(pieces: Sequence[Piece]) -> NDArray[np.int64]:
    """(V, 2 * WIDEST + 1)."""
    return np.sum(list(map(count_voices, pieces)), axis=0)


def count_voices(piece: Piece) -> list[NDArray[np.int64]]:
    return [count_moves(*line) for line in piece.voices]
