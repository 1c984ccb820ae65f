"""What the figures of a run say, in words: each sign once, when it begins to hold."""

import math
import random
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generation.training_events import FAR, QUIET, Epoch, Happening, find_happenings

REAL = {"in scale": {"low": 0.9, "median": 0.95, "high": 1.0}}


def learnt(
    train: Sequence[float], valid: Sequence[float], phase: str = "likelihood", **more: Any
) -> list[Epoch]:
    pairs = enumerate(zip(train, valid, strict=True), 1)
    return [Epoch(n, phase, {"loss": t, **more}, {"loss": v}, {}) for n, (t, v) in pairs]


def told(epochs: Sequence[Epoch], real: Any = REAL) -> list[tuple[int, str]]:
    """Of every epoch, in turn, with those before it that a run's rows are read of."""
    found: list[tuple[int, str]] = []
    for number in range(1, len(epochs) + 1):
        near = epochs[:number][-FAR:]
        found += [(number, each.code) for each in find_happenings(near, real)]
    return found


def test_a_run_that_learns_is_told_nothing() -> None:
    losses = [math.exp(-n / 10) for n in range(30)]
    assert told(learnt(losses, losses)) == []


def test_flat_losses_are_told_once() -> None:
    losses = [1 / (n + 1) for n in range(5)] + [0.15] * 20
    assert told(learnt(losses, losses)) == [(15, "flat")]


def test_noise_is_flat_too() -> None:
    losses = [0.5 + 0.02 * (-1) ** n for n in range(10)]
    assert told(learnt(losses, losses)) == [(10, "flat")]


def test_figures_that_waver_around_a_bound_are_told_once() -> None:
    """A plateau of three hundred epochs: losses that are flat at every other epoch, a critic that
    wins half of the time, measures that are now within the range and now beyond it."""
    drawn = random.Random(5)
    epochs = []
    for number in range(1, 301):
        losses = {name: 0.5 + drawn.gauss(0, 0.02) for name in ("critic", "generator")}
        judged = {"told": 0.95 + drawn.gauss(0, 0.01)}
        scale = {"in scale": 0.9 + drawn.gauss(0, 0.02)}
        epochs.append(Epoch(number, "adversarial", losses, judged, scale))
    codes = [code for _, code in told(epochs)]
    assert sorted(codes) == ["critic_wins", "flat", "real_range"]


def test_a_slow_gain_is_not_flat() -> None:
    losses = [1 - 0.01 * n for n in range(20)]
    assert told(learnt(losses, losses)) == []


def test_learning_by_heart_is_told_and_told_anew_when_it_begins_anew() -> None:
    rising = [0.02 * n for n in range(7)]
    better = [0.4 - 0.01 * n for n in range(QUIET)]
    valid = [0.9, 0.8, *(0.5 + each for each in rising), *better, *(0.3 + each for each in rising)]
    falling = [1 - 0.02 * n for n in range(len(valid))]
    found = told(learnt(falling, valid))
    assert found == [(8, "by_heart"), (9 + QUIET + 5, "by_heart")]


def test_validation_that_rises_with_training_is_not_by_heart() -> None:
    losses = [0.5 + 0.1 * n for n in range(9)]
    assert told(learnt(losses, losses)) == []


def test_the_critic_wins_in_words() -> None:
    epochs = [
        Epoch(n, "adversarial", {"critic": c, "generator": 1 - n / 9, "told": t}, {}, {})
        for n, (c, t) in enumerate([(1.0, 0.8), (0.8, 0.97), (0.7, 0.98), (0.4, 0.5)], 1)
    ]
    assert told(epochs) == [(2, "critic_wins"), (4, "critic_guesses")]
    (words,) = [each.words for each in find_happenings(epochs[:2], REAL)]
    assert words.startswith("The critic wins: it tells 97 % of the windows")


def test_real_music_is_reached_once_all_measures_are_within() -> None:
    values = [0.2, 0.95, 0.97, *[0.5] * QUIET, 0.91]
    epochs = [Epoch(n, "x", {}, {}, {"in scale": v}) for n, v in enumerate(values, 1)]
    assert told(epochs) == [(2, "real_range"), (4 + QUIET, "real_range")]


def test_a_phase_begins_anew() -> None:
    flat = learnt([0.5] * 9, [0.5] * 9)
    other = [each._replace(phase="adversarial", number=each.number + 9) for each in flat]
    assert told(flat + other) == []


def test_the_untrained_network_is_no_step_of_it() -> None:
    first = Epoch(0, "likelihood", {}, {"loss": 3.0}, {"in scale": 0.95})
    assert find_happenings([first], REAL) == []


NUMBERS = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))
FIGURES = st.dictionaries(st.sampled_from(["loss", "told", "critic", "generator"]), NUMBERS)


@given(st.lists(st.tuples(FIGURES, FIGURES), max_size=25))
def test_any_figures_are_survived(rows: list[Any]) -> None:
    epochs = [Epoch(n, "p", train, valid, {}) for n, (train, valid) in enumerate(rows, 1)]
    assert all(isinstance(each, Happening) for each in find_happenings(epochs, REAL))
