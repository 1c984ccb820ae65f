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
from generation.techniques.gan.genres.instruments import COMPING
from generation.techniques.gan.genres.roles import ROLES

# share of the real bands, around the wished busyness, from which one is drawn
NEIGHBOURS = 0.25
FEWEST = 8  # of which one is drawn
MISSING = 2  # times as bad as a role that nobody wished for
HEARD = 0.1  # share of the steps in which a role sounds that does play


class Model(NamedTuple):
    """A generator ready to play, and how busy real bands of each genre are, phrase by phrase."""

    generator: Generator
    # (genres, N, texture, phrases), from the calmest to the busiest
    textures: NDArray[np.floating]


def draw_luck(
    model: Model, ensemble: Ensemble, wishes: Mapping[str, Any], steps: int, random: Random
) -> Luck:
    """What is told of a song, and its noise."""
    config, used = model.generator.config, -(-steps // PHRASE)
    real = choose_bands(model.textures[ensemble.genre], ensemble.present, used, config)
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
    phrases = np.arange(used) % mood.shape[1]
    return Luck(mood[:, phrases], *noise)


def choose_bands(
    real: Array, present: NDArray[np.bool_], phrases: int, config: BandConfig
) -> Array:
    """Those of real bands (N, texture, phrases) in which the wished players, and no others, are
    heard in the first phrase and throughout, in their order: whoever is asked to play is not to be
    told to be silent, and who plays alone does more. The nearest few where hardly any is so. Chords
    may be a single line."""
    sounding = real[:, config.voices : 2 * config.voices, :phrases]
    voices = np.minimum(sounding[:, :, 0], sounding.mean(2)) >= HEARD
    drums = real[:, 2 * config.voices : -config.roles, 0].any(1)
    heard = find_players(np.column_stack([voices, drums]))
    wished = find_players(present)
    off = MISSING * (wished & ~heard).sum(1) + (heard & ~wished).sum(1)
    furthest = np.sort(off)[min(FEWEST, len(off)) - 1]
    return real[off <= furthest]


def find_players(roles: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(..., R) -> (..., players): bass, chords, pad, counter-melody, drums."""
    firsts = [number for number in range(len(ROLES)) if number not in COMPING[1:]]
    return np.logical_or.reduceat(roles, firsts, axis=-1)


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
