"""One voice drawn as a whole: the likeliest line under noise, less what its moves cost
(Viterbi)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import States
from generation.inference.precision import MARGIN
from generation.techniques.arcnn.voice_moves import (
    PARALLEL,
    Costs,
    list_parallels,
    tabulate_leaps,
)

UNSUNG = -1e9  # of a state that a given cell does not have


class Moves(NamedTuple):
    """What a voice pays to come to each step from the one before."""

    tables: Costs  # (K, S, S) from state to state
    table: NDArray[np.int64]  # (T,) which of them
    parallels: list[tuple[NDArray[np.int64], NDArray[np.int64]]]  # (T) pairs of states: from, to
    parallel: float


def draw_line(
    scores: NDArray[np.float64],
    line: NDArray[np.uint8],
    hidden: NDArray[np.bool_],
    moves: Moves,
    doubt: NDArray[np.float64],
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """`line` (T,) with its `hidden` cells drawn, and the steps that leave a doubt: where another
    line would win if every state off this one were better by `doubt` (T,).

    `scores` (T, S) log probabilities by temperature, with noise.
    """
    own = np.arange(scores.shape[1])
    given = np.where(own == line[:, None], 0.0, UNSUNG)
    scores = np.where(hidden[:, None], scores, given)
    best = find_path(scores, moves)
    other = find_path(scores + doubt[:, None] * (own != best[:, None]), moves)
    return best, (other != best) & (doubt > 0)


def price_moves(voice: int, states: States, prices: Costs, temperature: float) -> Moves:
    """`prices` (T,) of any move to each step."""
    prices, table = np.unique(prices, return_inverse=True)
    leaps = tabulate_leaps(voice)
    tables = leaps + prices[:, None, None] * (1 - np.eye(len(leaps)))
    at, begun, reached = list_parallels(voice, states)
    order = np.argsort(at, kind="stable")
    borders = np.searchsorted(at[order], np.arange(1, len(table)))
    parallels = zip(np.split(begun[order], borders), np.split(reached[order], borders), strict=True)
    return Moves(tables / temperature, table, list(parallels), PARALLEL / temperature)


def find_path(scores: NDArray[np.float64], moves: Moves) -> NDArray[np.uint8]:
    """(T,) the states of the best sum of scores (T, S) less costs."""
    reached, back = scores[0], np.empty(scores.shape, np.uint8)
    for step in range(1, len(scores)):
        ways = reached[:, None] - moves.tables[moves.table[step]]
        ways[moves.parallels[step]] -= moves.parallel
        back[step] = ways.argmax(0)
        reached = ways.max(0) + scores[step]
    return follow_back(int(reached.argmax()), back)


def follow_back(last: int, back: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(T,) the path that ends in `last`; `back` (T, S) where each state was come to from."""
    path = np.full(len(back), last, np.uint8)
    for step in range(len(back) - 1, 0, -1):
        path[step - 1] = back[step, path[step]]
    return path


def allow_for_error(exact: NDArray[np.bool_], temperature: float) -> NDArray[np.float64]:
    """(T,) by how much single precision may set two states of a step apart, in scores."""
    return np.where(exact, 0.0, 2 * MARGIN / temperature)
