"""How busy real bands of each genre are, phrase by phrase: the network is published with it."""

import numpy as np
from numpy.typing import NDArray

from generation.techniques.gan.band.config import PHRASE, BandConfig
from generation.techniques.gan.band.dataset import GenreDataset
from generation.training.packs import Arrays
from generation.training.randomness import seeded

BANDS = 128  # of each genre


def measure_textures(train: Arrays, config: BandConfig, seed: int) -> NDArray[np.float32]:
    """(genres, 128, texture, phrases) of long windows of real music, from the calmest to the
    busiest; silence where a genre has no music yet."""
    dataset = GenreDataset(train)
    known = np.unique(train["genre"])
    return np.stack(
        [
            measure_genre(dataset, config, genre, seed)
            if genre in known
            else np.zeros((BANDS, config.texture, config.window // PHRASE), np.float32)
            for genre in range(config.genres)
        ]
    )


def measure_genre(
    dataset: GenreDataset, config: BandConfig, genre: int, seed: int
) -> NDArray[np.float32]:
    """Of the longer windows; a shorter one begins again. Bands of any size: who is to play chooses
    among them."""
    random = seeded("cpu", seed, 2, genre)
    batch = dataset.draw_windows(2 * BANDS, config.window, random, genre)
    length = batch.music.inside.mean(1).numpy()
    kept = np.argsort(-length, kind="stable")[:BANDS]
    whole = (batch.music.inside.sum(1).numpy()[kept] // PHRASE).astype(int).clip(1)
    phrases = np.arange(config.window // PHRASE) % whole[:, None]
    real = np.take_along_axis(batch.texture.numpy()[kept], phrases[:, None], 2)
    return real[np.argsort(count_onsets(real, config), kind="stable")]


def count_onsets(textures: NDArray[np.float32], config: BandConfig) -> NDArray[np.float32]:
    """(N, texture, phrases) -> (N,) onsets of voices and strokes, a step."""
    rates = textures.sum(2)
    return rates[:, : config.voices].sum(1) + rates[:, 2 * config.voices : -config.roles].sum(1)
