"""Labelled tunes as examples: in their keys, without what has no chord at either end."""

from collections.abc import Iterable, Iterator

from generation.datasets.labelled_chords import Labelled
from generation.harmony.evidence import gather_evidence, turn_evidence
from generation.harmony.learning.fitting import Example, find_borders
from generation.harmony.model import BEATS, HALVES
from generation.harmony.symbols import NAMES, Symbol

FEWEST = 8  # spans
LONGEST = 96  # spans of a song: long ones say the same again
LEAD_SHEET = 2.0  # how much these count: they are fewer, and their chords are written for the tune


def make_examples(tunes: Iterable[Labelled]) -> Iterator[Example]:
    """Each tune by its melody alone, and again with its other voices where they are known."""
    for tune in tunes:
        ways = [tune._replace(band=None), tune] if tune.band else [tune]
        yield from filter(None, map(make_example, ways))


def make_example(tune: Labelled) -> Example | None:
    told = [number for number, symbol in enumerate(tune.symbols) if symbol]
    if not told or told[-1] - told[0] < FEWEST:
        return None
    first, stop = told[0], min(told[-1] + 1, told[0] + LONGEST)
    evidence = gather_evidence(tune.line, tune.spans, tune.genre, tune.band)
    return Example(
        int(tune.key.mode == "minor"),
        BEATS if tune.genre == "bach" else HALVES,
        turn_evidence(evidence, tune.key.tonic)[first:stop],
        [place_degree(s, tune.key.tonic) for s in fill_gaps(tune.symbols[first:stop])],
        find_borders(tune.spans.place)[first:stop],
        LEAD_SHEET if tune.shelf.startswith("openewld") else 1.0,
    )


def fill_gaps(symbols: list[Symbol | None]) -> list[Symbol]:
    """A chord goes on where none is told; the first is."""
    filled: list[Symbol] = []
    for symbol in symbols:
        filled.append(symbol or filled[-1])
    return filled


def place_degree(symbol: Symbol, tonic: int) -> tuple[int, int]:
    return (symbol.root - tonic) % 12, NAMES.index(symbol.quality)
