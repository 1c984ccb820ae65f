"""A band beside those that it should beat: paired differences, and where it is behind."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from generation.evaluation.bands.comparison import REAL
from generation.evaluation.bands.makers import Maker
from generation.evaluation.intervals import Floats, compare_pairs
from generation.evaluation.sections import Cell, make_section
from generation.evaluation.tables import Result

PAIRED = ("fit: ", "harmony: ")
# In what a rival is beaten by a smaller figure: (title of a section, row).
LIKENESS = (("distance", "whole"), ("told apart", "whole"))
FIT = (("told apart", "fit"), ("figures", "fit: clash with the melody"))


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
        f"{title}, {row.removeprefix('fit: ')} ({rival})"
        for (title, row), rival in asked
        if title in titled and not is_smaller(titled[title], row, ours, rival)
    ]
    return [f"No better than a rival in: {'; '.join(behind)}."] if behind else []


def is_smaller(makers: Mapping[str, Any], row: str, ours: str, rival: str) -> bool:
    """Whether our figure is told and smaller, or theirs is not told."""
    mine, theirs = (makers[name].get(row) for name in (ours, rival))
    return bool(mine and (not theirs or mine[0] < theirs[0]))
