"""Likelihoods by protocol, where the right figure is known: of an oracle, of a uniform guess, of
counting."""

import math
from pathlib import Path

import numpy as np
import pytest

from generation.codecs.chorale import STATES, States
from generation.datasets.jsb import read_chorales
from generation.techniques.arcnn import jsb_table
from generation.techniques.arcnn import likelihood as jsb
from tests.generation.choir import piece
from tests.generation.untrained import Oracle
from tests.generation.untrained import arcnn as network

PIECES = [piece(48), piece(48)]
ASKINGS = [jsb.mask_future, jsb.mask_random_frames]


@pytest.mark.parametrize("frame_masking", ASKINGS)
def test_it_works(frame_masking: jsb.FrameMasking) -> None:
    sure, guess = Oracle(piece(16), 50), Oracle(piece(16), 0)
    for teacher_forced in (True, False):
        single, together = jsb.measure_frames(sure, PIECES, 1, 40, frame_masking, teacher_forced)
        assert single.nats == pytest.approx(0, abs=1e-6) and together.nats == pytest.approx(
            0, abs=1e-6
        )
        single, together = jsb.measure_frames(guess, PIECES, 1, 40, frame_masking, teacher_forced)
        assert single.nats == pytest.approx(4 * math.log(STATES))
        assert together.nats == pytest.approx(4 * math.log(STATES))


def test_it_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsb_table, "TOLD_EVERY", 4)
    said: list[str] = []
    told = jsb_table.ToldNetwork(network(), said.append)
    asked = np.zeros((3, 4, 16), np.uint8), np.zeros((3, 4, 16), np.uint8), np.full((3, 16), 16)
    heard = [told.logits(*asked) for _ in range(3)]
    assert said == ["JSB: 6 windows", "JSB: 9 windows"]
    assert (heard[0] == network().logits(*asked)).all()


def test_it_asks_for_every_cell_once() -> None:
    nats = jsb.measure_cell_nll(Oracle(piece(16), 0), piece(48), np.random.default_rng(1))
    assert nats.shape == (4, 48)
    assert nats == pytest.approx(math.log(STATES))
    assert jsb.measure_notes(Oracle(piece(16), 50), PIECES, 1)[0].nats == pytest.approx(0, abs=1e-6)


def test_ensembling_means_probabilities() -> None:
    assert jsb.ensemble_nats(np.array([[-math.log(0.5)], [-math.log(0.1)]])) == pytest.approx(
        -math.log(0.3)
    )
    single, together = jsb.measure_notes(network(), PIECES, 1, orderings=3)
    assert together.nats < single.nats


@pytest.mark.parametrize("frame_masking", ASKINGS)
def test_it_hides_the_frame_that_is_asked(frame_masking: jsb.FrameMasking) -> None:
    batch = frame_masking(PIECES, [(0, 0), (0, 20), (1, 47)], 32, np.random.default_rng(1))
    for row, at in enumerate(batch.at.tolist()):
        assert batch.hidden[row, :, at].all()
    assert batch.phase[0, batch.at[0]] == 0 and batch.phase[2, batch.at[2]] == 47 % 16


def test_it_shows_only_the_past_in_time_order() -> None:
    batch = jsb.mask_future(PIECES, [(0, 20)], 32, np.random.default_rng(1))
    at = int(batch.at[0])
    assert batch.hidden[0, :, at:].all() and not batch.hidden[0, :, :at].any()


def test_in_random_order_it_shows_half_on_average() -> None:
    batch = jsb.mask_random_frames(PIECES, [(0, 20)] * 400, 32, np.random.default_rng(1))
    assert batch.hidden[:, 0, :32].mean() == pytest.approx(0.5, abs=0.05)


def test_the_network_sees_its_own_guesses_or_the_truth() -> None:
    batch = jsb.mask_future(PIECES, [(0, n) for n in range(8, 40)], 32, np.random.default_rng(1))
    own, teacher_forced = (
        jsb.compute_frame_nll(network(3), batch, np.random.default_rng(2), teacher_forced)
        for teacher_forced in (False, True)
    )
    assert not np.allclose(own, teacher_forced)


def test_baselines_count() -> None:
    held: States = np.full((4, 40), 5, np.uint8)
    assert jsb.compute_unigram_nll([held], [held]) == pytest.approx(-math.log(41 / (40 + STATES)))
    assert jsb.compute_markov_nll([held], [held]) < 0.2 < jsb.compute_markov_nll([held], [held + 1])


def test_it_gives_the_figures_of_the_chorales(shared_data: Path) -> None:
    train, valid = (read_chorales(shared_data, split) for split in ("train", "valid"))
    assert jsb.compute_unigram_nll(train, valid) == pytest.approx(2.611, abs=0.001)
    assert jsb.compute_markov_nll(train, valid) == pytest.approx(0.707, abs=0.001)
