"""What a run sounds like: the same unseen melodies after every epoch, as MIDI files and figures."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import card_from
from generation.codecs.instrumentation import Part
from generation.evaluation.accompaniment import Figures, average_songs, measure_accompaniment
from generation.music.song import Song
from generation.techniques.gan import inference
from generation.techniques.gan.card import card_content
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.corpus import unpack_piece
from generation.techniques.gan.network import Generator
from generation.techniques.gan.pieces import Piece
from generation.techniques.gan.sampler import Model, perform
from generation.techniques.gan.songs import decode_song, find_melody_start
from generation.techniques.gan.train import SampleFunction
from generation.training.export import export_tensors
from generation.training.packs import Arrays
from generation.training.samples import write_sample

MELODIES = 4
STEPS = 128  # eight bars
QPM = 90


def make_sample_function(
    genre: str, config: GanConfig, textures: NDArray[np.float32], valid: Arrays
) -> SampleFunction:
    """Plays four unseen melodies with seed 1 every time; `textures` are those the model is to be
    published with."""
    content = card_content(genre, config, seed=1, commit="", training={})
    card = card_from({**content, "digest": ""})
    parts = [Part.from_json(track) for track in card.tracks]
    melodies = [
        crop_melody(unpack_piece(valid, number), parts)
        for number in range(min(MELODIES, len(valid["lengths"])))
    ]
    wishes = card.complete_parameters({})

    def sample(network: Generator, folder: Path, label: str) -> Figures:
        model, rows = (
            Model(inference.Generator(network.config, export_tensors(network)), textures),
            [],
        )
        for number, melody in enumerate(melodies):
            song = perform(model, card, melody, 0, wishes, seed=1)
            write_sample(folder, label, number, song)
            rows.append(measure_accompaniment(song, 0, range(1, len(song.tracks))))
        return average_songs(rows)

    return sample


def crop_melody(piece: Piece, parts: Sequence[Part]) -> Song:
    """The first eight bars of a piece's melody that have something in them."""
    start = find_melody_start(piece)
    song = decode_song(piece, parts, start, min(piece.steps, start + STEPS), QPM)
    return song.with_tracks(song.tracks[:1])
