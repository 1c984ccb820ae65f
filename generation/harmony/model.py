"""The chord model: small tables of whole numbers, and the likeliest chords by them (Viterbi).

Scores are whole numbers throughout, so any machine, and the studio's page, finds the same path.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from generation.harmony.evidence import WHOLE, Ints
from generation.harmony.paths import trace_back
from generation.harmony.symbols import NAMES, Symbol

MODEL = Path(__file__).parent / "model.json"
UNKNOWN_PLACE = 8  # of a border, after the places of a phrase
NEVER = -(1 << 40)
HALVES, BEATS = 0, 1  # paces


class Mode(NamedTuple):
    """The S chords of one mode and how they follow each other."""

    degree: Ints  # (S,) semitones above the tonic
    quality: Ints  # (S,) place in `NAMES`
    emission: Ints  # (FEATURES, S)
    transition: Ints  # (paces, S, S) from, to


class Model(NamedTuple):
    modes: tuple[Mode, Mode]  # major, minor
    stay: Ints  # (paces, borders) added where a chord goes on
    keys: Ints  # (2, signs) weights of `key_finding`
    basses: Ints  # (paces, qualities, tones before, moves of the root, tones)
    unit: int  # what a nat is


@lru_cache(maxsize=1)
def load_model() -> Model:
    return read_model(json.loads(MODEL.read_text())["tables"])


def read_model(tables: Mapping[str, Any]) -> Model:
    major, minor = map(read_mode, tables["modes"])
    stay, keys, basses = (np.array(tables[name]) for name in ("stay", "keys", "basses"))
    return Model((major, minor), stay, keys, basses, tables["unit"])


def read_mode(tables: Mapping[str, Any]) -> Mode:
    return Mode(*(np.array(tables[name]) for name in Mode._fields))


def score_states(mode: Mode, evidence: Ints) -> Ints:
    """(N, S) of evidence whose tones begin with the tonic."""
    return np.asarray(evidence @ mode.emission)


def find_path(scores: Ints, transition: Ints, stay: Ints, place: Ints) -> list[int]:
    """The likeliest states (N,) for scores (N, S); of equals the first."""
    border = np.where(place < 0, UNKNOWN_PLACE, place)
    best, back = scores[0], []
    diagonal = np.eye(len(transition), dtype=np.int64)
    for at in range(1, len(scores)):
        ways = best[:, None] + WHOLE * (transition + stay[border[at]] * diagonal)
        back.append(ways.argmax(0))
        best = ways.max(0) + scores[at]
    return trace_back(best.argmax(), back)


def forbid_others(mode: Mode, scores: Ints, given: Mapping[int, tuple[int, str]]) -> Ints:
    """Scores under which some stretches have the chord (degree, quality) that they are given, or
    where the mode lacks it the nearest: same root, most tones in common."""
    bound = scores.copy()
    for at, (degree, quality) in given.items():
        kept = find_state(mode, degree, quality)
        bound[at] = NEVER
        bound[at, kept] = scores[at, kept]
    return bound


def find_state(mode: Mode, degree: int, quality: str) -> int:
    own = set(Symbol(degree, quality, degree).classes)
    return int(np.argmax([nearness(pair, degree, quality, own) for pair in list_pairs(mode)]))


def list_pairs(mode: Mode) -> list[tuple[int, str]]:
    pairs = zip(mode.degree.tolist(), mode.quality.tolist(), strict=True)
    return [(degree, NAMES[quality]) for degree, quality in pairs]


def nearness(pair: tuple[int, str], degree: int, quality: str, own: set[int]) -> int:
    shared = len(own & set(Symbol(*pair, pair[0]).classes))
    return 100 * (pair == (degree, quality)) + 10 * (pair[0] == degree) + shared
