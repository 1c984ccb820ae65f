"""What the figures of a run say, in words: the critic wins, nothing is gained any more, it learns
by heart.

A sign is a function from all epochs so far to a sentence, or to nothing. It is told when it begins
to hold, and not again before it has been gone for twenty epochs: figures that waver around a bound
would else tell the same again and again.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

FLAT_FOR, HEART_FOR = 10, 5  # epochs
QUIET = 20  # epochs that a sign has to be gone before it is told again
FAR = FLAT_FOR + QUIET + 1  # epochs of a phase that are looked at
FLAT = 0.01  # of the loss: what ten epochs gain less than
WINS, GUESSES = 0.95, 0.55  # shares of windows that the critic tells right
JUDGED = "loss"  # what validation is judged by, where a technique says so
CRITIC, GENERATOR, TOLD = "critic", "generator", "told"


class Epoch(NamedTuple):
    """An epoch as far as signs are read from it."""

    number: int
    phase: str
    train: Mapping[str, float | None]
    valid: Mapping[str, float | None]
    measures: Mapping[str, float | None]


class Happening(NamedTuple):
    code: str
    words: str


Real = Mapping[str, Mapping[str, float]]
Sign = Callable[[Sequence[Epoch], Real], str]


def find_happenings(epochs: Sequence[Epoch], real: Real) -> list[Happening]:
    """What the last of these epochs shows for the first time. Signs are read within its phase."""
    if not epochs:
        return []
    phase = [each for each in epochs if each.phase == epochs[-1].phase and each.number]
    found = []
    for code, sign in SIGNS.items():
        words = sign(phase, real)
        if words and not _held_lately(sign, phase, real):
            found.append(Happening(code, words))
    return found


def _held_lately(sign: Sign, phase: Sequence[Epoch], real: Real) -> bool:
    """Whether it held at one of the epochs just before the last."""
    return any(sign(phase[:-back], real) for back in range(1, min(QUIET, len(phase)) + 1))


def sees_critic_win(epochs: Sequence[Epoch], real: Real) -> str:
    told = _last(epochs, TOLD)
    if told is None or told < WINS:
        return ""
    return (
        f"The critic wins: it tells {100 * told:.0f} % of the windows from real ones. The "
        "generator learns little from who always wins; fewer critic updates a turn may help."
    )


def sees_critic_guess(epochs: Sequence[Epoch], real: Real) -> str:
    told = _last(epochs, TOLD)
    if told is None or told > GUESSES:
        return ""
    share = f"{100 * told:.0f} %"
    return f"The critic tells {share} of the windows: hardly better than a guess, which is 50 %."


def sees_flat_losses(epochs: Sequence[Epoch], real: Real) -> str:
    """Ten epochs in which nothing that is watched moved by more than it does from one to the
    next."""
    series = [each for each in _watched(epochs) if len(each) >= FLAT_FOR]
    if not series or not all(is_flat(each[-FLAT_FOR:]) for each in series):
        return ""
    return "Both losses have been flat for ten epochs: it has learned what it will. Stop and keep?"


def sees_rising_validation(epochs: Sequence[Epoch], real: Real) -> str:
    last = epochs[-HEART_FOR - 1 :]
    train, valid = _series(last, "train"), _series(last, "valid")
    if min(len(train), len(valid)) <= HEART_FOR:
        return ""
    rises = all(after > before for before, after in pairwise(valid))
    if not rises or train[-1] >= train[0]:
        return ""
    return (
        "Validation has risen for five epochs while training falls: it learns by heart. Its best "
        "epoch is kept; more music, or a smaller network, would help."
    )


def sees_real_range(epochs: Sequence[Epoch], real: Real) -> str:
    """That every measure which has a range is in it."""
    measures = epochs[-1].measures if epochs else {}
    shared = [name for name in real if measures.get(name) is not None]
    if not shared or not all(_within(measures[name], real[name]) for name in shared):
        return ""
    return f"It plays within the range of real music now: {', '.join(shared)}."


SIGNS: dict[str, Sign] = {
    "critic_wins": sees_critic_win,
    "critic_guesses": sees_critic_guess,
    "flat": sees_flat_losses,
    "by_heart": sees_rising_validation,
    "real_range": sees_real_range,
}


def is_flat(values: Sequence[float]) -> bool:
    """Whether the second half is where the first was, but for a hundredth of it, or for what one
    epoch differs from the next."""
    half = len(values) // 2
    before, after = _mean(values[:half]), _mean(values[half:])
    noise = _mean([abs(b - a) for a, b in pairwise(values)]) / 2
    return abs(after - before) <= max(FLAT * abs(before), noise)


def _watched(epochs: Sequence[Epoch]) -> list[list[float]]:
    """Generator and critic where there are two, else training and validation."""
    pair = [_named(epochs, "train", name) for name in (GENERATOR, CRITIC)]
    if all(pair):
        return pair
    return [series for series in (_series(epochs, "train"), _series(epochs, "valid")) if series]


def _series(epochs: Sequence[Epoch], part: str) -> list[float]:
    """What counts of a part, epoch by epoch."""
    first: Mapping[str, float | None] = getattr(epochs[0], part) if epochs else {}
    name = JUDGED if JUDGED in first else next(iter(first), "")
    return _named(epochs, part, name)


def _named(epochs: Sequence[Epoch], part: str, name: str) -> list[float]:
    values = [getattr(each, part).get(name) for each in epochs]
    return [value for value in values if value is not None and math.isfinite(value)]


def _last(epochs: Sequence[Epoch], name: str) -> float | None:
    if not epochs:
        return None
    last = epochs[-1]
    return last.valid.get(name, last.train.get(name))


def _within(value: float | None, span: Mapping[str, float]) -> bool:
    return value is not None and span["low"] <= value <= span["high"]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
