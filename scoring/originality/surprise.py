"""How many bits a note of a line tells: a scale, a held rhythm or a figure that comes again tells
few, so that what everybody plays makes no two songs alike."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.originality.grams import RATIOS, Moves, hash_moves, measure_moves
from scoring.originality.lines import Lines

FILE = Path(__file__).with_name("surprise.json")
AGAIN = 0.15  # of its bits a note keeps when its figure has come before in the same line
FIGURE = 4  # notes of a figure
PRIOR = 0.5  # added to each count

Bits = NDArray[np.float64]


@lru_cache(maxsize=1)
def read_tables() -> tuple[Bits, Bits]:
    """Bits of an interval after another (12, 12), and of a ratio after another (9, 9)."""
    kept = json.loads(FILE.read_text())
    return np.array(kept["intervals"]), np.array(kept["ratios"])


def weigh_notes(lines: Lines) -> Bits:
    """(N,) bits of each note, given the two before it."""
    intervals, ratios = read_tables()
    moves = measure_moves(lines)
    before = np.roll(moves.intervals, 1), np.roll(moves.ratios, 1)
    bits = intervals[before[0], moves.intervals] + ratios[before[1], moves.ratios]
    bits[moves.depth < 3] = 0
    return bits * np.where(_come_again(lines, moves), AGAIN, 1.0)


def _come_again(lines: Lines, moves: Moves) -> NDArray[np.bool_]:
    """Which notes end a figure that ended earlier in their line."""
    figures = hash_moves(moves, FIGURE) + lines.of_notes.astype(np.uint64)
    again = np.ones(len(figures), bool)
    again[np.unique(figures, return_index=True)[1]] = False
    return again


def count_tables(pieces: list[Lines]) -> dict[str, list[list[float]]]:
    """The tables of `read_tables`, of how often each stands in the lines of pieces."""
    intervals, ratios = np.full((12, 12), PRIOR), np.full((RATIOS, RATIOS), PRIOR)
    for lines in pieces:
        moves = measure_moves(lines)
        inside = moves.depth >= 3
        for table, values in ((intervals, moves.intervals), (ratios, moves.ratios)):
            np.add.at(table, (np.roll(values, 1)[inside], values[inside]), 1)
    tables = {"intervals": intervals, "ratios": ratios}
    return {name: _as_bits(table) for name, table in tables.items()}


def _as_bits(counts: Bits) -> list[list[float]]:
    bits = -np.log2(counts / counts.sum(axis=1, keepdims=True))
    rounded: list[list[float]] = np.round(bits, 2).tolist()
    return rounded
