"""What the card of the AR-CNN says, its weights for serving, and what it sounds like while it
learns."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import MELODY_TRACK, card_from
from generation.codecs.chorale import States, pitches_of, runs
from generation.codecs.grid import STEP_TICKS
from generation.codecs.instrumentation import STRINGS
from generation.datasets.jsb import JSB
from generation.evaluation.accompaniment import Figures, averaged, figures_of
from generation.inference import arcnn as inference
from generation.music.song import Note, Song, Tempo, Track
from generation.networks.arcnn import Arcnn
from generation.samplers.arcnn import perform
from generation.techniques.arcnn.config import ArcnnConfig
from generation.training.arcnn import Listener
from generation.training.export import tensors_of
from generation.training.samples import write_sample

PARAMETERS = [
    {
        "name": "mode",
        "label": "What to do",
        "kind": "choice",
        "default": "enhance",
        "choices": ["enhance", "harmonise"],
        "help": (
            "Enhance rewrites the track note by note. Harmonise leaves it and adds alto, "
            "tenor and bass."
        ),
    },
    {
        "name": "creative_risk",
        "label": "Creative risk",
        "kind": "float",
        "minimum": 0.5,
        "maximum": 6.0,
        "step": 0.1,
        "default": 1.0,
        "help": "Low: only edits that the model is sure of. High: unlikely ones too.",
    },
    {
        "name": "maximum_removed",
        "label": "Maximum input notes to remove, %",
        "kind": "int",
        "minimum": 0,
        "maximum": 100,
        "step": 1,
        "default": 100,
        "help": (
            "How many of your notes may be missing at the end. At 0 every one stays. Not "
            "for Harmonise."
        ),
    },
    {
        "name": "maximum_added",
        "label": "Maximum notes to add",
        "kind": "int",
        "minimum": 0,
        "maximum": 1000,
        "step": 1,
        "default": 100,
        "help": "How many new notes there may be at the end. Not for Harmonise.",
    },
    {
        "name": "iterations",
        "label": "Sampling iterations",
        "kind": "int",
        "minimum": 0,
        "maximum": 1000,
        "step": 1,
        "default": 100,
        "help": (
            "The most single edits that are made. For Harmonise: four are one pass over the voices."
        ),
    },
    {
        "name": "first_bar",
        "label": "From bar",
        "kind": "int",
        "minimum": 1,
        "maximum": 1000,
        "step": 1,
        "default": 1,
        "help": "Notes before this bar stay as they are.",
    },
    {
        "name": "last_bar",
        "label": "To bar",
        "kind": "int",
        "minimum": 0,
        "maximum": 1000,
        "step": 1,
        "default": 0,
        "help": "Notes after this bar stay as they are. 0 means to the end.",
    },
    {
        "name": "locked",
        "label": "Locked notes",
        "kind": "notes",
        "maximum": 5000,
        "default": [],
        "help": "Notes of the track that are never taken away. Not for Harmonise.",
    },
    {
        **MELODY_TRACK,
        "help": (
            "The track to work on, counted from 0. At -1 the one that looks most like a melody."
        ),
    },
]

CARD: dict[str, Any] = {
    "name": "arcnn-bach",
    "technique": "arcnn",
    "title": "Bach editor",
    "genre": "bach",
    "description": (
        "Takes away and adds single notes until your melody sounds like a chorale, "
        "or harmonises it."
    ),
    "licence": "MIT",
    "tracks": [
        {"name": "Alto", "voices": [0], "pan": 48, **STRINGS},
        {"name": "Tenor", "voices": [1], "pan": 80, **STRINGS},
        {"name": "Bass", "voices": [2], "pan": 64, **STRINGS},
    ],
    "parameters": PARAMETERS,
    "data": [JSB],
    "expected_seconds": 1.0,
}


def card_content(
    config: ArcnnConfig, seed: int, commit: str, training: dict[str, Any]
) -> dict[str, Any]:
    """The card of the AR-CNN, all but its digest and date."""
    return {
        **CARD,
        "sizes": asdict(config),
        "figures": {},
        "seed": seed,
        "commit": commit,
        "training": training,
    }


MELODIES = 4
STEPS = 128  # eight bars


def listener_for(valid: Sequence[States]) -> Listener:
    """Harmonises the first eight bars of four unseen sopranos and edits one of them, with seed 1
    every time."""
    card = card_from({**card_content(ArcnnConfig(), seed=1, commit="", training={}), "digest": ""})
    melodies = [melody_of(pitches_of(piece)[0, :STEPS]) for piece in valid[:MELODIES]]

    def listen(network: Arcnn, folder: Path, label: str) -> Figures:
        rows, player = [], inference.Arcnn(network.config, tensors_of(network))
        for number, melody in enumerate(melodies):
            mode = "enhance" if number == MELODIES - 1 else "harmonise"
            wishes = card.parameters_of({"mode": mode})
            song = perform(player, card, melody, 0, wishes, seed=1).song
            write_sample(folder, label, number, song)
            if mode == "harmonise":
                rows.append(figures_of(song, 0, range(1, len(song.tracks))))
        return averaged(rows)

    return listen


def melody_of(line: NDArray[np.int16], qpm: float = 80) -> Song:
    """A line of MIDI pitches (T,) on 16th steps, -1 for silence, as a song of one track in 4/4."""
    notes = [
        Note(a * STEP_TICKS, int(line[a]), (b - a) * STEP_TICKS, 90)
        for a, b in runs(line)
        if line[a] >= 0
    ]
    return Song((Track(tuple(notes), name="Melody"),), (Tempo(0, round(60e6 / qpm)),))
