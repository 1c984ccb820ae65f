"""Windows, what varies in them, and what is hidden."""

import numpy as np

from generation.codecs.lines import REST
from generation.training.batches import batch_of, with_rests
from generation.training.masks import hidden_beats
from tests.generation.tiny import corpus, scale_piece


def test_it_works() -> None:
    batch = batch_of(corpus(), 3, 64, np.random.default_rng(1))
    assert batch.state.shape == (3, 5, 64)
    assert batch.drums.shape == (3, 9, 64)
    assert batch.meter.shape == (3, 10, 64)
    assert batch.change[:, :, 0].all()
    assert (batch.texture[:, -1] == 1).all()


def test_it_is_the_same_for_the_same_seed() -> None:
    one, other = (batch_of(corpus(), 4, 64, np.random.default_rng(5)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_it_is_silent_outside_the_piece() -> None:
    batch = batch_of(corpus(), 20, 128, np.random.default_rng(1))
    outside = ~batch.inside
    assert outside.any()
    assert (batch.melody[outside] == REST).all()
    assert not batch.drums.transpose(0, 2, 1)[outside].any()


def test_it_keeps_voices_in_step_with_the_melody() -> None:
    """The first voice of the scale always lies an octave under the melody, in whatever key and meter."""
    batch = batch_of(corpus(), 40, 64, np.random.default_rng(2))
    both = (batch.melody != REST) & (batch.state[:, 0] != REST)
    assert both.any()
    assert ((batch.melody[both].astype(int) - batch.state[:, 0][both]) % 12 == 0).all()


def test_it_only_takes_notes_away_for_rests() -> None:
    line = scale_piece(0).melody
    thinned = with_rests(line, np.random.default_rng(1))
    sounding = thinned.state != REST
    assert sounding.sum() < (line.state != REST).sum()
    assert np.array_equal(thinned.state[sounding], line.state[sounding])


def test_it_always_hides_something() -> None:
    hidden = hidden_beats(200, 4, 8, np.random.default_rng(1))
    assert hidden.any((1, 2)).all()
    assert 0.1 < hidden.all((1, 2)).mean() < 0.6
