"""Figures of the chords that somebody names for a tune, beside the chords that it has."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from generation.datasets.labelled_chords import Labelled
from generation.evaluation.accompaniment import Figures
from generation.evaluation.harmony.answers import Answer
from generation.harmony.evidence import mark_tones
from generation.harmony.symbols import PLAIN, Symbol


class Pair(NamedTuple):
    """A span for which a chord is told: steps, the chord named, the true one."""

    start: int
    stop: int
    named: Symbol
    true: Symbol

    @property
    def steps(self) -> int:
        return self.stop - self.start


def list_pairs(tune: Labelled, answer: Answer) -> list[Pair]:
    rows = zip(
        tune.spans.start.tolist(),
        tune.spans.stop.tolist(),
        answer.symbols,
        tune.symbols,
        strict=True,
    )
    return [Pair(a, b, named, true) for a, b, named, true in rows if named and true]


def triad_of(symbol: Symbol) -> tuple[int, str]:
    return symbol.root, PLAIN.get(symbol.quality, symbol.quality)


RIGHT: Mapping[str, Callable[[Pair], bool]] = {
    "root right": lambda pair: pair.named.root == pair.true.root,
    "triad right": lambda pair: triad_of(pair.named) == triad_of(pair.true),
    "root and quality right": lambda pair: pair.named[:2] == pair.true[:2],
    "bass right": lambda pair: pair.named.bass == pair.true.bass,
}


def weigh(pairs: list[Pair], measure: Callable[[Pair], float]) -> float:
    """The mean of a measure over time."""
    return sum(measure(pair) * pair.steps for pair in pairs) / sum(pair.steps for pair in pairs)


def agree(pair: Pair) -> float:
    """Share of the tones that an accompaniment of the named chord plays that are the true one's."""
    own = set(pair.true.classes)
    return float(np.mean([tone in own for tone in pair.named.classes]))


def measure_sung(tune: Labelled, pairs: list[Pair], by: str) -> float | None:
    """Share of the melody's time that lies in the chords."""
    tones = mark_tones(tune.line)
    sung = [tones[pair.start : pair.stop] for pair in pairs]
    inside = [
        part[:, list(getattr(pair, by).classes)].sum()
        for part, pair in zip(sung, pairs, strict=True)
    ]
    total = sum(part.sum() for part in sung)
    return float(sum(inside) / total) if total else None


def share_changed(symbols: Iterator[tuple[int, str]]) -> float:
    named = list(symbols)
    changes = [one != other for one, other in pairwise(named)]
    return float(np.mean(changes)) if changes else 0.0


def measure_answer(tune: Labelled, answer: Answer) -> Figures:
    pairs = list_pairs(tune, answer)
    last = pairs[-1].named
    tonic = (tune.key.tonic, tune.key.mode)
    return {
        **{name: weigh(pairs, each) for name, each in RIGHT.items()},
        "tones in the tune's own chords": weigh(pairs, agree),
        "melody in the chords": measure_sung(tune, pairs, "named"),
        "key right": float(answer.key[:2] == tonic),
        "last chord the tonic": float(triad_of(last) == tonic),
        "changes a span": share_changed(pair.named[:2] for pair in pairs),
        "sevenths": weigh(pairs, lambda pair: len(pair.named.classes) > 3),
        "inversions": weigh(pairs, lambda pair: pair.named.bass != pair.named.root),
    }


def describe_motion(symbols: list[Symbol], tonic: int) -> list[float]:
    """Of a passage: shares of degrees, qualities and moves of the root; changes; variety."""
    degrees = np.bincount([(s.root - tonic) % 12 for s in symbols], minlength=12)
    names = [s.quality for s in symbols]
    qualities = [names.count(name) for name in sorted({*PLAIN, "major", "minor", "diminished"})]
    moves = np.bincount(np.diff([s.root for s in symbols]) % 12, minlength=12)
    counts = np.concatenate([degrees, qualities, moves]) / len(symbols)
    return [
        *counts.tolist(),
        share_changed(s[:2] for s in symbols),
        len(set(symbols)) / len(symbols),
    ]
