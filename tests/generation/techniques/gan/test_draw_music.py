"""From logits to notes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.codecs.monophonic import REST
from generation.evaluation.classifiers import logistic
from generation.techniques.gan.decoding import (
    Manner,
    Sample,
    SamplingNoise,
    measure_confidence,
    sample_accompaniment,
)
from generation.techniques.gan.inference import Accompaniment, Logits
from generation.techniques.gan.leanings import Leanings
from generation.techniques.gan.levels import aim_changes
from generation.techniques.gan.pitches import GIVEN, choose_states

VOICES, STATES, STEPS, DRUMS = 2, 73, 16, 9


def logits(seed: int = 3, dtype: type = np.float64) -> Logits:
    random = np.random.default_rng(seed)
    shapes = (VOICES, STEPS, STATES), (VOICES, STEPS), (DRUMS, STEPS)
    return Logits(*(random.standard_normal(shape).astype(dtype) for shape in shapes))


def noise(seed: int) -> SamplingNoise:
    random = np.random.default_rng(seed)
    coins = random.logistic(size=(VOICES + DRUMS, STEPS))
    return SamplingNoise(coins[:VOICES], coins[VOICES:], random.random((VOICES, STEPS, STATES)))


def before() -> Accompaniment:
    return Accompaniment(
        np.full((VOICES, STEPS), 40, np.uint8),
        np.zeros((VOICES, STEPS), bool),
        np.ones((DRUMS, STEPS), bool),
    )


def nothing() -> np.ndarray:
    return np.zeros((VOICES + 1, STEPS), bool)


def manner(temperature: float = 1.0, rate: float = 0.0, seed: int = 0) -> Manner:
    """With a seed voices have habits."""
    random = np.random.default_rng(seed)
    shapes = (VOICES, STATES, STATES), (VOICES, STEPS, STATES), (VOICES, STEPS)
    moves, *leanings = (random.standard_normal(shape) * bool(seed) for shape in shapes)
    temperatures = [temperature] * 3
    return Manner(*temperatures, np.full(VOICES, rate), moves, Leanings(*leanings))


def drawn(visible: np.ndarray, seed: int = 1, given_logits: Logits | None = None) -> Sample:
    return sample_accompaniment(given_logits or logits(), before(), visible, manner(), noise(seed))


def test_it_works() -> None:
    music = drawn(nothing()).music
    assert [each.shape for each in music] == [(VOICES, STEPS), (VOICES, STEPS), (DRUMS, STEPS)]
    moved = music.state[:, 1:] != music.state[:, :-1]
    assert music.change[:, 1:][moved].all()


def test_it_keeps_what_is_visible() -> None:
    visible = nothing()
    visible[:, 4:8] = True
    music = drawn(visible).music
    assert (music.state[:, 4:8] == 40).all()
    assert music.drums[:, 4:8].all()
    assert not (music.state == 40).all()


def test_it_keeps_all_where_all_is_visible() -> None:
    made = drawn(~nothing())
    assert (made.music.state == 40).all() and made.music.drums.all()
    assert made.margin > 1000


def test_it_is_the_same_for_the_same_chances() -> None:
    assert (drawn(nothing()).music.state == drawn(nothing()).music.state).all()
    assert not (drawn(nothing()).music.state == drawn(nothing(), seed=2).music.state).all()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.5, 1.0, 1.5]))
def test_logits_that_are_off_by_less_than_the_margin_give_the_same_notes(
    seed: int, temperature: float
) -> None:
    visible = np.random.default_rng(seed).random((VOICES + 1, STEPS // 4)).repeat(4, 1) < 0.3
    given_logits, random = logits(seed), np.random.default_rng(seed + 1)
    how = manner(temperature, rate=0.4, seed=seed + 1)
    one = sample_accompaniment(given_logits, before(), visible, how, noise(seed))
    error = 0.99 * one.margin
    other = Logits(*(each + error * random.choice([-1, 1], each.shape) for each in given_logits))
    again = sample_accompaniment(other, before(), visible, how, noise(seed))
    assert all((a == b).all() for a, b in zip(one.music, again.music, strict=True))


def test_a_note_is_drawn_from_the_mean_of_its_steps() -> None:
    given_logits = logits()
    given_logits.change[:] = -50
    given_logits.state[:] = 0
    # one step alone is surer of something else
    given_logits.state[:, :, 7], given_logits.state[:, 0, 9] = (
        50,
        200,
    )
    assert (drawn(nothing(), given_logits=given_logits).music.state == 7).all()


def test_rests_that_follow_each_other_are_one() -> None:
    given_logits = logits()
    given_logits.change[:], given_logits.state[..., REST] = 50, 200
    music = drawn(nothing(), given_logits=given_logits).music
    assert (music.state == REST).all()
    assert (music.change.sum(1) == 1).all()


def test_a_note_may_begin_before_a_rest_that_is_kept() -> None:
    """A rest that goes on in a visible beat is not part of what is drawn before it."""
    given_logits, visible = logits(), nothing()
    given_logits.change[:], given_logits.state[..., 30] = -50, 200
    visible[:, 8:] = True
    silent = before()._replace(state=np.zeros((VOICES, STEPS), np.uint8))
    music = sample_accompaniment(given_logits, silent, visible, manner(), noise(1)).music
    assert (music.state[:, :8] == 30).all() and (music.state[:, 8:] == REST).all()
    assert music.change[:, 8].all()


def test_each_state_follows_the_last_pitch_of_its_voice() -> None:
    scores, moves = np.zeros((5, STATES)), np.zeros((VOICES, STATES, STATES))
    scores[0, 20] = scores[1, REST] = scores[3, 40] = 9
    moves[0, 20, 22], moves[1, 40, 45], moves[1, 20, 1] = 5, 5, 5
    chosen, leads = choose_states(scores, np.array([3, 2]), moves)
    assert chosen.tolist() == [20, REST, 22, 40, 45]
    assert leads.tolist() == [9, 4, 5, 9, 5]


def test_it_keeps_a_rest_that_is_given() -> None:
    scores, moves = np.zeros((2, STATES)), np.zeros((1, STATES, STATES))
    scores[:, REST], moves[:, REST, 5] = GIVEN, 9
    assert choose_states(scores, np.array([2]), moves)[0].tolist() == [0, 0]


@pytest.mark.parametrize("rate", [0.05, 0.5])
def test_voices_change_as_often_as_they_should(rate: float) -> None:
    """However sharp the logits are made, and wherever they lay."""
    random = np.random.default_rng(4)
    given_logits, hidden = random.standard_normal((VOICES, 400)) * 2 - 3, np.ones((VOICES, 400))
    aimed = aim_changes(given_logits, hidden > 0, 0.4, np.array([rate, 0]))
    assert np.allclose(logistic(aimed[0] / 0.4).mean(), rate)
    assert np.ptp(aimed[0] - given_logits[0]) < 1e-9
    assert (aimed[1] == given_logits[1]).all()


def test_it_is_surer_of_what_is_likelier() -> None:
    given_logits, music = logits(), drawn(nothing()).music
    sure = Logits(
        given_logits.state + 9 * np.eye(STATES)[music.state],
        given_logits.change,
        given_logits.drums,
    )
    assert (
        measure_confidence(sure, music)[:-1] > measure_confidence(given_logits, music)[:-1]
    ).all()
    assert (
        measure_confidence(sure, music)[-1] == measure_confidence(given_logits, music)[-1]
    ).all()
