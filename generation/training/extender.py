"""What the card of the Transformer says, its weights for serving, and what it plays while it
learns."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from generation.catalogue import MELODY_TRACK, card_from, card_of
from generation.codecs.context import FIELDS, HINTS, SHOWN
from generation.codecs.score import Notes, score_of, song_of
from generation.codecs.windows import GENRES
from generation.evaluation.accompaniment import Figures, averaged
from generation.evaluation.likeness import figures_of
from generation.inference.transformer import Weights, weights_from
from generation.music.song import Song
from generation.networks.compound import Sizes
from generation.networks.transformer import Transformer
from generation.samplers.passages import INSTRUMENTS, MODES
from generation.samplers.transformer import perform
from generation.training.export import tensors_of
from generation.training.openings import bar_of, opening_of
from generation.training.packed_scores import PackedScores
from generation.training.repertoire import TIER_A
from generation.training.samples import write_sample
from generation.training.score_packing import work_at
from generation.training.transformer import Listener

SIZES = Sizes(SHOWN, FIELDS, HINTS)
PARAMETERS = [
    {
        "name": "mode",
        "label": "What to do",
        "kind": "choice",
        "default": MODES[0],
        "choices": list(MODES),
        "help": (
            "Carry the song on, begin it earlier, write some bars anew, or add a track to "
            "those that are there."
        ),
    },
    {
        "name": "seconds",
        "label": "Seconds to add",
        "kind": "float",
        "minimum": 5,
        "maximum": 60,
        "step": 1,
        "default": 20,
        "help": "Whole bars, as near to this as they come. Only to extend.",
    },
    {
        "name": "temperature",
        "label": "Creativity",
        "kind": "float",
        "minimum": 0.5,
        "maximum": 1.5,
        "step": 0.05,
        "default": 1.0,
        "help": "Low: the most usual notes. High: more surprises, and more of them wrong.",
    },
    {
        "name": "candidates",
        "label": "Takes at once",
        "kind": "int",
        "minimum": 1,
        "maximum": 4,
        "step": 1,
        "default": 1,
        "help": "Different takes of the same wish, to choose from.",
    },
    {
        "name": "instrument",
        "label": "Instrument of the added track",
        "kind": "choice",
        "default": "bass",
        "choices": list(INSTRUMENTS),
        "help": "Only to add a track.",
    },
    {
        "name": "genre",
        "label": "Style",
        "kind": "choice",
        "default": GENRES[0],
        "choices": list(GENRES),
        "help": "A hint. At any, the style is taken from your music alone.",
    },
    {
        "name": "ending",
        "label": "Come to an end",
        "kind": "bool",
        "default": True,
        "help": "The new bars lead to an ending. Without it they stop as if the piece went on.",
    },
    {
        "name": "solo",
        "label": "Only the chosen track plays",
        "kind": "bool",
        "default": False,
        "help": (
            "In the new bars all other tracks are silent. When bars are written anew, the "
            "others stay as they are."
        ),
    },
    {
        "name": "variety",
        "label": "Avoid repeated notes",
        "kind": "float",
        "minimum": 0.0,
        "maximum": 2.0,
        "step": 0.1,
        "default": 0.0,
        "help": "Makes pitches that a track has just played less likely.",
    },
    {
        "name": "recall",
        "label": "Passages may come back",
        "kind": "bool",
        "default": True,
        "help": (
            "The model is reminded of what came the last time, and often repeats it. Off: "
            "it finds something new."
        ),
    },
    {
        "name": "top_p",
        "label": "Likely notes only (top-p)",
        "kind": "float",
        "minimum": 0.5,
        "maximum": 1.0,
        "step": 0.01,
        "default": 0.96,
        "help": (
            "Each choice is made among the likeliest values that together have this share "
            "of the probability."
        ),
    },
    {
        "name": "top_k",
        "label": "Most values to choose from (top-k)",
        "kind": "int",
        "minimum": 0,
        "maximum": 200,
        "step": 1,
        "default": 0,
        "help": "0 means all.",
    },
    {
        "name": "first_bar",
        "label": "From bar",
        "kind": "int",
        "minimum": 1,
        "maximum": 1000,
        "step": 1,
        "default": 1,
        "help": "To write bars anew or to add a track: the first bar.",
    },
    {
        "name": "last_bar",
        "label": "To bar",
        "kind": "int",
        "minimum": 0,
        "maximum": 1000,
        "step": 1,
        "default": 0,
        "help": "The last bar. 0 means to the end.",
    },
    {
        **MELODY_TRACK,
        "label": "Track",
        "help": "The track that plays alone where only one does, counted from 0.",
    },
]

CARD: dict[str, Any] = {
    "name": "transformer-all",
    "technique": "transformer",
    "title": "Continuer",
    "genre": "any",
    "description": (
        "Carries your song on with all its tracks, begins it earlier, fills bars, or adds a track."
    ),
    "licence": "MIT",
    "tracks": [],
    "parameters": PARAMETERS,
    "data": TIER_A,
    "expected_seconds": 1.0,
}


def card_content(sizes: Sizes, seed: int, commit: str, training: dict[str, Any]) -> dict[str, Any]:
    """The card of the Transformer, all but its digest and date."""
    return {
        **CARD,
        "sizes": asdict(sizes),
        "figures": {},
        "seed": seed,
        "commit": commit,
        "training": training,
    }


def beginning(start: str) -> dict[str, Any]:
    """What a card says of the model that its run began with, if it did."""
    if not start:
        return {}
    card = card_of("transformer", start)
    return {"start": {"name": card.name, "digest": card.digest, "training": card.training}}


def served(network: Transformer) -> Weights:
    """A network in training as it will be played."""
    return weights_from(network.sizes, tensors_of(network))


OPENINGS = 4
SECONDS = 15


def listener_for(valid: PackedScores) -> Listener:
    """Carries four unseen openings on, with seed 1 every time."""
    card = card_from({**card_content(SIZES, seed=1, commit="", training={}), "digest": ""})
    parameters = card.parameters_of({"seconds": SECONDS})
    found = [each for number in range(len(valid)) if (each := opening_of(work_at(valid, number)))]
    chosen = found[:: max(1, len(found) // OPENINGS)][:OPENINGS]

    def listen(network: Transformer, folder: Path, label: str) -> Figures:
        weights, rows = served(network), []
        for number, opening in enumerate(chosen):
            song = perform(weights, song_of(opening.known), 0, parameters, seed=1).song
            write_sample(folder, label, number, song)
            rows.append(
                figures_of(
                    new_notes(opening.start, song), opening.start, opening.stop, bar_of(opening)
                )
            )
        return averaged(rows)

    return listen


def new_notes(start: int, song: Song) -> Notes:
    notes = score_of(song).notes
    return notes[notes[:, 0] >= start]
