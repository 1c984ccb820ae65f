"""A linear chain of states (a conditional random field): its likelihood and its slope, many songs
at once.

Letters: B songs, N spans of the longest, S states, F features, K kinds of border.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Batch(NamedTuple):
    """Songs of like length, filled up at their ends."""

    evidence: Floats  # (B, N, F)
    labels: Ints  # (B, N)
    border: Ints  # (B, N) kind of border that a span begins with
    counts: Ints  # (B,) spans


class Slopes(NamedTuple):
    """Of log likelihood, by what it depends on."""

    emission: Floats  # (F, S)
    transition: Floats  # (S, S)
    stay: Floats  # (K,)


def measure_batch(
    batch: Batch, emission: Floats, transition: Floats, stay: Floats
) -> tuple[float, Slopes]:
    """(log likelihood, its slopes): what is there less what is expected."""
    inside = np.arange(batch.labels.shape[1]) < batch.counts[:, None]  # (B, N)
    unary = batch.evidence @ emission  # (B, N, S)
    expected, pairs, stayed, total = expect(unary, transition, stay, batch.border, inside)
    there = one_hot(batch.labels, len(transition)) * inside[..., None]
    follows = inside[:, 1:]
    before, after = batch.labels[:, :-1][follows], batch.labels[:, 1:][follows]
    real_pairs = np.zeros_like(transition)
    np.add.at(real_pairs, (before, after), 1)
    same, kinds = before == after, batch.border[:, 1:][follows]
    real_stay = np.bincount(kinds, same, len(stay))
    told = (unary * there).sum() + (transition * real_pairs).sum() + (stay * real_stay).sum()
    slope = np.einsum("bnf,bns->fs", batch.evidence, there - expected)
    return float(told - total), Slopes(slope, real_pairs - pairs, real_stay - stayed)


def one_hot(labels: Ints, states: int) -> Floats:
    return np.asarray(np.eye(states)[labels])


def expect(
    unary: Floats, transition: Floats, stay: Floats, border: Ints, inside: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats, float]:
    """(how likely each state is (B, N, S), pairs (S, S), times stayed (K,), log of the sum)."""
    top = unary.max(2, keepdims=True)
    local = np.where(inside[..., None], np.exp(unary - top), 1.0)
    moves, remain = np.exp(transition), np.expm1(stay) * 1.0
    extra = np.diag(moves)[None] * remain[border][..., None]  # (B, N, S) more on staying
    forward, scale = walk_forward(local, moves, extra, inside)
    backward = walk_backward(local, moves, extra, inside, scale)
    likely = forward * backward * inside[..., None]
    likely /= np.maximum(likely.sum(2, keepdims=True), 1e-300)
    right = local[:, 1:] * backward[:, 1:] / scale[:, 1:, None] * inside[:, 1:, None]
    left = forward[:, :-1]
    pairs = moves * np.einsum("bni,bnj->ij", left, right)
    more = left * right * extra[:, 1:]
    pairs += np.diag(more.sum((0, 1)))
    stayed = (left * right * np.diag(moves) + more).sum(2)
    kinds = border[:, 1:].ravel()
    by_kind = np.asarray(np.bincount(kinds, stayed.ravel(), len(stay)), dtype=np.float64)
    total = float((np.log(scale) * inside).sum() + (top[..., 0] * inside).sum())
    return likely, pairs, by_kind, total


def walk_forward(
    local: Floats, moves: Floats, extra: Floats, inside: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Filtered states, and what each step was divided by (1 beyond the end)."""
    forward, scale = np.empty_like(local), np.ones(local.shape[:2])
    here = local[:, 0]
    for at in range(local.shape[1]):
        if at:
            here = (forward[:, at - 1] @ moves + forward[:, at - 1] * extra[:, at]) * local[:, at]
        scale[:, at] = np.where(inside[:, at], here.sum(1), 1.0)
        ahead = forward[:, max(at - 1, 0)]
        forward[:, at] = np.where(inside[:, at, None], here / scale[:, at, None], ahead)
    return forward, scale


def walk_backward(
    local: Floats, moves: Floats, extra: Floats, inside: NDArray[np.bool_], scale: Floats
) -> Floats:
    backward = np.ones_like(local)
    for at in range(local.shape[1] - 2, -1, -1):
        ahead = local[:, at + 1] * backward[:, at + 1] / scale[:, at + 1, None]
        here = ahead @ moves.T + ahead * extra[:, at + 1]
        backward[:, at] = np.where(inside[:, at + 1, None], here, 1.0)
    return backward
