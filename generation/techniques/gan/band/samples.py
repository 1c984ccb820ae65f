"""What a run of the band network sounds like: unseen melodies of each genre, the first of each as a
MIDI file, and figures."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card, card_from
from generation.codecs.instrumentation import Part
from generation.evaluation.accompaniment import Figures
from generation.music.song import Song
from generation.techniques.gan.band import inference
from generation.techniques.gan.band.card import write_cards
from generation.techniques.gan.band.config import BandConfig
from generation.techniques.gan.band.moods import Model
from generation.techniques.gan.band.network import Generator
from generation.techniques.gan.band.sampler import perform
from generation.techniques.gan.genres.corpus import unpack_band
from generation.techniques.gan.genres.roles import GENRES
from generation.techniques.gan.samples import QPM, hear_bands
from generation.techniques.gan.songs import decode_song, find_melody_start
from generation.training.export import export_tensors
from generation.training.packs import Arrays
from generation.training.samples import spread_out, write_sample
from generation.training.trainee import Heard

STEPS = 256  # sixteen bars
EACH = 3  # melodies of each genre


def make_sample_function(
    textures: NDArray[np.float32], valid: Arrays
) -> Callable[[Generator, Path, str], Heard]:
    """Plays with seed 1 every time; `textures` are those the model is to be published with."""
    contents = write_cards(BandConfig(), textures, seed=1, commit="", training={})
    cards = [card_from({**content, "digest": ""}) for content in contents]
    melodies = {card: crop_melodies(valid, card) for card in cards}

    def sample(network: Generator, folder: Path, label: str) -> Heard:
        ours = inference.Generator(network.config, export_tensors(network))
        model, songs = Model(ours, textures), []
        for number, (card, tunes) in enumerate(melodies.items()):
            wishes = card.complete_parameters({})
            songs += [perform(model, card, melody, 0, wishes, seed=1) for melody in tunes]
            if tunes:
                write_sample(folder, label, number, songs[-len(tunes)])
        return hear_bands(songs)

    return sample


def make_real_function(
    textures: NDArray[np.float32], valid: Arrays
) -> Callable[[], Sequence[Figures]]:
    """Measures what really stood under the unseen melodies."""

    def measure() -> Sequence[Figures]:
        songs = []
        for content in write_cards(BandConfig(), textures, seed=1, commit="", training={}):
            card = card_from({**content, "digest": ""})
            parts = [Part.from_json(track) for track in card.tracks]
            songs += [crop_song(valid, number, parts) for number in find_genre(valid, card)]
        return hear_bands(songs).takes

    return measure


def crop_melodies(valid: Arrays, card: Card) -> list[Song]:
    """Some of a card's genre."""
    return [crop_song(valid, number, ()) for number in spread_out(find_genre(valid, card), EACH)]


def find_genre(valid: Arrays, card: Card) -> list[int]:
    """The numbers of the pieces of a card's genre."""
    return np.flatnonzero(valid["genre"] == GENRES.index(card.genre)).tolist()


def crop_song(valid: Arrays, number: int, parts: Sequence[Part]) -> Song:
    """Sixteen bars of a piece that have some melody in them; without parts the melody alone."""
    piece = unpack_band(valid, number)
    start = find_melody_start(piece)
    return decode_song(piece, parts, start, min(piece.steps, start + STEPS), QPM)
