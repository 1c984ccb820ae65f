"""Groups that vote on one entry in another way than everybody else: set aside where that is beyond
chance, held to what chance explains where it is not."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from chartbusters.trust.weighing.cohorts import Cohorts
from chartbusters.trust.weighing.fit import Heard, Said, heard
from chartbusters.trust.weighing.pulls import Pulls, pulls
from chartbusters.trust.weighing.reasons import Reason
from chartbusters.trust.weighing.scales import Scales, people
from chartbusters.trust.weighing.tables import Finding, WeighingConfig

Floats = NDArray[np.float64]
ENOUGH = 20  # cells from which the spread of a group over entries is known


def weigh_cohorts(scales: Scales, rows: Said, kinds: list[Cohorts], config: WeighingConfig) -> None:
    """Sets aside what is beyond chance, looking again without it, and then bounds what is left."""
    for _ in range(config.rounds):
        if not _set_aside(scales, rows, kinds, config):
            break
    _bound(scales, rows, kinds, config)


def _set_aside(scales: Scales, rows: Said, kinds: list[Cohorts], config: WeighingConfig) -> bool:
    """One look at all groups; says whether anything was found."""
    fit = heard(rows, scales.weight[rows.at])
    looks = [(cohorts, pulls(fit, cohorts)) for cohorts in kinds]
    found = False
    for cohorts, seen in looks:
        enough = _judged(seen, config)
        surprising = -float(ndtri(config.false_alarms / 2 / max(int(enough.sum()), 1)))
        z = usual_spread(seen)
        for cell in np.flatnonzero((np.abs(z) > surprising) & enough).tolist():
            figures = {"z": float(z[cell]), "threshold": surprising}
            _apply(scales, rows, cohorts, seen, cell, 0.0, Reason.COHORT, figures)
            found = True
    return found


def _judged(seen: Pulls, config: WeighingConfig) -> NDArray[np.bool_]:
    """Cells that are measured by the others: of enough people, and not most of what is known of the
    entry, for then the group is the public, and nobody is there to measure it by."""
    return (seen.voters >= config.least_voters) & (seen.share < config.most_share)


def usual_spread(seen: Pulls) -> Floats:
    """z of each cell over the spread of its group's z over all entries, where that is above 1: a
    class that hears everything a little otherwise has no favourite."""
    z = seen.z.copy()
    for group in np.flatnonzero(np.bincount(seen.group) >= ENOUGH):
        mine = seen.group == group
        z[mine] /= max(1.0, 1.4826 * float(np.median(np.abs(seen.z[mine]))))
    return z


def _bound(scales: Scales, rows: Said, kinds: list[Cohorts], config: WeighingConfig) -> None:
    """Scales those votes of a group on an entry that pull it, so that the pull of all of them stays
    within `bounded_z` standard errors of chance.

    A vote is for one entry and against another, and what is held back of one pull is missed by the
    other: so it is done some times over, on what is left.
    """
    for _ in range(config.rounds):
        fit = heard(rows, scales.weight[rows.at])
        lowest = np.ones(len(rows.at))
        for cohorts in kinds:
            _hold(lowest, fit, pulls(fit, cohorts), cohorts.errors, config)
        by, which = np.ones(len(scales.vote)), np.zeros(len(scales.vote), bool)
        by[rows.at], which[rows.at] = lowest, lowest < 1
        if not which.any():
            return
        scales.lower_votes(which, by, Reason.BOUNDED)


def _hold(lowest: Floats, fit: Heard, seen: Pulls, errors: float, config: WeighingConfig) -> None:
    """Lowers what each vote (rows,) is multiplied by to what one kind of group asks for."""
    allowed = np.maximum(config.bounded_z * seen.chance, errors * seen.errors)
    factor, pulling = _factors(seen, fit, allowed)
    factor = np.where(_judged(seen, config), factor, 1.0)
    sides = np.flatnonzero(pulling & (factor < 1)[seen.sides.cell])
    np.minimum.at(lowest, seen.sides.row[sides], factor[seen.sides.cell[sides]])


def _factors(seen: Pulls, fit: Heard, allowed: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """What the votes that pull (sides,) are to be multiplied by in each cell (cells,)."""
    towards = np.sign(seen.pull)
    each = fit.weight[seen.sides.row] * seen.sides.sign * fit.residual[seen.sides.row]
    each = each * towards[seen.sides.cell]
    pulling = each > 0
    strength = seen.sides.total(np.where(pulling, each, 0.0)) * seen.unbent
    over = np.abs(seen.pull) - allowed
    factor = 1 - np.divide(over, strength, out=np.zeros_like(over), where=strength > 0)
    return np.clip(factor, 0.0, 1.0), pulling


def _apply(
    scales: Scales,
    rows: Said,
    cohorts: Cohorts,
    seen: Pulls,
    cell: int,
    weight: float,
    reason: Reason,
    figures: dict[str, float],
) -> None:
    inside = seen.sides.row[seen.sides.cell == cell]
    which = np.zeros(len(scales.vote), bool)
    which[rows.at[inside]] = True
    scales.lower_votes(which, weight, reason | cohorts.reason)
    who = np.zeros(scales.votes.voters, bool)
    who[rows.voter[inside]] = True
    scales.find(
        Finding(reason | cohorts.reason, people(who), int(seen.entry[cell]), weight, figures)
    )
