"""Windows of bands: who plays, with which drums, and how busy each phrase is."""

import numpy as np
import torch

from generation.codecs.monophonic import REST
from generation.techniques.gan.band.dataset import Batch, count_bars
from generation.techniques.gan.band.textures import measure_textures
from generation.training.randomness import seeded
from tests.generation.small_band import (
    BACH,
    COUNTER,
    POP,
    ROCK,
    SMALL,
    band_arrays,
    band_dataset,
)


def draw(genre: int | None = None, steps: int = 128, seed: int = 1) -> Batch:
    return band_dataset().draw_windows(40, steps, seeded("cpu", seed), genre)


def test_it_works() -> None:
    music, texture = draw()
    assert music.state.shape == (40, 6, 128) and music.drums.shape == (40, 9, 128)
    assert set(music.genre.tolist()) == {POP, ROCK, BACH}
    assert texture.shape == (40, SMALL.texture, 2)


def test_it_is_the_same_for_the_same_seed() -> None:
    for one, other in zip(draw().music, draw().music, strict=True):
        assert torch.equal(one, other)


def test_it_plays_a_songs_own_drums_else_a_groove_else_none() -> None:
    rock, pop, bach = (draw(genre).music for genre in (ROCK, POP, BACH))
    assert rock.drums[:, 2].any() and not rock.drums[:, :2].any()
    assert pop.drums[:, :2].any() and not pop.drums[:, 2].any()
    assert not bach.drums.any() and not bach.present[:, -1].any()


def test_it_leaves_some_of_the_band_out() -> None:
    music = draw(POP).music
    assert not music.present[:, COUNTER].any()
    lost = music.present[:, 0] == 0
    assert lost.any() and not lost.all()
    assert (music.state[:, 0][lost] == REST).all()
    assert not music.drums[music.present[:, -1] == 0].any()


def test_it_counts_bars_whatever_their_length() -> None:
    position = torch.tensor([[*range(12), *range(16), *[-1] * 16, 0]])
    length = torch.tensor([[*[12] * 12, *[16] * 16, *[-1] * 16, 12]])
    bars = count_bars(position, length)[0]
    assert torch.allclose(bars[[0, 6, 12, 20, 28, 44]], torch.tensor([0, 0.5, 1, 1.5, 2, 3.0]))


def test_it_tells_how_busy_each_phrase_is() -> None:
    music, texture = draw(ROCK)
    hats = 2 * SMALL.voices + 2
    whole = (music.inside.all(1)) & (music.present[:, -1] == 1)
    assert torch.allclose(texture[whole, hats], music.drums[whole, 2].unflatten(1, (2, 64)).mean(2))
    assert torch.equal(texture[:, -SMALL.roles :, 0], music.present)
    short = music.inside[:, 64:].sum(1) == 0
    assert not texture[short, :, 1].any()


def test_its_textures_go_from_calm_to_busy() -> None:
    found = measure_textures(band_arrays(), SMALL, 1)
    assert found.shape == (6, 128, SMALL.texture, 2)
    rates = found[POP].sum(2)
    onsets = rates[:, :6].sum(1) + rates[:, 12:21].sum(1)
    assert onsets.any() and (np.diff(onsets) >= -1e-5).all()
    assert not found[2].any()  # there is no such genre here
