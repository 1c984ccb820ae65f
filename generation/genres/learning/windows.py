"""Melodies of each genre, cut into windows of some bars."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np

from generation.codecs.grid import FULL_BAR
from generation.codecs.monophonic import Line
from generation.genres.facts import Facts, Tune, count_notes, gather_facts
from generation.genres.model import FEWEST
from generation.techniques.gan.genres.registry import READERS
from generation.techniques.gan.genres.roles import BandPiece

FOLDS = 4
FAKE = "js_fakes"  # chorales that a machine wrote teach, and prove nothing


class Weighted(NamedTuple):
    """A piece, and how often it is drawn beside others as long of its genre."""

    piece: BandPiece
    weight: float


class Window(NamedTuple):
    """Some bars of a melody."""

    name: str  # of the piece
    facts: Facts
    notes: int
    weight: float  # of its piece

    @property
    def fold(self) -> int:
        return crc32(self.name.encode()) % FOLDS

    @property
    def real(self) -> bool:
        return not self.name.startswith(FAKE)


def read_pieces(folder: Path, genre: str, split: str) -> list[Weighted]:
    """Each melody once, however many bands play it, with their weights together."""
    found: dict[str, BandPiece] = {}
    weights: dict[str, float] = {}
    for piece in READERS[genre](folder, split):
        found[piece.name] = piece
        weights[piece.name] = weights.get(piece.name, 0.0) + piece.share
    return [Weighted(piece, weights[name]) for name, piece in found.items()]


def cut_windows(pieces: Sequence[Weighted], bars: int, most: int | None = None) -> list[Window]:
    """At most so many of each piece, spread over it."""
    found: list[Window] = []
    for piece, weight in pieces:
        tunes = [cut_tune(piece, *borders) for borders in find_windows(piece, bars)]
        tunes = [tune for tune in tunes if count_notes(tune) >= FEWEST]
        chosen = spread(tunes, most) if most else tunes
        found += [
            Window(piece.name, gather_facts(tune), count_notes(tune), weight) for tune in chosen
        ]
    return found


def cut_tune(piece: BandPiece, start: int, stop: int) -> Tune:
    line = Line(piece.melody.state[start:stop], piece.melody.change[start:stop])
    return Tune(line, piece.bar_position[start:stop], piece.bar_length[start:stop])


def find_windows(piece: BandPiece, bars: int) -> list[tuple[int, int]]:
    """(first step, stop) of windows in steady bars of one length, one after the other."""
    if (piece.bar_position < 0).all():
        steps = bars * FULL_BAR
        return [(at, at + steps) for at in range(0, piece.steps - steps + 1, steps)]
    steady, found = set(piece.starts.tolist()), [(0, 0)]
    for line in piece.starts.tolist():
        stop = line + bars * max(1, int(piece.bar_length[line]))
        if line >= found[-1][1] and stop <= piece.steps and is_steady(piece, line, stop, steady):
            found.append((line, stop))
    return found[1:]


def is_steady(piece: BandPiece, start: int, stop: int, steady: set[int]) -> bool:
    bar = int(piece.bar_length[start])
    lines = range(start, stop, max(1, bar))
    return bar > 0 and all(at in steady and piece.bar_length[at] == bar for at in lines)


def spread(tunes: list[Tune], most: int) -> list[Tune]:
    places = np.linspace(0, len(tunes) - 1, min(most, len(tunes))).round().astype(int)
    return [tunes[place] for place in places]
