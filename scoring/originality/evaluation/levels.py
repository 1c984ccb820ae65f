"""How strong a passage is that two works share by chance: the level that one in a hundred works of
a genre exceeds among all works it has nothing to do with."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scoring.originality.evaluation.works import WorkPiece
from scoring.originality.index import Segment, build_segment
from scoring.originality.lines import Lines, find_lines
from scoring.originality.lookup import Nearest, find_nearest

EXCEED = 0.01  # of works
SAME_WORK, ALIKE = 1 / 3, 0.8  # of a line in one passage, and of the notes in that


class Library(NamedTuple):
    """Pieces, their lines, and the index of all of them: keys are places in `pieces`."""

    pieces: Sequence[WorkPiece]
    lines: list[Lines]
    segment: Segment

    def line_length(self, key: int, line: int) -> int:
        lines = self.lines[key]
        return int(lines.ends[line] - lines.starts[line])


def make_library(pieces: Sequence[WorkPiece]) -> Library:
    lines = [find_lines(piece.song) for piece in pieces]
    return Library(pieces, lines, build_segment(enumerate(lines)))


def find_unrelated(library: Library, key: int) -> tuple[Nearest | None, int]:
    """The nearest piece of another work, and how many were passed over that are the same work
    under another name."""
    passed = 0
    for found in find_nearest(library.segment, library.lines[key]):
        if library.pieces[found.key].work == library.pieces[key].work:
            continue
        if not is_same_work(library, key, found):
            return found, passed
        passed += 1
    return None, passed


def is_same_work(library: Library, key: int, found: Nearest) -> bool:
    """Two pieces that share a third of a whole line note for note have one tune under two names:
    chorales and folk tunes have none that would tell."""
    shorter = min(
        library.line_length(key, found.line), library.line_length(found.key, found.other_line)
    )
    return found.passage.share >= ALIKE and found.passage.same >= SAME_WORK * shorter


class Level(NamedTuple):
    """The level of a genre in bits, beside what one in a hundred of the works counted exceeds; of
    how many works, and how many other names of works were passed over."""

    bits: float
    counted: float
    works: int
    passed: int


def calibrate(library: Library, chosen: dict[str, list[int]]) -> dict[str, Level]:
    """The level of each genre, from the chosen pieces, one of each work."""
    levels = {}
    for genre, keys in chosen.items():
        found = [find_unrelated(library, key) for key in keys]
        bits = [one.passage.bits if one else 0.0 for one, _ in found]
        raw = float(np.quantile(bits, 1 - EXCEED))
        passed = sum(number for _, number in found)
        levels[genre] = Level(round(fit_level(bits), 1), round(raw, 1), len(keys), passed)
    return levels


def fit_level(bits: Sequence[float]) -> float:
    """Where one in a hundred lies when the tail falls off exponentially, as that of chance
    alignments does (Karlin and Altschul 1990), from the median and the ninth decile: the last works
    of a hundred are too few to count, and are mostly works that quote each other."""
    middle, high = np.quantile(bits, [0.5, 0.9])
    return float(middle + (high - middle) * np.log(0.5 / EXCEED) / np.log(0.5 / 0.1))


def choose_works(
    pieces: Sequence[WorkPiece], most: int, dice: np.random.Generator
) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """One piece of each work by genre, drawn into two halves: to calibrate with, and to measure
    with."""
    by_work = {(piece.genre, piece.work): place for place, piece in enumerate(pieces)}
    by_genre: dict[str, list[int]] = defaultdict(list)
    for (genre, _), place in by_work.items():
        by_genre[genre].append(place)
    halves: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
    for genre, places in by_genre.items():
        drawn = [int(place) for place in dice.permutation(places)]
        middle = len(drawn) // 2
        halves[0][genre], halves[1][genre] = drawn[:middle][:most], drawn[middle:][:most]
    return halves
