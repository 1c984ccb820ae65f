"""How often roles begin, rest, strike and move."""

from dataclasses import replace

import numpy as np
import pytest

from generation.codecs.monophonic import REST
from generation.techniques.gan.band.calibrate import improve
from generation.techniques.gan.band.counting import (
    compare_shares,
    count_groove,
    count_piece,
    describe_pieces,
)
from generation.techniques.gan.band.leanings import Levels
from generation.techniques.gan.genres.corpus import Groove
from generation.techniques.gan.genres.roles import VOICES
from generation.techniques.gan.moves import WIDEST
from tests.generation.small_band import BACH, POP, ROCK, SMALL, make_band

BEAT = np.zeros((32, SMALL.drums), bool)
BEAT[::16, 0] = True


def test_it_works() -> None:
    piece = make_band(0, ROCK)
    habits, line = count_piece(piece), piece.voices[0]
    assert habits.begins[0].sum() == (line.change & (line.state != REST)).sum()
    assert habits.rests[0] == (line.state == REST).sum()
    assert habits.strokes.sum(1)[2] == piece.steps / 2 and habits.drummed.sum() == piece.steps


def test_nobody_is_counted_who_does_not_play() -> None:
    habits = count_piece(make_band(0, BACH))
    assert habits.drummed.sum() == 0
    assert habits.places[VOICES.index("counter")].sum() == habits.rests[-1] == 0


def test_drums_that_are_not_the_pieces_own_come_from_grooves() -> None:
    habits = describe_pieces([make_band(0, POP)], [Groove(POP, BEAT)])
    assert habits.strokes[0].tolist() == [2, 0, 0, 0]
    assert habits.drummed.tolist() == count_groove(Groove(POP, BEAT)).drummed.tolist()


def test_what_comes_too_seldom_gains() -> None:
    some, places = np.array([10.0, 50.0, 90.0]), np.full(3, 100.0)
    gains = compare_shares(np.full(3, 50.0), places, some, places)
    assert gains[0] > 0 and gains[1] == pytest.approx(0) and gains[2] < 0


def test_a_round_of_calibration_asks_for_what_was_too_seldom() -> None:
    """The real band steps up where the made one leaps, and begins twice as often."""
    real = count_piece(make_band(0, ROCK))
    made = real._replace(begins=real.begins / 2, moves=real.moves[:, ::-1])
    levels, moves = improve(Levels.of({}, SMALL), np.zeros(real.moves.shape), real, made)
    assert (levels.begins[0][real.begins[0] > 0] > 0).all()
    assert levels.rests[0] == pytest.approx(0)
    assert moves[0, WIDEST + 2] * moves[0, WIDEST - 2] < 0


def test_pieces_count_as_often_as_they_are_drawn() -> None:
    """In all as many steps as there are, whatever the shares add up to."""
    one, other = make_band(0, ROCK), make_band(0, BACH, steps=384)
    habits = describe_pieces([replace(one, share=2e-3), replace(other, share=1e-3)], [])
    assert habits.places[0].sum() == pytest.approx(192 + 384)
    assert habits.drummed.sum() == pytest.approx((192 + 384) / 2)
