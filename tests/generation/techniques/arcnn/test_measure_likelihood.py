"""Likelihoods by protocol, where the right figure is known: of an oracle, of a uniform guess, of
counting."""

import math
from pathlib import Path

import numpy as np
import pytest

from generation.codecs.chorale import STATES, States
from generation.datasets.jsb import chorales_of
from generation.techniques.arcnn import likelihood as jsb
from tests.generation.choir import piece
from tests.generation.untrained import Oracle
from tests.generation.untrained import arcnn as network

PIECES = [piece(48), piece(48)]
ASKINGS = [jsb.asked_in_time, jsb.asked_anywhere]


@pytest.mark.parametrize("asking", ASKINGS)
def test_it_works(asking: jsb.Asking) -> None:
    sure, guess = Oracle(piece(16), 50), Oracle(piece(16), 0)
    for told in (True, False):
        single, together = jsb.frame_wise(sure, PIECES, 1, 40, asking, told)
        assert single.nats == pytest.approx(0, abs=1e-6) and together.nats == pytest.approx(
            0, abs=1e-6
        )
        single, together = jsb.frame_wise(guess, PIECES, 1, 40, asking, told)
        assert single.nats == pytest.approx(4 * math.log(STATES))
        assert together.nats == pytest.approx(4 * math.log(STATES))


def test_it_asks_for_every_cell_once() -> None:
    nats = jsb.cell_nats(Oracle(piece(16), 0), piece(48), np.random.default_rng(1))
    assert nats.shape == (4, 48)
    assert nats == pytest.approx(math.log(STATES))
    assert jsb.note_wise(Oracle(piece(16), 50), PIECES, 1)[0].nats == pytest.approx(0, abs=1e-6)


def test_ensembling_means_probabilities() -> None:
    assert jsb.averaged(np.array([[-math.log(0.5)], [-math.log(0.1)]])) == pytest.approx(
        -math.log(0.3)
    )
    single, together = jsb.note_wise(network(), PIECES, 1, orderings=3)
    assert together.nats < single.nats


@pytest.mark.parametrize("asking", ASKINGS)
def test_it_hides_the_frame_that_is_asked(asking: jsb.Asking) -> None:
    asked = asking(PIECES, [(0, 0), (0, 20), (1, 47)], 32, np.random.default_rng(1))
    for row, at in enumerate(asked.at.tolist()):
        assert asked.hidden[row, :, at].all()
    assert asked.phase[0, asked.at[0]] == 0 and asked.phase[2, asked.at[2]] == 47 % 16


def test_it_shows_only_the_past_in_time_order() -> None:
    asked = jsb.asked_in_time(PIECES, [(0, 20)], 32, np.random.default_rng(1))
    at = int(asked.at[0])
    assert asked.hidden[0, :, at:].all() and not asked.hidden[0, :, :at].any()


def test_in_random_order_it_shows_half_on_average() -> None:
    asked = jsb.asked_anywhere(PIECES, [(0, 20)] * 400, 32, np.random.default_rng(1))
    assert asked.hidden[:, 0, :32].mean() == pytest.approx(0.5, abs=0.05)


def test_the_network_sees_its_own_guesses_or_the_truth() -> None:
    asked = jsb.asked_in_time(PIECES, [(0, n) for n in range(8, 40)], 32, np.random.default_rng(1))
    own, told = (
        jsb.frame_nats(network(3), asked, np.random.default_rng(2), told) for told in (False, True)
    )
    assert not np.allclose(own, told)


def test_baselines_count() -> None:
    held: States = np.full((4, 40), 5, np.uint8)
    assert jsb.unigram_nats([held], [held]) == pytest.approx(-math.log(41 / (40 + STATES)))
    assert jsb.markov_nats([held], [held]) < 0.2 < jsb.markov_nats([held], [held + 1])


def test_it_gives_the_figures_of_the_chorales(shared_data: Path) -> None:
    train, valid = (chorales_of(shared_data, split) for split in ("train", "valid"))
    assert jsb.unigram_nats(train, valid) == pytest.approx(2.611, abs=0.001)
    assert jsb.markov_nats(train, valid) == pytest.approx(0.707, abs=0.001)
