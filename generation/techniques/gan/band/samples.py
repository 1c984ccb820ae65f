"""What a run of the band network sounds like: an unseen melody of each genre, as MIDI files and
figures."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import card_from
from generation.evaluation.accompaniment import Figures, average_songs, measure_accompaniment
from generation.music.song import Song
from generation.techniques.gan.band import inference
from generation.techniques.gan.band.card import write_cards
from generation.techniques.gan.band.config import BandConfig
from generation.techniques.gan.band.moods import Model
from generation.techniques.gan.band.network import Generator
from generation.techniques.gan.band.sampler import perform
from generation.techniques.gan.genres.corpus import unpack_band
from generation.techniques.gan.genres.roles import GENRES
from generation.techniques.gan.samples import QPM
from generation.techniques.gan.songs import decode_song, find_melody_start
from generation.training.export import export_tensors
from generation.training.packs import Arrays
from generation.training.samples import write_sample

STEPS = 256  # sixteen bars


def make_sample_function(
    textures: NDArray[np.float32], valid: Arrays
) -> Callable[[Generator, Path, str], Figures]:
    """Plays with seed 1 every time; `textures` are those the model is to be published with."""
    numbers = {int(genre): number for number, genre in reversed([*enumerate(valid["genre"])])}
    melodies = {genre: crop_melody(valid, number) for genre, number in sorted(numbers.items())}
    contents = write_cards(BandConfig(), textures, seed=1, commit="", training={})
    cards = [card_from({**content, "digest": ""}) for content in contents]

    def sample(network: Generator, folder: Path, label: str) -> Figures:
        ours = inference.Generator(network.config, export_tensors(network))
        model, rows = Model(ours, textures), []
        for number, card in enumerate(cards):
            melody = melodies.get(GENRES.index(card.genre))
            if melody is None:
                continue
            song = perform(model, card, melody, 0, card.complete_parameters({}), seed=1)
            write_sample(folder, label, number, song)
            rows.append(measure_accompaniment(song, 0, range(1, len(song.tracks))))
        return average_songs(rows)

    return sample


def crop_melody(valid: Arrays, number: int) -> Song:
    """Sixteen bars of a piece's melody that have something in them."""
    piece = unpack_band(valid, number)
    start = find_melody_start(piece)
    return decode_song(piece, (), start, min(piece.steps, start + STEPS), QPM)
