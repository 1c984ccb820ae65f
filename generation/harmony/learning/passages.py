"""Passages of tunes: people write a few bars, which seldom end where they began."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from numpy.random import Generator as Random

from generation.codecs.monophonic import REST, Line
from generation.datasets.labelled_chords import Labelled
from generation.harmony.evidence import Band

LENGTHS = (4, 8, 16)  # bars
BEATS = 4  # of a bar, where bars are unknown


class Passage(NamedTuple):
    """A part of a melody, and of what sounds beside it."""

    line: Line
    band: Band | None


def draw_passages(tune: Labelled, random: Random) -> Iterator[Passage]:
    """Of each length the beginning, and one from elsewhere; none that is silent."""
    found = chain.from_iterable(cut_passages(tune, bars, random) for bars in LENGTHS)
    return (passage for passage in found if (passage.line.state != REST).any())


def cut_passages(tune: Labelled, bars: int, random: Random) -> Iterator[Passage]:
    """The first bars of a longer tune, and as many from elsewhere."""
    begins = list_bars(tune)
    if len(begins) > bars:
        for at in (0, int(random.integers(len(begins) - bars))):
            yield cut_passage(tune, begins[at], begins[at + bars])


def list_bars(tune: Labelled) -> list[int]:
    """The steps at which bars begin; of a chorale, every fourth beat."""
    start, place = tune.spans.start, tune.spans.place
    known = place >= 0
    begins = start[known & (place % 2 == 0)] if known.any() else start[::BEATS]
    return begins.tolist()


def cut_passage(tune: Labelled, start: int, stop: int) -> Passage:
    """A note that is held into it begins with it."""
    change = tune.line.change[start:stop].copy()
    change[0] = True
    band = tune.band and Band(*(tones[start:stop] for tones in tune.band))
    return Passage(Line(tune.line.state[start:stop], change), band)
