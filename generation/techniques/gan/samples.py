"""What a run sounds like: the same unseen melodies after every epoch, as MIDI files and figures."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import card_from
from generation.codecs.instrumentation import Part
from generation.evaluation.accompaniment import Figures, average_songs, measure_accompaniment
from generation.evaluation.watched import watch_accompaniment
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
from generation.training.samples import WRITTEN, spread_out, write_sample
from generation.training.trainee import Heard

MELODIES = 12
STEPS = 128  # eight bars
QPM = 90


def make_sample_function(
    genre: str, config: GanConfig, textures: NDArray[np.float32], valid: Arrays
) -> SampleFunction:
    """Plays unseen melodies with seed 1 every time; `textures` are those the model is to be
    published with."""
    content = card_content(genre, config, seed=1, commit="", training={})
    card = card_from({**content, "digest": ""})
    songs = [crop_song(unpack_piece(valid, n), ()) for n in range(len(valid["lengths"]))]
    melodies = spread_out([song for song in songs if song.tracks[0].notes], MELODIES)
    wishes = card.complete_parameters({})

    def sample(network: Generator, folder: Path, label: str) -> Heard:
        ours = inference.Generator(network.config, export_tensors(network))
        model, songs = Model(ours, textures), []
        for number, melody in enumerate(melodies):
            songs.append(perform(model, card, melody, 0, wishes, seed=1))
            if number < WRITTEN:
                write_sample(folder, label, number, songs[-1])
        return hear_bands(songs)

    return sample


def hear_bands(songs: Sequence[Song]) -> Heard:
    """Of songs whose first track is the melody."""
    figures = [measure_accompaniment(song, 0, range(1, len(song.tracks))) for song in songs]
    watched = [watch_accompaniment(song, 0, range(1, len(song.tracks))) for song in songs]
    return Heard(average_songs(figures), tuple(watched))


def make_real_function(
    genre: str, config: GanConfig, valid: Arrays
) -> Callable[[], Sequence[Figures]]:
    """Measures what really stood under the unseen melodies."""
    content = card_content(genre, config, seed=1, commit="", training={})
    parts = [Part.from_json(track) for track in content["tracks"]]

    def measure() -> Sequence[Figures]:
        songs = [crop_song(unpack_piece(valid, n), parts) for n in range(len(valid["lengths"]))]
        return hear_bands([song for song in songs if song.tracks[0].notes]).takes

    return measure


def crop_song(piece: Piece, parts: Sequence[Part]) -> Song:
    """The first eight bars of a piece that have some melody in them; without parts the melody
    alone."""
    start = find_melody_start(piece)
    return decode_song(piece, parts, start, min(piece.steps, start + STEPS), QPM)
