"""Helpers: a band network small enough for a test, and bands made of scales."""

import numpy as np
import torch

from generation.catalogue import card_from
from generation.codecs.monophonic import DRUMS
from generation.techniques.gan.band.card import write_cards
from generation.techniques.gan.band.config import BandConfig
from generation.techniques.gan.band.dataset import GenreDataset
from generation.techniques.gan.band.network import Generator
from generation.techniques.gan.genres.corpus import Groove, make_band_corpus, pack_bands
from generation.techniques.gan.genres.roles import GENRES, ROLES, BandPiece
from generation.training.packs import Arrays
from tests.generation.tiny import scale_piece

SMALL = BandConfig(
    widths=(16, 16, 16, 16, 16),
    layers=2,
    heads=2,
    ffn=24,
    song_noise=4,
    bar_noise=4,
    critic_widths=(8, 8, 8, 8),
    window=128,
    short=32,
)
POP, ROCK, BACH = (GENRES.index(name) for name in ("pop", "rock", "bach"))
COUNTER = ROLES.index("counter")

TEXTURES = np.ones((SMALL.genres, 4, SMALL.texture, 2), np.float32)
CARDS = {
    content["genre"]: card_from({**content, "digest": ""})
    for content in write_cards(SMALL, TEXTURES, 1, "", {})
}

torch.set_num_threads(1)


def make_band(tonic: int, genre: int, steps: int = 192) -> BandPiece:
    """A scale with five voices below it and no counter-melody; rock has its own drums, Bach has
    none."""
    piece = scale_piece(tonic, steps)
    silence = piece.voices[0]._replace(
        state=np.zeros(steps, np.uint8), change=np.arange(steps) == 0
    )
    strokes = np.zeros((DRUMS, steps), bool)
    strokes[2, ::2] = True
    present = np.array([*[True] * COUNTER, False, genre != BACH])
    own = strokes if genre == ROCK else None
    voices = (*piece.voices, silence)
    return BandPiece(**{**vars(piece), "voices": voices}, genre=genre, present=present, drums=own)


def band_arrays() -> Arrays:
    beat = np.zeros((128, DRUMS), bool)
    beat[::8, 0] = beat[4::8, 1] = True
    pieces = [make_band(tonic, genre) for tonic, genre in enumerate((POP, ROCK, BACH, POP))]
    return pack_bands(make_band_corpus(pieces, [Groove(POP, beat)]))


def band_dataset() -> GenreDataset:
    return GenreDataset(band_arrays())


def opinionated(seed: int = 1, config: BandConfig = SMALL) -> Generator:
    """A network in which nothing is silent as a new one's last layers are."""
    torch.manual_seed(seed)
    network = Generator(config)
    with torch.no_grad():
        for each in network.parameters():
            if not each.any():
                each.normal_(std=0.2)
        network.to_logits.weight.mul_(4)
    return network.eval().requires_grad_(False)
