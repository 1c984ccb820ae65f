"""What the AR-CNN sounds like while it learns: the same unseen sopranos at every checkpoint."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import card_from
from generation.codecs.chorale import States, decode_states, find_runs
from generation.codecs.grid import STEP_TICKS
from generation.evaluation.accompaniment import Figures, average_songs, measure_accompaniment
from generation.evaluation.watched import watch_accompaniment
from generation.music.song import Note, Song, Tempo, Track
from generation.techniques.arcnn import inference
from generation.techniques.arcnn.card import card_content
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.network import Arcnn
from generation.techniques.arcnn.sampler import perform
from generation.techniques.arcnn.train import SampleFunction
from generation.training.export import export_tensors
from generation.training.samples import WRITTEN, spread_out, write_sample
from generation.training.trainee import Heard

MELODIES = 12
STEPS = 128  # eight bars


def make_sample_function(valid: Sequence[States]) -> SampleFunction:
    """Harmonises the first eight bars of unseen sopranos and edits the last of them, with seed 1
    every time."""
    card = card_from({**card_content(ArcnnConfig(), seed=1, commit="", training={}), "digest": ""})
    sopranos = [make_melody(decode_states(piece)[0, :STEPS]) for piece in valid]
    melodies = spread_out([song for song in sopranos if song.tracks[0].notes], MELODIES)

    def sample(network: Arcnn, folder: Path, label: str) -> Heard:
        player, songs = inference.Arcnn(network.config, export_tensors(network)), []
        for number, melody in enumerate(melodies):
            wishes = card.complete_parameters({"mode": "harmonise"})
            songs.append(perform(player, card, melody, 0, wishes, seed=1).song)
            if number < WRITTEN:
                write_sample(folder, label, number, songs[-1])
        for melody in melodies[-1:]:
            wishes = card.complete_parameters({"mode": "enhance"})
            edited = perform(player, card, melody, 0, wishes, seed=1).song
            write_sample(folder, label, WRITTEN, edited)
        return hear_choirs(songs)

    return sample


def hear_choirs(songs: Sequence[Song]) -> Heard:
    """Of songs whose first track is the soprano."""
    figures = [measure_accompaniment(song, 0, range(1, len(song.tracks))) for song in songs]
    watched = [watch_accompaniment(song, 0, range(1, len(song.tracks))) for song in songs]
    return Heard(average_songs(figures), tuple(watched))


def make_real_function(valid: Sequence[States]) -> Callable[[], Sequence[Figures]]:
    """Measures what was really sung under the unseen sopranos."""

    def measure() -> Sequence[Figures]:
        choirs = [make_choir(decode_states(piece)[:, :STEPS]) for piece in valid]
        return hear_choirs([song for song in choirs if song.tracks[0].notes]).takes

    return measure


def make_choir(lines: NDArray[np.int16]) -> Song:
    """Lines of MIDI pitches (V, T) as a song of as many tracks."""
    songs = [make_melody(line) for line in lines]
    return songs[0].with_tracks([song.tracks[0] for song in songs])


def make_melody(line: NDArray[np.int16], qpm: float = 80) -> Song:
    """A line of MIDI pitches (T,) on 16th steps, -1 for silence, as a song of one track in 4/4."""
    notes = [
        Note(a * STEP_TICKS, int(line[a]), (b - a) * STEP_TICKS, 90)
        for a, b in find_runs(line)
        if line[a] >= 0
    ]
    return Song((Track(tuple(notes), name="Melody"),), (Tempo(0, round(60e6 / qpm)),))
