"""How likely a melody is under the melodies of each genre, and how well it suits each by that.

The tables hold weighted log likelihoods in whole numbers, so any machine, and the studio's page,
finds the same scores.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.genres.facts import SHAPES, Facts, Tune, count_notes, gather_facts
from generation.harmony.evidence import Ints

MODEL = Path(__file__).with_name("model.json")
FEWEST = 8  # notes of a melody of which something is said
SIZES = (8, 16, 32, 64)  # numbers of notes from which `least` differs
USUAL = 16  # notes that say as much as they would apart from one another


class Suits(StrEnum):
    """What is said of a genre."""

    WELL = "well"
    EVENLY = "evenly"  # as well as others
    LESS = "less"  # less than others
    UNLIKE = "unlike"  # nearly all of its own melodies are likelier than this one


class Model(NamedTuple):
    genres: tuple[str, ...]
    scores: Mapping[str, Ints]  # (genres, contexts, outcomes) of each table
    start: Ints  # (genres,) added to what all notes say
    least: Ints  # (genres, sizes) a note: below it a melody is unlike the genre's own
    unit: int  # what a nat is
    spread: float  # 0: every note says as much as the first, 1: all say no more than `USUAL`


class Suit(NamedTuple):
    """How well a melody suits each genre."""

    scores: Ints  # (genres,) log likelihoods, weighted
    shares: NDArray[np.float64]  # (genres,) how probable each is, were they equally frequent
    words: tuple[Suits, ...]


@lru_cache(maxsize=1)
def load_genres() -> Model:
    return read_genres(json.loads(MODEL.read_text())["tables"])


def read_genres(tables: Mapping[str, Any]) -> Model:
    scores = {name: np.array(tables["scores"][name], np.int64) for name in SHAPES}
    start, least = (np.array(tables[name], np.int64) for name in ("start", "least"))
    return Model(tuple(tables["genres"]), scores, start, least, tables["unit"], tables["spread"])


def judge_melody(tune: Tune, model: Model | None = None) -> Suit | None:
    """None of too few notes."""
    notes = count_notes(tune)
    if notes < FEWEST:
        return None
    return weigh(model or load_genres(), gather_facts(tune), notes)


def weigh(model: Model, facts: Facts, notes: int) -> Suit:
    scores = score_facts(model, facts)
    shares = share_evidence(model, scores, notes)
    unlike = scores < notes * find_least(model, notes)
    said = zip(shares.tolist(), unlike.tolist(), strict=True)
    return Suit(scores, shares, tuple(choose_word(*each, len(shares)) for each in said))


def score_facts(model: Model, facts: Facts) -> Ints:
    sums = [model.scores[name][:, rows[:, 0], rows[:, 1]].sum(1) for name, rows in facts.items()]
    return np.asarray(np.sum(sums, 0, dtype=np.int64))


def share_evidence(model: Model, scores: Ints, notes: int) -> NDArray[np.float64]:
    """Notes of one melody are alike, so many of them say less than as many melodies would."""
    told = scores * (USUAL / notes) ** model.spread + model.start
    chances = np.exp((told - told.max()) / model.unit)
    return np.asarray(chances / chances.sum())


def find_least(model: Model, notes: int) -> Ints:
    return np.asarray(model.least[:, np.searchsorted(SIZES, notes, side="right") - 1])


def choose_word(share: float, unlike: bool, genres: int) -> Suits:
    """Well from twice as probable as by chance; less below half of that."""
    if unlike:
        return Suits.UNLIKE
    if genres * share >= 2:
        return Suits.WELL
    return Suits.EVENLY if 2 * genres * share >= 1 else Suits.LESS
