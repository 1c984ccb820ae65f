"""From logits to notes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.codecs.monophonic import REST
from generation.techniques.gan.decoding import (
    GIVEN,
    Sample,
    SamplingNoise,
    choose_states,
    measure_confidence,
    sample_accompaniment,
)
from generation.techniques.gan.inference import Accompaniment, Logits

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


def drawn(visible: np.ndarray, seed: int = 1, given_logits: Logits | None = None) -> Sample:
    return sample_accompaniment(given_logits or logits(), before(), visible, 1.0, noise(seed))


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
    one = sample_accompaniment(given_logits, before(), visible, temperature, noise(seed))
    error = 0.99 * one.margin
    other = Logits(*(each + error * random.choice([-1, 1], each.shape) for each in given_logits))
    again = sample_accompaniment(other, before(), visible, temperature, noise(seed))
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


def test_it_turns_a_second_rest_into_a_note() -> None:
    scores = np.zeros((4, STATES))
    scores[:, REST] = 5
    scores[1, 7] = scores[3, 8] = 4
    opens = np.array([True, False, True, False])
    assert choose_states(scores, opens)[0].tolist() == [0, 7, 0, 8]


def test_it_keeps_a_rest_that_is_given() -> None:
    scores = np.zeros((2, STATES))
    scores[:, REST] = GIVEN
    assert choose_states(scores, np.array([True, False]))[0].tolist() == [0, 0]


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
