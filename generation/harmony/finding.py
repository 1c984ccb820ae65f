"""Chords for a melody: its key, the likeliest chords in it, the bass of each."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from generation.codecs.grid import Grid
from generation.codecs.monophonic import Line
from generation.harmony.basses import choose_basses
from generation.harmony.evidence import WHOLE, Band, Ints, gather_evidence, turn_evidence
from generation.harmony.key_finding import find_key, gather_signs
from generation.harmony.model import (
    BEATS,
    HALVES,
    NEVER,
    Mode,
    Model,
    find_path,
    forbid_others,
    list_pairs,
    load_model,
    score_states,
)
from generation.harmony.spans import Spans, split_beats, split_halves
from generation.harmony.symbols import Chord, Symbol
from generation.music.theory import Key

BACH = "bach"  # whose chords change with the beats
MAJOR_THIRD = 4  # column of the evidence: its share in the stretch
LUCK = 256  # quantiles of the noise that a seed adds


class Harmony(NamedTuple):
    """A key, and chords one after another without gaps."""

    key: Key
    chords: list[Chord]


class Wish(NamedTuple):
    """What is asked of the model beside the melody: other tracks that sound, chords that are given
    (by the number of the stretch), and how far luck may lead away from the likeliest chords (nats;
    0: not at all)."""

    band: Band | None = None
    given: Mapping[int, Symbol] = {}
    variety: float = 0.0
    seed: int = 0


LIKELIEST = Wish()


def harmonize(line: Line, grid: Grid, genre: str, wish: Wish = LIKELIEST) -> Harmony:
    """The likeliest chords under a melody in the manner of a genre of `evidence.GENRES`."""
    spans = lay_spans(line, grid, genre)
    return harmonize_spans(load_model(), line, spans, genre, wish)


def lay_spans(line: Line, grid: Grid, genre: str) -> Spans:
    if genre == BACH:
        return split_beats(grid.steps)
    return split_halves(grid.position, grid.length, has_upbeat(line, grid))


def has_upbeat(line: Line, grid: Grid) -> bool:
    """Whether the melody begins in the second half of its first bar."""
    sounding = np.flatnonzero(line.state)
    return bool(len(sounding)) and 2 * int(sounding[0]) >= int((grid.bar == 0).sum())


def harmonize_spans(model: Model, line: Line, spans: Spans, genre: str, wish: Wish) -> Harmony:
    key = find_key(gather_signs(line, wish.band), model.keys)
    evidence = turn_evidence(gather_evidence(line, spans, genre, wish.band), key.tonic)
    mode = model.modes[key.mode == "minor"]
    scores = score_states(mode, evidence)
    if key.mode == "minor" and genre != BACH:
        scores = forbid_major_end(mode, scores, evidence)
    scores = scores + draw_noise(scores.shape, wish, model.unit * WHOLE)
    given = {at: ((s.root - key.tonic) % 12, s.quality) for at, s in wish.given.items()}
    pace = BEATS if genre == BACH else HALVES
    scores = forbid_others(mode, scores, given)
    path = find_path(scores, mode.transition[pace], model.stay[pace], spans.place)
    pairs = list_pairs(mode)
    found = [pairs[state] for state in path]
    basses = choose_basses(model.basses[pace], found)
    rows = zip(found, basses, strict=True)
    # A given chord stands as it is: the model may lack it, and knows nothing of its bass.
    symbols = [
        wish.given[at].move(-key.tonic) if at in wish.given else Symbol(*pair, bass)
        for at, (pair, bass) in enumerate(rows)
    ]
    times = zip(spans.start.tolist(), spans.stop.tolist(), symbols, strict=True)
    return Harmony(key, [Chord(a, b, symbol.move(key.tonic)) for a, b, symbol in times])


def forbid_major_end(mode: Mode, scores: Ints, evidence: Ints) -> Ints:
    """A tune in minor does not end on its major tonic, as Bach's often do, unless it sings the
    third."""
    if evidence[-1, MAJOR_THIRD]:
        return scores
    bound = scores.copy()
    bound[-1, (mode.degree == 0) & (mode.quality == 0)] = NEVER
    return bound


def draw_noise(shape: tuple[int, ...], wish: Wish, unit: int) -> Ints:
    """Gumbel noise in whole numbers: with it the likeliest path is one drawn (perturb and MAP)."""
    if not wish.variety:
        return np.zeros(shape, np.int64)
    middles = (np.arange(LUCK) + 0.5) / LUCK
    table = np.rint(-np.log(-np.log(middles)) * unit * wish.variety).astype(np.int64)
    return np.asarray(table[np.random.default_rng(wish.seed).integers(LUCK, size=shape)])
