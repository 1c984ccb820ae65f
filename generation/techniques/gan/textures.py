"""How busy the voices of real music are: a GAN is published with it, to play as calmly or busily as
it is asked."""

import numpy as np
from numpy.typing import NDArray

from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.dataset import BandDataset
from generation.training.packs import Arrays
from generation.training.randomness import seeded

TEXTURES = 512
QUIETEST = 0.04  # notes a step: five in eight bars


def measure_textures(train: Arrays, config: GanConfig, seed: int) -> NDArray[np.float32]:
    """(up to 512, texture): how busy each voice is in windows of real music, from the calmest
    window to the busiest.

    Only windows in which every voice plays: a band with a silent member would disappoint whoever
    asked for it.
    """
    drawn = (
        BandDataset(train)
        .draw_batch(3 * TEXTURES, config.window, seeded("cpu", seed, 2))
        .texture.numpy()
    )
    full = drawn[drawn[:, : config.voices].min(1) >= QUIETEST]
    kept = (full if len(full) else drawn)[:TEXTURES]
    onsets = kept[:, : config.voices].sum(1) + kept[:, 2 * config.voices : -1].sum(1)
    return kept[np.argsort(onsets, kind="stable")]
