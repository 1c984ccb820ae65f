"""A band beside those that it should beat: paired differences, and where it is behind."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from generation.evaluation.bands.comparison import REAL
from generation.evaluation.bands.makers import Maker
from generation.evaluation.bands.own_chords import INSIDE, TITLE
from generation.evaluation.intervals import Floats, compare_pairs
from generation.evaluation.sections import Cell, make_section
from generation.evaluation.tables import Result

PAIRED = ("fit: ", "harmony: ")
# In what a rival is beaten: (title of a section, row), by a smaller figure but for those in LARGER.
OWN_CHORDS = (TITLE, INSIDE)
LIKENESS = (("distance", "whole"), ("told apart", "whole"))
FIT = (("told apart", "fit"), ("figures", "fit: clash with the melody"), OWN_CHORDS)
LARGER = (OWN_CHORDS,)


def compare_rivals(makers: Mapping[str, Maker], ours: str, rivals: Sequence[str]) -> Result:
    """Ours less real bands and each rival, piece by piece."""
    names = [name for name in makers[ours].names if name.startswith(PAIRED)]
    means = average_pieces(makers[ours])
    table = {
        rival: subtract(names, means, average_pieces(makers[rival]))
        for rival in (REAL, *rivals)
        if rival in makers
    }
    return make_section(f"{ours} less others", table, "paired by piece, with standard errors")


def subtract(
    names: Sequence[str], one: Mapping[str, Floats], other: Mapping[str, Floats]
) -> dict[str, Cell]:
    return {name: compare_pairs(one[name], other[name]) for name in names}


def average_pieces(maker: Maker) -> dict[str, Floats]:
    """The mean of each figure for each piece; NaN where it is not defined."""
    figures, pieces = maker.rows.figures, maker.rows.songs
    sums, counts = np.zeros((2, int(maker.pieces.max()) + 1, figures.shape[1]))
    np.add.at(sums, pieces, np.nan_to_num(figures))
    np.add.at(counts, pieces, ~np.isnan(figures))
    means = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return dict(zip(maker.names, means.T, strict=True))


def remark_rivals(sections: Sequence[Result], ours: str, arranger: str, deaf: str) -> list[str]:
    """Where a band is no better than rules, or than a band that does not listen."""
    titled = {section["title"]: section["makers"] for section in sections}
    asked = [*product(LIKENESS, [arranger]), *product(FIT, (arranger, deaf))]
    behind = [
        f"{place[0]}, {place[1].removeprefix('fit: ')} ({rival})"
        for place, rival in asked
        if place[0] in titled and not is_ahead(titled, place, ours, rival)
    ]
    return [f"No better than a rival in: {'; '.join(behind)}."] if behind else []


def is_ahead(titled: Mapping[str, Any], place: tuple[str, str], ours: str, rival: str) -> bool:
    """Whether our figure is told and better, or theirs is not told."""
    title, row = place
    mine, theirs = (titled[title][name].get(row) for name in (ours, rival))
    if not mine or not theirs:
        return bool(mine)
    return bool(mine[0] > theirs[0] if place in LARGER else mine[0] < theirs[0])
