"""What the Transformer plays while it learns: openings of unseen works, carried on."""

from pathlib import Path

from generation.catalogue import card_from
from generation.codecs.score import Notes, decode_score, encode_score
from generation.evaluation.accompaniment import Figures, average_songs
from generation.evaluation.likeness import measure_passage
from generation.music.song import Song
from generation.techniques.transformer.card import card_content
from generation.techniques.transformer.config import CONFIG
from generation.techniques.transformer.inference import Weights, read_weights
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.openings import cut_opening, measure_bar
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.packing import unpack_work
from generation.techniques.transformer.sampler import perform
from generation.techniques.transformer.train import SampleFunction
from generation.training.export import export_tensors
from generation.training.samples import write_sample


def export_weights(network: Transformer) -> Weights:
    """A network in training as it will be played."""
    return read_weights(network.config, export_tensors(network))


OPENINGS = 4
SECONDS = 15


def make_sample_function(valid: PackedScores) -> SampleFunction:
    """Carries four unseen openings on, with seed 1 every time."""
    card = card_from({**card_content(CONFIG, seed=1, commit="", training={}), "digest": ""})
    parameters = card.complete_parameters({"seconds": SECONDS})
    found = [
        each for number in range(len(valid)) if (each := cut_opening(unpack_work(valid, number)))
    ]
    chosen = found[:: max(1, len(found) // OPENINGS)][:OPENINGS]

    def play_openings(network: Transformer, folder: Path, label: str) -> Figures:
        weights, rows = export_weights(network), []
        for number, opening in enumerate(chosen):
            song = perform(weights, decode_score(opening.known), 0, parameters, seed=1).song
            write_sample(folder, label, number, song)
            rows.append(
                measure_passage(
                    new_notes(opening.start, song),
                    opening.start,
                    opening.stop,
                    measure_bar(opening),
                )
            )
        return average_songs(rows)

    return play_openings


def new_notes(start: int, song: Song) -> Notes:
    notes = encode_score(song).notes
    return notes[notes[:, 0] >= start]
