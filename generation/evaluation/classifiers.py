"""Two small classifiers that tell rows of figures apart: one weighs figures, one asks questions of
them.

Both are fitted with each class at half of the weight, and give the logits of rows they have not
seen.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.evaluation.intervals import Floats, Ints

Flags = NDArray[np.bool_]
Predict = Callable[[Floats], Floats]
Fit = Callable[[Floats, Flags, np.random.Generator], Predict]
RIDGE = 1.0
NEWTON_STEPS = 12
ROUNDS, RATE, SHARE, BINS = 80, 0.15, 0.7, 12
SHRINK = 1.0  # against leaves of few rows


def balance(made: Flags) -> Floats:
    """(N,) weights that give each class half of all."""
    share = made.mean()
    return np.where(made, 0.5 / share, 0.5 / (1 - share))


def logistic(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


def prepare(rows: Floats) -> Callable[[Floats], Floats]:
    """How figures become columns: standardised by `rows`, the mean in place of what is undefined,
    and a column that says so."""
    there = ~np.isnan(rows)
    count = np.maximum(there.sum(0), 1)
    mean = np.where(there, rows, 0).sum(0) / count
    spread = np.sqrt(np.where(there, (rows - mean) ** 2, 0).sum(0) / count)
    spread = np.where(spread > 0, spread, 1)
    gaps = ~there.all(0)

    def columns(some: Floats) -> Floats:
        lacking = np.isnan(some)
        filled = np.where(lacking, 0, (some - mean) / spread)
        return np.concatenate([filled, lacking[:, gaps]], 1)

    return columns


def fit_weights(rows: Floats, made: Flags, random: np.random.Generator) -> Predict:
    """Logistic regression with a ridge, by Newton's method."""
    columns, weight = prepare(rows), balance(made)
    known = np.concatenate([np.ones((len(rows), 1)), columns(rows)], 1)
    penalty = RIDGE * np.eye(known.shape[1])
    penalty[0, 0] = 1e-6  # the level is free
    beta = np.zeros(known.shape[1])
    for _ in range(NEWTON_STEPS):
        chance = logistic(known @ beta)
        slope = known.T @ (weight * (made - chance)) - penalty @ beta
        curve = (known.T * (weight * chance * (1 - chance))) @ known + penalty
        beta += np.linalg.solve(curve, slope)
    return lambda some: np.asarray(beta[0] + columns(some) @ beta[1:])


class Split(NamedTuple):
    """A question: is this column above that edge? And the answers' values."""

    column: int
    edge: float
    below: float
    above: float


class Questions(NamedTuple):
    """Every question that may be asked of rows: `answers` (N, Q), whether a row lies above."""

    column: Ints
    edge: Floats
    answers: Floats


def list_questions(known: Floats) -> Questions:
    """Quantiles of each column as edges."""
    edges = [np.unique(np.quantile(line, np.arange(1, BINS) / BINS)) for line in known.T]
    column = np.repeat(np.arange(known.shape[1]), [len(each) for each in edges])
    edge = np.concatenate(edges)
    return Questions(column, edge, (known[:, column] > edge).astype(float))


def ask_best(questions: Questions, slope: Floats, curve: Floats) -> Split:
    """The question that gains most on rows with these slopes and curves of the loss."""
    above, weight = slope @ questions.answers, curve @ questions.answers
    below, rest = slope.sum() - above, curve.sum() - weight
    gain = above**2 / (weight + SHRINK) + below**2 / (rest + SHRINK)
    best = int(gain.argmax())
    return Split(
        int(questions.column[best]),
        float(questions.edge[best]),
        float(below[best] / (rest[best] + SHRINK)),
        float(above[best] / (weight[best] + SHRINK)),
    )


class Tree(NamedTuple):
    """A question, and one more on either side."""

    first: Split
    below: Split
    above: Split

    def values(self, known: Floats) -> Floats:
        side = answer(self.first, known)
        return np.where(side, leaf(self.above, known), leaf(self.below, known))


def answer(split: Split, known: Floats) -> Flags:
    return np.asarray(known[:, split.column] > split.edge)


def leaf(split: Split, known: Floats) -> Floats:
    return np.where(answer(split, known), split.above, split.below)


def grow(questions: Questions, known: Floats, slope: Floats, curve: Floats) -> Tree:
    first = ask_best(questions, slope, curve)
    side = answer(first, known)
    below, above = (ask_best(questions, slope * part, curve * part) for part in (~side, side))
    return Tree(first, below, above)


def fit_trees(rows: Floats, made: Flags, random: np.random.Generator) -> Predict:
    """Boosted trees of two questions, each on a part of the rows (Friedman 2002)."""
    columns, weight = prepare(rows), balance(made)
    known = columns(rows)
    questions, total, trees = list_questions(known), np.zeros(len(rows)), []
    for _ in range(ROUNDS):
        chance = logistic(total)
        drawn = weight * (random.random(len(rows)) < SHARE)
        trees.append(grow(questions, known, drawn * (made - chance), drawn * chance * (1 - chance)))
        total += RATE * trees[-1].values(known)
    return lambda some: np.asarray(
        RATE * np.sum([tree.values(columns(some)) for tree in trees], axis=0)
    )


CLASSIFIERS: tuple[Fit, ...] = (fit_weights, fit_trees)
