"""How busy a band is told to be."""

from typing import Any

import numpy as np
import pytest

from generation.techniques.gan.band import moods
from generation.techniques.gan.band.bands import choose_ensemble
from generation.techniques.gan.band.inference import Generator, Luck
from generation.techniques.gan.band.moods import Model, choose_bands, draw_luck, find_rows
from generation.techniques.gan.genres.roles import ROLES
from generation.training.export import export_tensors
from tests.generation.small_band import CARDS, SMALL, opinionated

BASS, DRUMS = ROLES.index("bass"), ROLES.index("drums")
# Eight bands of each genre, two phrases: the busier the band, the calmer its bass.
REAL = np.tile(np.arange(8, dtype=np.float32)[:, None, None], (SMALL.genres, 1, SMALL.texture, 2))
REAL = REAL.reshape(SMALL.genres, 8, SMALL.texture, 2)
REAL[:, :, BASS] = 7 - REAL[:, :, BASS]
REAL[:, :, SMALL.voices : 2 * SMALL.voices] = REAL[:, :, -SMALL.roles :] = 1
MODEL = Model(Generator(SMALL, export_tensors(opinionated())), REAL)


def draw(seed: int = 1, **wishes: Any) -> Luck:
    told = CARDS["rock"].complete_parameters(wishes)
    ensemble = choose_ensemble(CARDS["rock"], told)
    return draw_luck(MODEL, ensemble, told, 320, np.random.default_rng(seed))


def test_it_works() -> None:
    luck = draw()
    assert luck.texture.shape == (SMALL.texture, 5)
    assert luck.bar_noise.shape == (SMALL.bar_noise, 20)
    assert len(set(luck.texture[DRUMS + SMALL.voices - 1].tolist())) == 1


@pytest.mark.parametrize(("busyness", "expected"), [(0.0, {0, 1}), (1.0, {6, 7})])
def test_it_is_as_busy_as_wished(busyness: float, expected: set[int]) -> None:
    kicks = {draw(seed, busyness=busyness).texture[2 * SMALL.voices, 0] for seed in range(20)}
    assert kicks == expected


def test_a_part_may_be_busier_than_the_band() -> None:
    calm, busy = draw(bass="calm", busyness=0.0), draw(bass="busy", busyness=0.0)
    assert calm.texture[BASS, 0] < busy.texture[BASS, 0]
    others = np.setdiff1d(np.arange(SMALL.texture), find_rows(BASS, SMALL))
    assert np.array_equal(calm.texture[others], busy.texture[others])


def test_nothing_is_told_of_who_does_not_play() -> None:
    luck = draw(drums="off")
    assert not luck.texture[find_rows(DRUMS, SMALL)].any() and luck.texture[-1, 0] == 0
    assert luck.texture[-2, 0] == 1


def test_the_same_seed_gives_the_same_luck() -> None:
    for one, other in zip(draw(3), draw(3), strict=True):
        assert np.array_equal(one, other)


def test_whoever_is_wished_for_is_in_the_real_band_that_is_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Here the lead sounds in two bands of eight, and in one of them only later."""
    monkeypatch.setattr(moods, "FEWEST", 1)
    textures = REAL.copy()
    textures[:, :, 2 * SMALL.voices : -SMALL.roles] = 1
    lead = SMALL.voices + ROLES.index("counter")
    textures[:, :, lead] = 0
    textures[:, 3, lead, 0] = textures[:, 5, lead, 1] = 1
    known = choose_bands(textures[1], np.ones(SMALL.roles, bool), 1, SMALL)
    assert np.array_equal(known, textures[1, 3:4])
    without = np.array([role != "counter" for role in ROLES])
    assert len(choose_bands(textures[1], without, 1, SMALL)) == 7


def test_there_are_always_some_to_choose_from() -> None:
    nobody = np.zeros(SMALL.roles, bool)
    assert len(choose_bands(REAL[1], nobody, 1, SMALL)) >= moods.FEWEST


def test_the_voices_of_chords_are_one_player() -> None:
    roles = np.array([role in ("comp high", "drums") for role in ROLES])
    assert moods.find_players(roles).tolist() == [False, True, False, False, True]
