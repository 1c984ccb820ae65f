"""Accounts that give the same answers to the same pairs, more than tastes alike explain."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.special import expit, ndtri, xlogy

from chartbusters.trust.weighing.fit import Said, heard
from chartbusters.trust.weighing.reasons import Reason
from chartbusters.trust.weighing.scales import Scales
from chartbusters.trust.weighing.tables import WeighingConfig

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.integer]


def weigh_same_answers(scales: Scales, rows: Said, new: Bools, config: WeighingConfig) -> None:
    """Accounts whose answers are the same beyond chance share the weight of one person."""
    among = _comparable(rows, scales.voter > 0, new, config)
    if not among.any():
        return
    fit = heard(rows, scales.weight[rows.at])
    chance = expit(fit.strength[rows.low] - fit.strength[rows.high])
    one, other, root = _alike(rows, among, chance**2 + (1 - chance) ** 2, config)
    surprising = -float(ndtri(config.same_alarms / max(len(root), 1)))
    same = root > surprising
    if same.any():
        links = coo_array((np.ones(same.sum()), (one[same], other[same])), (rows.voters,) * 2)
        _, group = connected_components(links, directed=False)
        lone = np.bincount(group)[group] < 2
        scales.share(np.where(lone, -1, group).astype(np.int32), ~lone, Reason.SAME_ANSWERS)


def _comparable(rows: Said, counts: Bools, new: Bools, config: WeighingConfig) -> Bools:
    """Which votes (rows,) are compared: all, or where these are too many for every two of a pair to
    be looked at, those of new accounts, or none."""
    clear = (rows.share != 0.5) & counts[rows.voter]
    for among in (clear, clear & new[rows.voter]):
        busy = np.bincount(rows.pair[among], minlength=1).astype(np.float64)
        if busy @ busy <= config.same_work:
            return np.asarray(among)
    return np.zeros(len(rows.at), bool)


def _alike(
    rows: Said, among: Bools, chance: Floats, config: WeighingConfig
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Every two voters with enough pairs in common, and how surprising it is how often they agree:
    the signed root of a likelihood ratio."""
    voter, pair = rows.voter[among], rows.pair[among]
    low_won = np.where(rows.a[among] < rows.b[among], rows.share[among], 1 - rows.share[among])
    shape = (rows.voters, len(rows.low))
    once, met = np.unique(voter * shape[1] + pair, return_index=True)
    place = np.divmod(once, max(shape[1], 1))

    def matrix(values: Floats) -> csr_array:
        return coo_array((values, place), shape=shape).tocsr()

    ones = matrix(np.ones(len(met)))
    both = (ones @ ones.T).tocoo()
    kept = (both.row < both.col) & (both.data >= config.same_least)
    one, other, count = both.row[kept], both.col[kept], both.data[kept]
    answers = matrix(2 * low_won[met] - 1)
    agreed = (_picked(answers @ answers.T, one, other) + count) / 2 / count
    expected = _picked(matrix(chance[place[1]]) @ ones.T, one, other) / count
    excess = xlogy(agreed, agreed / expected)
    excess += xlogy(1 - agreed, (1 - agreed) / np.maximum(1 - expected, 1e-9))
    root = np.sign(agreed - expected) * np.sqrt(2 * count * np.maximum(excess, 0))
    return one.astype(np.int64), other.astype(np.int64), root


def _picked(product: csr_array, one: Ints, other: Ints) -> Floats:
    """Single places of a matrix."""
    if not len(one):
        return np.zeros(0)
    return np.asarray(product.tocsr()[one, other]).ravel().astype(np.float64)
