"""Who carries openings on, in jobs that are spread over the processors and kept once they are
done."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from safetensors.torch import load_file

from generation.catalogue import Card, read_card
from generation.codecs.score import Notes, decode_score
from generation.evaluation.finished import Finished, digest_inputs
from generation.techniques.transformer import TECHNIQUE
from generation.techniques.transformer import likelihood as likelihoods
from generation.techniques.transformer.config import read_config
from generation.techniques.transformer.corpora import load_works
from generation.techniques.transformer.inference import load
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.openings import (
    SECONDS,
    Opening,
    play_network,
    play_ngrams,
    repeat_last_bars,
    repeat_opening,
)
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.sampler import as_notes
from generation.techniques.transformer.study import REAL

ROOMS = ("codecs", "inference", "techniques/transformer")  # whose code decides on what is played
LATER, COPIED, MARKOV = "real music, 30 s later", "last 4 bars again", "n-grams (Markov)"
AGAIN = "opening again"
# Those that take no time; a maker that has none for an opening gives none.
PLAIN: dict[str, Callable[[Opening], list[Notes]]] = {
    REAL: lambda each: [each.real],
    LATER: lambda each: [] if each.later is None or not len(each.later) else [each.later],
    COPIED: lambda each: [repeat_last_bars(each)],
    AGAIN: lambda each: [repeat_opening(each)],
}
Numbered = tuple[int, Opening]  # an opening with its number, which is the seed


def load_network(card: Card) -> Transformer:
    network = Transformer(read_config(card.sizes))
    network.load_state_dict(
        {name: tensor.float() for name, tensor in load_file(card.weights).items()}
    )
    return network.eval().requires_grad_(False)


def open_finished(kept: Path, data: Path, *said: object) -> Finished:
    """The folder of what was made by this code, these weights and this data."""
    version = (TECHNIQUE.sampler_version, read_card("transformer").digest)
    return Finished(kept / "continuation" / digest_inputs(ROOMS, data, version, said))


def plan_passage(card: Card, opening: Opening) -> Passage:
    """What a musician would ask for: 30 seconds more, all else as the card proposes."""
    parameters = card.complete_parameters({"seconds": SECONDS})
    return build_plan(decode_score(opening.known), 0, parameters).passages[0]


def continue_opening(
    finished: Finished, number: int, opening: Opening, samples: int
) -> list[Notes]:
    """The network's continuations of an opening."""

    def make() -> list[Any]:
        card = read_card("transformer")
        made = play_network(load(card), plan_passage(card, opening), number, samples)
        return [notes.tolist() for notes in made]

    found = finished.find_or_make(f"opening-{number}-{samples}", make)
    return [as_notes(rows) for rows in found]


def measure_corpus(
    finished: Finished,
    folder: Path,
    corpus: str,
    split: str,
    pieces: int | None,
    numbered: Sequence[Numbered],
) -> tuple[list[dict[str, Any]], list[Notes]]:
    """Likelihoods of one corpus, and what its n-gram model plays after openings of it.

    The n-gram models fill hundreds of megabytes, so each is used for all that it is needed for, and
    let go.
    """

    def make() -> Any:
        card = read_card("transformer")
        ngrams = likelihoods.train_ngrams(folder, corpus)
        works = load_works(folder, corpus, split)[:pieces]
        rows = likelihoods.measure_works(load_network(card), card.name, ngrams, corpus, works)
        played = [
            play_ngrams(ngrams, plan_passage(card, each), seed).tolist() for seed, each in numbered
        ]
        return [row._asdict() for row in rows], played

    rows, played = finished.find_or_make(f"{corpus}-{pieces}-{len(numbered)}", make)
    return rows, [as_notes(each) for each in played]
