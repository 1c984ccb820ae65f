"""How far a group's votes pull one entry away from where everybody else hears it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from chartbusters.trust.weighing.cohorts import Cohorts
from chartbusters.trust.weighing.fit import Heard, Said

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEPS = 10
FARTHEST = 8.0  # shift of an entry's strength that a group may have in mind
CLOSER_LOOK = 2.0  # standard errors from which the exact likelihood is asked


@dataclass(frozen=True)
class Sides:
    """The votes of one kind of groups, each twice: once for either entry (sides,)."""

    row: Ints  # of the fit
    cell: Ints
    sign: Floats  # 1 where the entry was A, -1 where it was B
    cells: int

    def total(self, values: Floats) -> Floats:
        """Sums of sides in each cell (cells,)."""
        return np.bincount(self.cell, values, self.cells).astype(np.float64)


@dataclass(frozen=True)
class Cells:
    """Groups of one kind and the entries that they vote on (cells,): the same in every look."""

    group: Ints
    entry: Ints
    sides: Sides
    person: Ints  # (sides,) a voter in a cell
    cell_of_person: Ints

    def voters(self, counts: NDArray[np.bool_]) -> Ints:
        """How many people vote in each cell by sides that count (sides,)."""
        there = np.bincount(self.person, counts, len(self.cell_of_person)) > 0
        return np.bincount(self.cell_of_person, there, self.sides.cells).astype(np.int64)


def cells(rows: Said, cohorts: Cohorts) -> Cells:
    """Where to look for what a kind of groups does."""
    inside = np.flatnonzero(cohorts.group[rows.voter] >= 0)
    row = np.concatenate([inside, inside])
    at = np.concatenate([rows.a[inside], rows.b[inside]])
    size, voter = max(rows.entries, 1), rows.voter[row]
    keys, cell = np.unique(cohorts.group[voter] * size + at, return_inverse=True)
    group, entry = np.divmod(keys, size)
    people, person = np.unique(cell * max(rows.voters, 1) + voter, return_inverse=True)
    sides = Sides(row, cell, np.repeat([1.0, -1.0], len(inside)), len(keys))
    return Cells(group, entry, sides, person, people // max(rows.voters, 1))


@dataclass(frozen=True)
class Pulls:
    """One row a cell, which is a group and an entry that it votes on (cells,).

    `pull` is what the group's votes, each at its weight, give the entry beyond what the fit of
    everybody else expects; `chance` is how far chance would pull it (one standard error), `errors`
    the pull that moves the entry by one standard error of what the others know. `unbent` is by how
    much the fit gave way to the group, `share` the group's part of what is known of the entry, or
    of all entries together where that is less. `z` is the signed root of a likelihood ratio, which
    is about normal among honest people, of few votes too.
    """

    group: Ints
    entry: Ints
    voters: Ints
    pull: Floats
    chance: Floats
    errors: Floats
    unbent: Floats
    share: Floats
    z: Floats
    sides: Sides


def pulls(fit: Heard, where: Cells) -> Pulls:
    """All cells of one kind of group, from one fit on everybody's votes.

    The group's own votes are part of the fit, and bend it towards them. To the first order the fit
    without them is known from what the others know, as a studentised residual is: no fit a group.
    """
    sides = where.sides
    weight = fit.weight[sides.row]
    spread = np.where(weight > 0, fit.information[sides.row], 0.0)
    residual = np.where(weight > 0, sides.sign * fit.residual[sides.row], 0.0)
    mine, whole = sides.total(weight * spread), sides.total(spread)
    squared = sides.total(weight**2 * spread)
    everybody = fit.known[where.entry]
    others = np.maximum(everybody - mine, fit.prior)
    unbent = everybody / others
    noise = fit.of_entries(fit.weight**2 * fit.information)[where.entry] - squared
    unsure = np.maximum(noise, 0) / others**2 + fit.prior / others**2
    honest = np.sqrt(whole + whole**2 * unsure)
    plain = sides.total(residual)
    z = _over(plain * unbent, honest)
    bent = _over(plain * (unbent - 1), whole)
    z = _looked_closer(z, fit, sides, bent, _over(np.sqrt(whole), honest))
    pull = sides.total(weight * residual) * unbent
    # Others who know less than the group are no measure for it: their own error counts as well.
    chance = np.sqrt(squared + mine**2 * unsure * np.minimum(1, (mine / others) ** 2))
    people, errors = where.voters(weight > 0), np.sqrt(others)
    share = np.minimum(mine / everybody, _part(where, mine, fit))
    return Pulls(where.group, where.entry, people, pull, chance, errors, unbent, share, z, sides)


def _part(where: Cells, mine: Floats, fit: Heard) -> Floats:
    """The group's part (cells,) of what is known of all entries."""
    known = max(float(fit.of_entries(fit.weight * fit.information).sum()), 1e-9)
    return np.asarray(np.bincount(where.group, mine)[where.group] / known)


def _looked_closer(z: Floats, fit: Heard, sides: Sides, bent: Floats, own: Floats) -> Floats:
    """z anew where it is large, by the likelihood: a few one-sided votes are far from normal.

    `bent` (cells,) is how far the fit gave way to the group, `own` (cells,) the part of the
    standard error that is the group's.
    """
    inside = np.flatnonzero((np.abs(z) > CLOSER_LOOK)[sides.cell] & (fit.weight[sides.row] > 0))
    if not len(inside):
        return z
    near = replace(sides, row=sides.row[inside], cell=sides.cell[inside], sign=sides.sign[inside])
    odds = near.sign * fit.odds[near.row] - bent[near.cell]
    share = fit.rows.share[near.row]
    won = np.where(near.sign > 0, share, 1 - share)
    return np.where(np.abs(z) > CLOSER_LOOK, _rooted(odds, won, near) * own, z)


def _rooted(odds: Floats, won: Floats, sides: Sides) -> Floats:
    """Signed root of twice the likelihood ratio of "the entry is better than they say" (cells,)."""
    shift = np.zeros(sides.cells)
    for _ in range(STEPS):
        chance = expit(odds + shift[sides.cell])
        slope, bend = sides.total(won - chance), sides.total(chance * (1 - chance))
        step = np.clip(slope / np.maximum(bend, 1e-3), -1.5, 1.5)
        shift = np.clip(shift + step, -FARTHEST, FARTHEST)
    tilt = shift[sides.cell]
    gain = won * tilt - np.logaddexp(0, odds + tilt) + np.logaddexp(0, odds)
    return np.asarray(np.sign(shift) * np.sqrt(2 * np.maximum(sides.total(gain), 0)))


def _over(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
