"""What a player does in one phrase of some bars: how high, how busy, how like a tune."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import Cell
from generation.techniques.gan.genres.ensemble import Ensemble

CHORDS = 1.3  # notes at one moment, on average, from which a part plays chords
ALIKE = 0.8  # share of the notes that one part has in common with another that it doubles
HELD = 8  # steps that half of the notes of a held part last at least
STEP = 2  # semitones
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Passage:
    """The notes of one player that begin in a phrase."""

    player: int  # its place in the ensemble
    program: int
    cells: tuple[Cell, ...]
    steps: int  # of the phrase
    leading: float  # share of them in which nobody plays higher

    @cached_property
    def onsets(self) -> int:
        return len({cell.start for cell in self.cells})

    @property
    def alone(self) -> bool:
        """Whether it plays notes, not chords."""
        return len(self.cells) < CHORDS * self.onsets

    @property
    def height(self) -> float:
        return float(np.median([cell.pitch for cell in self.cells]))

    @property
    def held(self) -> bool:
        return float(np.median([cell.stop - cell.start for cell in self.cells])) >= HELD

    @property
    def busy(self) -> float:
        """Onsets a quarter, up to one."""
        return min(1.0, 4 * self.onsets / self.steps)

    @cached_property
    def moves(self) -> NDArray[np.int64]:
        """Semitones from each note to the next."""
        tops = {cell.start: cell.pitch for cell in self.cells}
        return np.abs(np.diff([tops[start] for start in sorted(tops)]))

    @property
    def repeating(self) -> float:
        """Share of its notes that strike the one before again."""
        return float(np.mean(self.moves == 0)) if len(self.moves) else 1.0

    @property
    def moving(self) -> bool:
        """Whether it neither holds nor repeats its notes."""
        return not self.held and self.repeating < HALF

    @property
    def stepping(self) -> float:
        return float(np.mean((self.moves > 0) & (self.moves <= STEP))) if len(self.moves) else 0.0

    @cached_property
    def classes(self) -> frozenset[tuple[int, int]]:
        """When it plays which pitch class."""
        return frozenset((cell.start, cell.pitch % 12) for cell in self.cells)

    def doubles(self, other: "Passage") -> bool:
        """Whether both play the same, perhaps octaves apart: a bass on a guitar's roots does
        not."""
        common = len(self.classes & other.classes)
        return common >= ALIKE * max(len(self.classes), len(other.classes))

    def split_top(self) -> tuple[list[Cell], list[Cell]]:
        """(the highest of the notes that begin together, the others)."""
        highest: dict[int, Cell] = {}
        for cell in self.cells:
            highest[cell.start] = max(highest.get(cell.start, cell), cell, key=lambda c: c.pitch)
        top = list(highest.values())
        return top, [cell for cell in self.cells if cell not in set(top)]


def list_phrases(ensemble: Ensemble, bars: int) -> list[tuple[int, int]]:
    """(first step, stop) of phrases of some bars."""
    lines = np.flatnonzero(ensemble.position == 0)[::bars].tolist()
    lines = [0, *(line for line in lines if line)]
    return list(zip(lines, [*lines[1:], ensemble.steps], strict=True))


def cut_passages(
    ensemble: Ensemble, tops: NDArray[np.int64], start: int, stop: int
) -> list[Passage]:
    """What the pitched players play from one step to another, who rests left out; `tops` (T,) are
    the highest pitches of all."""
    inside = [find_cells(player.cells, start, stop) for player in ensemble.players]
    return [
        Passage(number, player.program, cells, stop - start, measure_lead(cells, tops, start, stop))
        for number, (player, cells) in enumerate(zip(ensemble.players, inside, strict=True))
        if cells and not player.drums
    ]


def find_tops(ensemble: Ensemble) -> NDArray[np.int64]:
    """(T,) the highest pitch that sounds at each step; 0 in silence."""
    pitched = [player.cells for player in ensemble.players if not player.drums]
    tops = np.zeros(ensemble.steps, np.int64)
    for cell in chain.from_iterable(pitched):
        np.maximum(tops[cell.start : cell.stop], cell.pitch, out=tops[cell.start : cell.stop])
    return tops


def measure_lead(cells: Sequence[Cell], tops: NDArray[np.int64], start: int, stop: int) -> float:
    highest = [
        np.count_nonzero(tops[cell.start : min(cell.stop, stop)] == cell.pitch) for cell in cells
    ]
    return sum(highest) / (stop - start)


def find_cells(cells: Sequence[Cell], start: int, stop: int) -> tuple[Cell, ...]:
    """Those of a player that begin from one step up to another."""
    return tuple(cells[bisect_left(cells, (start,)) : bisect_left(cells, (stop,))])


def leave_out_doubles(passages: Sequence[Passage]) -> tuple[list[Passage], Counter[int]]:
    """(those that double no earlier one, how many double each of them by its player)."""
    kept: list[Passage] = []
    doubled: Counter[int] = Counter()
    for passage in passages:
        first = next((each for each in kept if passage.doubles(each)), None)
        if first is None:
            kept.append(passage)
        else:
            doubled[first.player] += 1
    return kept, doubled
