"""A Transformer small enough for tests, with weights that no training has touched, and songs for it."""

import torch

from generation.catalogue import Card, card_from
from generation.codecs.context import FIELDS, HINTS, SHOWN
from generation.codecs.tokens import score_of
from generation.music.song import Note, Song, Track
from generation.networks.compound import Sizes
from generation.networks.transformer import Transformer
from generation.samplers.stepping import Weights
from generation.training.extender import card_content, served
from generation.training.repertoire import Work
from tests.generation.tunes import ode

# Threads that wait for each other in a spin make a tiny network a hundred times slower on a busy machine.
torch.set_num_threads(1)

SIZES = Sizes(SHOWN, FIELDS, HINTS, width=32, layers=2, heads=4, key_heads=2, inner=48, drawing=32)
Q = 960


def network(seed: int = 1, sizes: Sizes = SIZES) -> Transformer:
    """It says all kinds of things: its last layers are random, not silent."""
    torch.manual_seed(seed)
    made = Transformer(sizes).eval().requires_grad_(False)
    for layer in made.leave:
        torch.nn.init.normal_(layer.weight, std=0.5)
    return made


def weights(seed: int = 1) -> Weights:
    return served(network(seed))


def card() -> Card:
    return card_from({**card_content(SIZES, 1, "", {}), "digest": ""})


def band() -> Song:
    """The Ode with a bass and drums; the drums come first in the list."""
    bass = Track(tuple(Note(4 * n * Q, 40 + n % 5, 4 * Q) for n in range(8)), 32, name="Bass")
    beat = tuple(Note(n * Q, 36 + 2 * (n % 2), Q // 2) for n in range(32))
    return ode().with_tracks([Track(beat, drums=True, name="Drums"), ode().tracks[0], bass])


def work() -> Work:
    return Work("tests/ode", 0, score_of(band()))
