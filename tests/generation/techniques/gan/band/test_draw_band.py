"""From the band network's logits to rhythm and pitches."""

import numpy as np
import pytest

from generation.codecs.monophonic import REST
from generation.techniques.gan.band.config import BEGINS, HELD, RESTS
from generation.techniques.gan.band.decoding import (
    Coins,
    draw_notes,
    draw_rhythm,
    draw_strokes,
)

VOICES, DRUMS, STEPS, PITCHES = 3, 9, 64, 72
EVERYWHERE = np.ones((VOICES, STEPS), bool)
NO_MOVES = np.zeros((VOICES, PITCHES + 1, PITCHES + 1))


def draw_coins(seed: int) -> Coins:
    random = np.random.default_rng(seed)
    begins, ends = random.logistic(size=(2, VOICES, STEPS))
    return Coins(begins, ends, random.logistic(size=(DRUMS, STEPS)))


def draw_logits(*shape: int) -> np.ndarray:
    return np.random.default_rng(3).standard_normal(shape)


def silence() -> np.ndarray:
    return np.full((VOICES, STEPS), RESTS, np.uint8)


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_held_from_a_rest_on(seed: int) -> None:
    random = np.random.default_rng(seed)
    before = random.integers(0, 3, (VOICES, STEPS)).astype(np.uint8)
    hidden = random.random((VOICES, STEPS)) < 0.5
    rhythm, _ = draw_rhythm(
        draw_logits(VOICES, STEPS, 3), before, hidden, ~hidden, 1.0, draw_coins(seed)
    )
    held = rhythm == HELD
    assert not held[:, 0].any()
    assert not (held[:, 1:] & (rhythm[:, :-1] == RESTS)).any()


def test_it_keeps_what_is_visible() -> None:
    before = silence()
    before[:, ::4] = BEGINS
    hidden = np.tile(np.arange(STEPS) >= 32, (VOICES, 1))
    rhythm, _ = draw_rhythm(
        draw_logits(VOICES, STEPS, 3), before, hidden, ~hidden, 1.0, draw_coins(1)
    )
    assert (rhythm[:, :32] == before[:, :32]).all()
    strokes, _ = draw_strokes(
        draw_logits(DRUMS, STEPS), np.ones((DRUMS, STEPS), bool), hidden[0], 1.0, draw_coins(1)
    )
    assert strokes[:, :32].all() and not strokes[:, 32:].all()


def test_rests_and_notes_are_as_long_as_the_logits_say() -> None:
    logits = np.zeros((VOICES, STEPS, 3))
    logits[:, 0, BEGINS] = logits[:, 1:5, HELD] = logits[:, 5:, RESTS] = 50
    rhythm, _ = draw_rhythm(logits, silence(), EVERYWHERE, ~EVERYWHERE, 1.0, draw_coins(1))
    assert (rhythm == np.repeat([BEGINS, HELD, RESTS], [1, 4, STEPS - 5])).all()


def test_notes_that_are_cut_off_after_a_step_cost_what_they_cost() -> None:
    logits = np.zeros((VOICES, STEPS, 3))
    logits[..., BEGINS] = np.where(np.arange(STEPS) % 8 == 0, 50, -50)
    logits[..., RESTS] = 2
    for cut, length in ((0.0, 1), (99.0, 2)):
        never = draw_coins(1)._replace(ends=np.zeros((VOICES, STEPS)))
        rhythm, _ = draw_rhythm(logits, silence(), EVERYWHERE, ~EVERYWHERE, 1.0, never, cut)
        assert ((rhythm != RESTS).sum(1) == length * STEPS // 8).all()


def test_a_note_is_held_through_what_is_not_known_yet() -> None:
    """The bars between are drawn later."""
    even = np.tile(np.arange(STEPS) // 16 % 2 == 0, (VOICES, 1))
    logits = np.zeros((VOICES, STEPS, 3))
    logits[:, 0, BEGINS] = logits[:, 1:, HELD] = 50
    first, _ = draw_rhythm(logits, silence(), even, ~EVERYWHERE, 1.0, draw_coins(1))
    assert (first[:, 32:48] == HELD).all() and (first[:, 16:32] == RESTS).all()
    rest = logits.copy()
    rest[:, 31] = [99, 0, 0]
    for odd, expected in ((logits, HELD), (rest, BEGINS)):
        whole, _ = draw_rhythm(odd, first, ~even, even, 1.0, draw_coins(1))
        assert (whole[:, 16:31] == HELD).all() and (whole[:, 32] == expected).all()


def test_a_note_has_one_pitch_and_a_rest_none() -> None:
    rhythm = silence()
    rhythm[:, 4] = rhythm[:, 8] = BEGINS
    rhythm[:, 9:20] = HELD
    uniform = np.random.default_rng(1).random((VOICES, STEPS, PITCHES))
    logits = draw_logits(VOICES, STEPS, PITCHES)
    state, _ = draw_notes(logits, rhythm, silence() * 0, EVERYWHERE, 1.0, uniform, NO_MOVES)
    assert (state[:, 8:20] == state[:, 8:9]).all() and (state[:, 8] != REST).all()
    assert ((state == REST) == (rhythm == RESTS)).all()


def test_a_margin_tells_how_far_logits_may_be_off() -> None:
    logits, coins = draw_logits(VOICES, STEPS, 3), draw_coins(1)
    given = silence(), EVERYWHERE, ~EVERYWHERE, 0.9, coins
    rhythm, margin = draw_rhythm(logits, *given)
    assert 0 < margin < 0.1
    for seed in range(20):
        off = np.random.default_rng(seed).uniform(-0.99, 0.99, logits.shape) * margin
        again, _ = draw_rhythm(logits + off, *given)
        assert (again == rhythm).all()


def test_a_margin_of_pitches_does_too() -> None:
    logits, rhythm = draw_logits(VOICES, STEPS, PITCHES), silence()
    rhythm[:, ::2] = BEGINS
    rhythm[:, 1::2] = HELD
    uniform = np.random.default_rng(1).random((VOICES, STEPS, PITCHES))
    given = rhythm, silence() * 0, EVERYWHERE, 0.8, uniform, NO_MOVES
    state, margin = draw_notes(logits, *given)
    assert margin > 0
    for seed in range(20):
        off = np.random.default_rng(seed).uniform(-0.99, 0.99, logits.shape) * margin
        assert (draw_notes(logits + off, *given)[0] == state).all()


def draw_between(*, before: bool, after: bool) -> np.ndarray:
    """(V,) a note that is drawn between two others, on pitches 10 and 12, where voices may only
    move by a semitone; which of the others are known."""
    rhythm = np.full((VOICES, STEPS), HELD, np.uint8)
    rhythm[:, (0, 16, 32)] = BEGINS
    known = np.zeros((VOICES, STEPS), np.uint8)
    known[:, :16], known[:, 32:] = 10 * before, 12 * after
    where = np.zeros((VOICES, STEPS), bool)
    where[:, 16] = True
    interval = np.abs(np.arange(PITCHES + 1) - np.arange(PITCHES + 1)[:, None])
    moves = np.tile(np.where(interval == 1, 50.0, 0), (VOICES, 1, 1))
    moves[:, REST] = moves[..., REST] = 0
    uniform = np.random.default_rng(1).random((VOICES, STEPS, PITCHES))
    logits = draw_logits(VOICES, STEPS, PITCHES)
    state, _ = draw_notes(logits, rhythm, known, where, 1.0, uniform, moves)
    assert (state[:, 16:32] == state[:, 16:17]).all()
    return state[:, 16]


def test_a_note_moves_from_the_one_before_and_to_the_one_after() -> None:
    assert set(draw_between(before=True, after=True).tolist()) == {11}
    assert set(draw_between(before=True, after=False).tolist()) <= {9, 11}
    assert set(draw_between(before=False, after=True).tolist()) <= {11, 13}
