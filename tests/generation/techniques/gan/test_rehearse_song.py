"""The passes of the GAN: what is taken back between them, and what becomes of a doubt."""

from typing import Any

import numpy as np
import pytest

from generation.codecs.monophonic import DRUMS
from generation.inference import precision
from generation.techniques.gan import refinement as rehearsing
from generation.techniques.gan.decoding import SamplingNoise
from generation.techniques.gan.inference import Accompaniment, Condition, Conditioned, Melody
from generation.techniques.gan.refinement import Refinement, find_visible_beats, is_settled
from generation.techniques.gan.sampler import choose_manner
from tests.generation.untrained import GAN, gan

STEPS, ROWS = 64, GAN.voices + 1
EVERYWHERE = np.ones(STEPS, bool)


def network(seed: int = 0) -> Conditioned:
    random = np.random.default_rng(seed)
    melody = Melody(
        random.integers(0, 73, STEPS).astype(np.uint8),
        random.random(STEPS) < 0.3,
        np.zeros((10, STEPS)),
    )
    noise = (
        random.standard_normal(GAN.song_noise),
        random.standard_normal((GAN.bar_noise, STEPS // 16)),
    )
    return gan(seed).prepare(melody, Condition(random.random(GAN.texture), *noise))


def refinement(seed: int = 0, passes: int = 1) -> Refinement:
    silence = Accompaniment(
        np.zeros((GAN.voices, STEPS), np.uint8),
        np.zeros((GAN.voices, STEPS), bool),
        np.zeros((DRUMS, STEPS), bool),
    )
    used = network(seed)
    manner = choose_manner(
        {"changes": [1.5] * GAN.voices}, GAN, used.given[0], used.given[1].texture, 1.0
    )
    made, random = Refinement(used, silence, manner), np.random.default_rng(seed)
    visible = np.zeros((ROWS, STEPS), bool)
    for _ in range(passes):
        made.play(visible, noise(random))
        visible = made.remask(EVERYWHERE, 0.5, 0.3, random.random((ROWS, STEPS // 4)))
    return made


def noise(random: np.random.Generator) -> SamplingNoise:
    coins = random.logistic(size=(GAN.voices + DRUMS, STEPS))
    return SamplingNoise(
        coins[: GAN.voices], coins[GAN.voices :], random.random((GAN.voices, STEPS, GAN.states))
    )


def uniform(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((ROWS, STEPS // 4))


def test_it_works() -> None:
    made = refinement(passes=4)
    assert len(made.passes) == 4
    assert (made.drawn_in >= 0).all() and made.drawn_in.max() == 3
    assert (made.confidence < 0).all()


def test_it_takes_back_the_share_it_is_told() -> None:
    visible = refinement().remask(EVERYWHERE, 0.5, 0.3, uniform())
    assert visible.shape == (ROWS, STEPS)
    assert (visible.sum(1) == STEPS // 2).all()


def test_it_never_takes_back_silence() -> None:
    inside = np.arange(STEPS) < 40
    visible = refinement().remask(inside, 1.0, 0.3, uniform())
    assert visible[:, 40:].all() and not visible[:, :40].any()


def test_it_takes_back_what_it_doubts() -> None:
    made = refinement()
    visible = find_visible_beats(made.remask(EVERYWHERE, 0.25, 1.0, uniform()))
    assert (
        np.where(visible, -np.inf, made.confidence).max(1)
        <= np.where(visible, made.confidence, np.inf).min(1)
    ).all()


def test_beats_keep_the_confidence_of_the_pass_that_drew_them() -> None:
    made, random = refinement(), np.random.default_rng(5)
    before = made.confidence.copy()
    visible = made.remask(EVERYWHERE, 0.25, 0.3, uniform())
    made.play(visible, noise(random))
    kept = find_visible_beats(visible)
    assert (made.confidence[kept] == before[kept]).all()
    assert (made.confidence[~kept] != before[~kept]).all()


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_same_in_single_and_in_double_precision(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    single = refinement(seed, passes=8)
    always: Any = lambda attempt, source: attempt(source.exact)[0]  # noqa: E731
    monkeypatch.setattr(rehearsing, "decide", always)
    double = refinement(seed, passes=8)
    assert all(each.exact for each in double.passes)
    assert all((a == b).all() for a, b in zip(single.music, double.music, strict=True))


def test_a_doubt_about_the_order_is_settled_in_double_precision() -> None:
    made = refinement()
    exact = made.confidence.copy()
    made.confidence[2] = exact[2, 0]  # as if single precision could not tell these beats apart
    made.remask(EVERYWHERE, 0.5, 1.0, uniform())
    assert made.passes[0].exact
    assert np.allclose(made.confidence, exact, atol=10 * precision.MARGIN)


def test_scores_are_settled_if_no_error_could_change_the_choice() -> None:
    scores, hidden = np.array([[0.1, 0.2, 0.5, 0.9]]), np.array([[True, True, False, False]])
    assert is_settled(scores, hidden, np.array([[0.1, 0.14, 0.14, 0.1]]))
    assert not is_settled(scores, hidden, np.array([[0, 0.2, 0.2, 0]]))
