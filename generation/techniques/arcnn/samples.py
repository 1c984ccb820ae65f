"""What the AR-CNN sounds like while it learns: the same unseen sopranos at every checkpoint."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import card_from
from generation.codecs.chorale import States, decode_states, find_runs
from generation.codecs.grid import STEP_TICKS
from generation.evaluation.accompaniment import Figures, average_songs, measure_accompaniment
from generation.music.song import Note, Song, Tempo, Track
from generation.techniques.arcnn import inference
from generation.techniques.arcnn.card import card_content
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.network import Arcnn
from generation.techniques.arcnn.sampler import perform
from generation.techniques.arcnn.train import SampleFunction
from generation.training.export import export_tensors
from generation.training.samples import write_sample

MELODIES = 4
STEPS = 128  # eight bars


def make_sample_function(valid: Sequence[States]) -> SampleFunction:
    """Harmonises the first eight bars of four unseen sopranos and edits one of them, with seed 1
    every time."""
    card = card_from({**card_content(ArcnnConfig(), seed=1, commit="", training={}), "digest": ""})
    melodies = [make_melody(decode_states(piece)[0, :STEPS]) for piece in valid[:MELODIES]]

    def sample(network: Arcnn, folder: Path, label: str) -> Figures:
        rows, player = [], inference.Arcnn(network.config, export_tensors(network))
        for number, melody in enumerate(melodies):
            mode = "enhance" if number == MELODIES - 1 else "harmonise"
            wishes = card.complete_parameters({"mode": mode})
            song = perform(player, card, melody, 0, wishes, seed=1).song
            write_sample(folder, label, number, song)
            if mode == "harmonise":
                rows.append(measure_accompaniment(song, 0, range(1, len(song.tracks))))
        return average_songs(rows)

    return sample


def make_melody(line: NDArray[np.int16], qpm: float = 80) -> Song:
    """A line of MIDI pitches (T,) on 16th steps, -1 for silence, as a song of one track in 4/4."""
    notes = [
        Note(a * STEP_TICKS, int(line[a]), (b - a) * STEP_TICKS, 90)
        for a, b in find_runs(line)
        if line[a] >= 0
    ]
    return Song((Track(tuple(notes), name="Melody"),), (Tempo(0, round(60e6 / qpm)),))
