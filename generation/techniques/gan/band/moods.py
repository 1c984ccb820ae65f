"""How busy a band is to be, phrase by phrase: as a real band of its genre that is about as busy as
wished, each part calmer or busier on wish."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.inference.layers import Array
from generation.techniques.gan.band.bands import Ensemble
from generation.techniques.gan.band.config import BAR, PHRASE, BandConfig, spread_roles
from generation.techniques.gan.band.inference import Generator, Luck
from generation.techniques.gan.band.parameters import DENSITIES, USUAL
from generation.techniques.gan.genres.roles import ROLES

# share of the real bands, around the wished busyness, from which one is drawn
NEIGHBOURS = 0.25


class Model(NamedTuple):
    """A generator ready to play, and how busy real bands of each genre are, phrase by phrase."""

    generator: Generator
    # (genres, N, texture, phrases), from the calmest to the busiest
    textures: NDArray[np.floating]


def draw_luck(
    model: Model, ensemble: Ensemble, wishes: Mapping[str, Any], steps: int, random: Random
) -> Luck:
    """What is told of a song, and its noise."""
    config, real = model.generator.config, model.textures[ensemble.genre]
    at = wishes["busyness"] * (1 - NEIGHBOURS) + NEIGHBOURS * random.random()
    mood: Array = real[find_place(at, len(real))].copy()
    for row, role in enumerate(ROLES):
        place = DENSITIES.get(wishes.get(role.split()[0], USUAL))
        if place is not None:
            rows = find_rows(row, config)
            mood[rows] = rank_bands(real, row, config)[find_place(place, len(real))][rows]
    mood *= spread_roles(ensemble.present, config)[:, None]
    noise = (
        random.standard_normal(config.song_noise),
        random.standard_normal((config.bar_noise, steps // BAR)),
    )
    phrases = np.arange(-(-steps // PHRASE)) % mood.shape[1]
    return Luck(mood[:, phrases], *noise)


def find_place(share: float, count: int) -> int:
    return min(count - 1, int(share * count))


def find_rows(role: int, config: BandConfig) -> NDArray[np.int64]:
    """What a texture tells of a role, but for whether it does."""
    told = spread_roles(np.arange(config.roles), config) == role
    return np.flatnonzero(told[: -config.roles])


def rank_bands(real: Array, role: int, config: BandConfig) -> Array:
    """The bands (N, texture, phrases) from the one in which this role plays least."""
    rows = [role] if role < config.voices else find_rows(role, config)
    found: Array = real[np.argsort(real[:, rows].sum((1, 2)), kind="stable")]
    return found
