"""What the Transformer plays while it learns: openings of unseen works, carried on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from generation.catalogue import card_from
from generation.codecs.score import STEPS, Notes, decode_score, encode_score
from generation.evaluation.accompaniment import Figures, average_songs
from generation.evaluation.likeness import build_view, measure_passage
from generation.evaluation.watched import watch_music
from generation.music.song import Song
from generation.music.theory import estimate_song_key
from generation.techniques.transformer.card import card_content
from generation.techniques.transformer.config import CONFIG
from generation.techniques.transformer.inference import Weights, read_weights
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.openings import (
    Opening,
    cut_opening,
    halve_work,
    measure_bar,
)
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.packing import unpack_work
from generation.techniques.transformer.sampler import perform
from generation.techniques.transformer.train import SampleFunction
from generation.training.export import export_tensors
from generation.training.samples import WRITTEN, spread_out, write_sample
from generation.training.trainee import Heard


def export_weights(network: Transformer) -> Weights:
    """A network in training as it will be played."""
    return read_weights(network.config, export_tensors(network))


OPENINGS = 8
SECONDS = 15


def make_sample_function(valid: PackedScores) -> SampleFunction:
    """Carries unseen openings on, with seed 1 every time."""
    card = card_from({**card_content(CONFIG, seed=1, commit="", training={}), "digest": ""})
    parameters = card.complete_parameters({"seconds": SECONDS})
    chosen = spread_out(cut_openings(valid), OPENINGS)

    def play_openings(network: Transformer, folder: Path, label: str) -> Heard:
        weights, rows, takes = export_weights(network), [], []
        for number, opening in enumerate(chosen):
            song = perform(weights, decode_score(opening.known), 0, parameters, seed=1).song
            if number < WRITTEN:
                write_sample(folder, label, number, song)
            made, bar = new_notes(opening.start, song), measure_bar(opening)
            rows.append(measure_passage(made, opening.start, opening.stop, bar))
            takes.append(watch_passage(opening, made))
        return Heard(average_songs(rows) if rows else {}, tuple(takes))

    return play_openings


def make_real_function(valid: PackedScores) -> Callable[[], Sequence[Figures]]:
    """Measures what really follows the unseen openings."""
    return lambda: [watch_passage(each, each.real) for each in cut_openings(valid)]


def cut_openings(scores: PackedScores) -> list[Opening]:
    """Of the works that are long enough; where none is, halves of all."""
    works = [unpack_work(scores, number) for number in range(len(scores))]
    found = [each for work in works if (each := cut_opening(work))]
    return found or [halve_work(work) for work in works]


def watch_passage(opening: Opening, notes: Notes) -> Figures:
    """Of what follows an opening for as long as is played, in the opening's key."""
    bar = measure_bar(opening)
    stop = min(opening.stop, opening.start + count_bars(opening) * bar)
    heard = notes[notes[:, 0] < stop]
    key = estimate_song_key(decode_score(opening.known))
    return watch_music(build_view(heard, opening.start, stop, bar), key)


def count_bars(opening: Opening) -> int:
    """Whole bars of what is played."""
    qpm = opening.work.score.tempi[0][1]
    return max(1, round(SECONDS * qpm / 60 * STEPS / measure_bar(opening)))


def new_notes(start: int, song: Song) -> Notes:
    notes = encode_score(song).notes
    return notes[notes[:, 0] >= start]
