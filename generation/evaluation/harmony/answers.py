"""Who names chords for a tune: the model, what it must beat, and what can be no better or worse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from generation.codecs.grid import Grid
from generation.codecs.monophonic import transpose_line
from generation.datasets.labelled_chords import Labelled
from generation.evaluation.harmony.six_triads import harmonize_line
from generation.harmony.finding import Wish, harmonize_spans
from generation.harmony.keys import find_profile_shift
from generation.harmony.model import load_model
from generation.harmony.spans import Spans
from generation.harmony.symbols import Symbol
from generation.music.theory import Key

Symbols = list[Symbol | None]


@dataclass(frozen=True)
class Answer:
    """A symbol for each span of a tune, and the key that was heard."""

    symbols: Symbols
    key: Key


Answerer = Callable[[Sequence[Labelled], int], Answer]  # of tunes, the number of the one asked for


def answer_truth(tunes: Sequence[Labelled], number: int) -> Answer:
    return Answer(tunes[number].symbols, tunes[number].key)


def answer_model(tunes: Sequence[Labelled], number: int) -> Answer:
    """From the melody alone."""
    return ask_model(tunes[number], Wish())


def answer_hearing(tunes: Sequence[Labelled], number: int) -> Answer:
    """From all voices."""
    return ask_model(tunes[number], Wish(band=tunes[number].band))


def answer_drawn(tunes: Sequence[Labelled], number: int) -> Answer:
    """From the melody, with luck."""
    return ask_model(tunes[number], Wish(variety=1.0, seed=number))


def ask_model(tune: Labelled, wish: Wish) -> Answer:
    found = harmonize_spans(load_model(), tune.line, tune.spans, tune.genre, wish)
    return Answer([chord.symbol for chord in found.chords], found.key)


def answer_triads(tunes: Sequence[Labelled], number: int) -> Answer:
    """Six triads by preferences, which the model must beat."""
    tune = tunes[number]
    shift = find_profile_shift(tune.line)
    found = harmonize_line(transpose_line(tune.line, shift), lay_grid(tune.spans))
    names = {4: "major", 3: "minor"}
    symbols: Symbols = []
    for root, third, _ in (chord.classes for chord in found):
        tonic = (root - shift) % 12
        symbols.append(Symbol(tonic, names[(third - root) % 12], tonic))
    last = symbols[-1]
    tonic, mode = (last.root, last.quality) if last else (0, "major")
    return Answer(symbols, Key(tonic, mode))


def lay_grid(spans: Spans) -> Grid:
    """A grid on which each span is a bar of its own."""
    sizes = spans.stop - spans.start
    steps = int(spans.stop[-1])
    position = np.arange(steps) - np.repeat(spans.start, sizes)
    bar = np.repeat(np.arange(len(spans)), sizes)
    return Grid(np.arange(steps + 1) * 240, position, np.full(steps, -1), bar)


def answer_tonic(tunes: Sequence[Labelled], number: int) -> Answer:
    """The tonic always, in the right key."""
    tonic, mode, _ = tunes[number].key
    return Answer([Symbol(tonic, mode, tonic)] * len(tunes[number].spans), tunes[number].key)


def answer_shuffled(tunes: Sequence[Labelled], number: int) -> Answer:
    """The chords of the next tune of that mode, in the right key, again and again."""
    tune = tunes[number]
    others = [*tunes[number + 1 :], *tunes[:number]]
    other = next((each for each in others if each.key.mode == tune.key.mode), others[0])
    told = [symbol for symbol in other.symbols if symbol]
    moved = [symbol.move(tune.key.tonic - other.key.tonic) for symbol in told]
    return Answer([moved[at % len(moved)] for at in range(len(tune.spans))], tune.key)


ANSWERERS: dict[str, Answerer] = {
    "true": answer_truth,
    "model": answer_model,
    "model, all heard": answer_hearing,
    "model, drawn": answer_drawn,
    "six triads": answer_triads,
    "tonic": answer_tonic,
    "shuffled": answer_shuffled,
}
