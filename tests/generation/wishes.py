"""Helper: wishes for networks so small that a run of them takes seconds, and what they learn
from."""

import importlib
from dataclasses import replace
from typing import Any

from generation.codecs.score import encode_score
from generation.techniques.gan.corpus import pack_corpus
from generation.techniques.transformer.packing import to_arrays
from generation.training.packs import Arrays, Pack, in_part
from tests.generation.continuer import work
from tests.generation.lessons import scores
from tests.generation.tiny import corpus
from tests.generation.trainees import chorales
from tests.generation.tunes import long_tune

GENRES = {"gan": "pop", "arcnn": "bach", "transformer": "any"}
SMALLEST: dict[str, dict[str, Any]] = {
    "gan": {"epochs": 4, "batch": 4, "width": 16, "update_ratio": 1},
    "arcnn": {"epochs": 3, "batch": 2, "width": 32},
    "transformer": {"epochs": 2, "batch": 2, "width": 64},
}
WISHES: dict[str, dict[str, Any]] = {
    name: {"technique": name, "genre": genre, "parameters": SMALLEST[name], "start": ""}
    for name, genre in GENRES.items()
}
WINDOWS = {"gan": 12, "arcnn": 6, "transformer": 6}  # of an epoch: three steps


def tighten(technique: str) -> None:
    """Epochs of three steps, in this process."""
    recipes = importlib.import_module(f"generation.techniques.{technique}.recipes")
    setattr(recipes, "WINDOWS", WINDOWS[technique])  # noqa: B010 - a constant for all but tests


def make_pack(technique: str) -> Pack:
    """A few pieces, to learn from and to be judged by."""
    if technique == "arcnn":
        return chorales()
    if technique == "gan":
        return twice("pop", pack_corpus(corpus()))
    long = replace(work(), score=encode_score(long_tune(40)))
    return twice("any", to_arrays(scores(long)))


def twice(genre: str, arrays: Arrays) -> Pack:
    parts = {**in_part(genre, "train", arrays), **in_part(genre, "valid", arrays)}
    return Pack(parts, {"data": {genre: [{"name": "Scales", "licence": "CC0-1.0"}]}})
