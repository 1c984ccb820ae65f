"""Windows for the GAN, what varies in them, and what is hidden."""

import numpy as np
import pytest
import torch

from generation.codecs.meter import encode_meter
from generation.codecs.monophonic import REST
from generation.techniques.gan.corpus import pack_corpus, unpack_piece
from generation.techniques.gan.dataset import (
    BandDataset,
    Batch,
    add_rests,
    encode_batch_meter,
    transpose_voices,
)
from generation.techniques.gan.loss import draw_mask
from generation.training.randomness import seeded
from tests.generation.tiny import corpus, scale_piece


def batch_of(size: int, steps: int, seed: int = 1) -> Batch:
    return BandDataset(pack_corpus(corpus())).draw_batch(size, steps, seeded("cpu", seed))


def test_it_works() -> None:
    batch = batch_of(3, 64)
    assert batch.state.shape == (3, 5, 64)
    assert batch.drums.shape == (3, 9, 64)
    assert batch.meter.shape == (3, 10, 64)
    assert batch.change[:, :, 0].all()
    assert (batch.texture[:, -1] == 1).all()


def test_it_is_the_same_for_the_same_seed() -> None:
    assert all(
        torch.equal(a, b) for a, b in zip(batch_of(4, 64, 5), batch_of(4, 64, 5), strict=True)
    )


def test_it_is_silent_outside_the_piece() -> None:
    batch = batch_of(20, 128)
    outside = batch.inside == 0
    assert outside.any()
    assert (batch.melody[outside] == REST).all()
    assert not batch.drums.transpose(1, 2)[outside].any()
    assert not batch.meter.transpose(1, 2)[outside].any()


def test_it_keeps_voices_in_step_with_the_melody() -> None:
    """The first voice of the scale always lies an octave under the melody, in whatever key and
    meter."""
    batch = batch_of(40, 64, 2)
    both = (batch.melody != REST) & (batch.state[:, 0] != REST)
    assert both.any()
    assert ((batch.melody[both] - batch.state[:, 0][both]) % 12 == 0).all()


def test_it_only_takes_notes_away_for_rests() -> None:
    line = scale_piece(0).melody
    state, change = (torch.from_numpy(each.copy())[None] for each in line)
    thinned, marks = add_rests(state.long(), change, seeded("cpu", 1))
    sounding = thinned != REST
    assert sounding.sum() < (state != REST).sum()
    assert torch.equal(thinned[sounding], state.long()[sounding])
    assert marks[0, 0] and (marks[:, 1:] | (thinned[:, 1:] == thinned[:, :-1])).all()


def test_it_leaves_out_beats_of_some_songs() -> None:
    """A song in 3/4: its bars have twelve steps."""
    plain, waltz = (batch_of(200, 64).meter[:, 6].sum(1) == bars for bars in (4, 6))
    assert 0 < waltz.sum() < plain.sum()


def test_it_moves_what_leaves_the_range_by_octaves() -> None:
    state = torch.arange(73)[None]
    for shift in (-12, -1, 0, 5, 12):
        moved = transpose_voices(state, torch.tensor([[shift]]))
        assert moved[0, 0] == REST and (moved[0, 1:] > 0).all() and moved.max() < 73
        assert ((moved - state - shift)[0, 1:] % 12 == 0).all()


def test_it_tells_the_meter_as_playing_does() -> None:
    position = np.concatenate([np.arange(12) % 12, np.arange(16), np.full(4, -1)])
    length = np.concatenate([np.full(12, 12), np.full(20, 16)])
    inside = np.arange(32) < 30
    one = encode_meter(position, length, inside)
    batch = encode_batch_meter(
        *(torch.from_numpy(each)[None] for each in (position, length, inside))
    )
    assert np.allclose(batch[0].numpy(), one, atol=1e-6)


@pytest.mark.parametrize("voices", [3, 6])
def test_it_always_hides_something(voices: int) -> None:
    hidden = draw_mask(2000, voices, 8, seeded("cpu", 1))
    assert hidden.flatten(1).any(1).all()
    assert 0.25 < hidden.flatten(1).all(1).float().mean() < 0.45
    assert (hidden.all(2).any(1) & ~hidden.flatten(1).all(1)).float().mean() > 0.1  # whole voices
    assert (hidden.all(1).any(1) & ~hidden.flatten(1).all(1)).float().mean() > 0.1  # whole beats


def test_it_unpacks_a_piece_as_it_was() -> None:
    every = corpus().pieces
    for number, piece in enumerate(every):
        found = unpack_piece(pack_corpus(corpus()), number)
        assert len(found.voices) == len(piece.voices)
        for one, other in zip(
            (found.melody, *found.voices), (piece.melody, *piece.voices), strict=True
        ):
            assert np.array_equal(one.state, other.state) and np.array_equal(
                one.change, other.change
            )
        assert np.array_equal(found.bar_position, piece.bar_position) and np.array_equal(
            found.starts, piece.starts
        )
