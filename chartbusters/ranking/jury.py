"""A jury's marks made fair: how good each entry is and how severe each juror, though not everybody
heard everything."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import stdtrit

from chartbusters.ranking.agreement import Agreement, agreement

Floats = NDArray[np.float64]

SEED, SAMPLES, AT_ONCE = 14, 1000, 50
ENOUGH = 3  # jurors an entry should have


@dataclass(frozen=True)
class JuryMarks:
    """One row a juror's mark of an entry: the mean over the rubric."""

    entries: int
    jurors: int
    entry: NDArray[np.int64]  # (marks,)
    juror: NDArray[np.int64]  # (marks,)
    mark: Floats  # (marks,)

    @property
    def table(self) -> Floats:
        """(jurors, entries), nan where somebody has not marked something; several marks of one
        juror for one entry are taken as their mean."""
        cells = self.juror * self.entries + self.entry
        sums = np.bincount(cells, self.mark, self.jurors * self.entries)
        counts = np.bincount(cells, minlength=self.jurors * self.entries)
        means = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
        return means.reshape(self.jurors, self.entries)


@dataclass(frozen=True)
class Verdict:
    """What a jury thinks. All of `score`, `low`, `high` (entries,) are on the scale of the marks,
    nan where nobody has marked an entry.

    `severity` (jurors,) is by how much a juror's marks lie below those of the others for the same
    entries, nan for who has marked nothing. `jurors` (entries,) is how many marked each. Where the
    jury falls into `parts` that share no entry, severities are compared inside of each part only.
    """

    score: Floats
    low: Floats
    high: Floats
    severity: Floats
    jurors: NDArray[np.int64]
    agreement: Agreement
    parts: int
    seed: int

    @property
    def few(self) -> NDArray[np.bool_]:
        """Entries (entries,) that fewer jurors have marked than should have."""
        return self.jurors < ENOUGH


def judged(marks: JuryMarks, *, seed: int = SEED) -> Verdict:
    """Least squares of mark = entry - severity of the juror, severities around 0 (the additive
    shift of the AI Song Contest's jury).

    The interval is the wider of two: of jurors drawn anew (bootstrap, seeded), and of the rest that
    the model leaves; with Student's quantiles, as juries are small. What moves all entries alike is
    not in it: a jury that is severe as a whole changes no rank. Where neither can be told - one
    juror, or too few marks for the model - it is the whole span of the marks.
    """
    table = marks.table
    given = ~np.isnan(table)
    score, severity = _fitted(table, given.astype(np.float64))
    jurors = given.sum(axis=0)
    half = np.maximum(_of_other_jurors(table, seed), _of_the_rest(table, score, severity))
    low, high = _bounded(score, np.where(jurors > 1, half, np.inf), marks.mark)
    severity = np.where(given.any(axis=1), severity, np.nan)
    told = agreement(table, "interval", seed=seed)
    return Verdict(score, low, high, severity, jurors, told, _parts(given), seed)


def standardised(marks: JuryMarks) -> Floats:
    """The other way: each juror's marks as distances from his own mean in his own deviations, and
    their mean (entries,), nan without any. Who gave all entries the same mark says 0 of each."""
    table = marks.table
    known = np.where(np.isnan(table), 0.0, table)
    given = ~np.isnan(table)
    counts = np.maximum(given.sum(axis=1, keepdims=True), 1)
    away = np.where(given, table - known.sum(axis=1, keepdims=True) / counts, 0.0)
    deviation = np.sqrt((away**2).sum(axis=1, keepdims=True) / counts)
    scaled = np.where(deviation > 0, away / np.where(deviation > 0, deviation, 1), 0.0)
    jurors = given.sum(axis=0)
    return np.where(jurors > 0, scaled.sum(axis=0) / np.maximum(jurors, 1), np.nan)


def _fitted(table: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Scores (entries,) and severities (jurors,) where each mark counts `weight` (jurors, entries)
    times; or of many such weights at once. The entries are eliminated, so that one equation a juror
    is left; of all its solutions the smallest is taken, which has mean 0 in each part of the
    jury."""
    known = np.nan_to_num(table)
    jurors = weight.sum(axis=-2, keepdims=True)
    heard = np.maximum(jurors, 1e-300)
    means = (weight * known).sum(axis=-2, keepdims=True) / heard
    shared = (weight / heard) @ np.swapaxes(weight, -1, -2)
    normal = np.eye(len(table)) * weight.sum(axis=-1)[..., None] - shared
    below = (weight * (means - known)).sum(axis=-1, keepdims=True)
    severity = np.linalg.pinv(normal, rcond=1e-10, hermitian=True) @ below
    score = means + (weight * severity).sum(axis=-2, keepdims=True) / heard
    score = np.where(jurors > 0, score, np.nan)
    return score[..., 0, :], severity[..., 0]


def _of_the_rest(table: Floats, score: Floats, severity: Floats) -> Floats:
    """Half of the interval of each score (entries,) by what the model leaves of the marks; inf
    where there are too few of them."""
    given = ~np.isnan(table)
    rest = np.where(given, table - (score - severity[:, None]), 0.0)
    parameters = given.any(axis=0).sum() + given.any(axis=1).sum() - _parts(given)
    free = int(given.sum() - parameters)
    if free < 1:
        return np.full(len(score), np.inf)
    jurors = np.maximum(given.sum(axis=0), 1)
    errors = np.sqrt((rest**2).sum() / free / jurors)
    return np.asarray(stdtrit(free, 0.975) * errors)


def _of_other_jurors(table: Floats, seed: int) -> Floats:
    """Half of the interval of each score over juries drawn from this one (entries,); 0 where it was
    not told twice."""
    draw, (people, entries) = np.random.default_rng(seed), table.shape
    given = ~np.isnan(table)
    sums, squares, counts = np.zeros((3, entries))
    middle = _fitted(table, given.astype(np.float64))[0]
    for _ in range(SAMPLES // AT_ONCE if people > 1 else 0):
        drawn = draw.integers(people, size=(AT_ONCE, people))
        times = (drawn[:, :, None] == np.arange(people)).sum(axis=1)
        away = _fitted(table, given * times[:, :, None].astype(np.float64))[0] - middle
        told = ~np.isnan(away)
        away = np.where(told, away, 0)
        # a jury that is severe as a whole moves all alike
        away -= away.sum(axis=1, keepdims=True) / np.maximum(told.sum(axis=1, keepdims=True), 1)
        away = np.where(told, away, 0)
        counts += told.sum(axis=0)
        sums += away.sum(axis=0)
        squares += (away**2).sum(axis=0)
    many = np.maximum(counts, 1)
    spread = np.sqrt(np.maximum(squares / many - (sums / many) ** 2, 0))
    others = np.maximum(given.sum(axis=0) - 1, 1)
    return np.asarray(stdtrit(others, 0.975) * spread * np.sqrt((others + 1) / others))


def _parts(given: NDArray[np.bool_]) -> int:
    """How many groups of jurors and entries have nothing to do with each other."""
    people, entries = given.shape
    juror, entry = np.nonzero(given)
    if not len(juror):
        return 0
    size = people + entries
    met = coo_array((np.ones(len(juror)), (juror, people + entry)), shape=(size, size))
    labels = connected_components(met, directed=False)[1]
    return len(np.unique(labels[juror]))


def _bounded(score: Floats, half: Floats, marks: Floats) -> tuple[Floats, Floats]:
    """Intervals (entries,), no wider than the marks that were given."""
    if not len(marks):
        return score.copy(), score.copy()
    span = marks.max() - marks.min()
    half = np.minimum(half, span)
    return score - half, score + half
