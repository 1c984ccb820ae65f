"""Which of the GAN's two networks plays a card: the one of its own genre, or the one that all bands
of the band network share."""

from types import ModuleType
from typing import Any

from generation.catalogue import Card
from generation.music.song import Song
from generation.take import Check, Progress, Take
from generation.techniques.gan import sampler
from generation.techniques.gan.band import sampler as band_sampler
from generation.techniques.gan.band.config import NETWORK


def choose_sampler(card: Card) -> ModuleType:
    return band_sampler if card.network == NETWORK else sampler


def load(card: Card) -> object:
    """The model of a card, from its safetensors; it is kept."""
    return choose_sampler(card).load(card)


def play(
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress,
    check: Check,
) -> Take:
    """`song` with the model's tracks added; its own tracks stay note for note."""
    take: Take = choose_sampler(card).play(card, song, track, parameters, seed, progress, check)
    return take
