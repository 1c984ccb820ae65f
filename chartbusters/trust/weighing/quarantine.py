"""Groups that vote on one entry in another way than everybody else: set aside where that is beyond
chance, held to what chance explains where it is not."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from chartbusters.trust.weighing.cohorts import Cohorts
from chartbusters.trust.weighing.fit import Heard, Said, heard
from chartbusters.trust.weighing.pulls import Cells, Pulls, cells, pulls
from chartbusters.trust.weighing.reasons import Reason
from chartbusters.trust.weighing.scales import Scales
from chartbusters.trust.weighing.tables import Finding, WeighingConfig

Floats = NDArray[np.float64]
ENOUGH = 20  # cells from which the spread of a group over entries is known


@dataclass
class _Public:
    """All that is looked at, and what is known of it from the look before."""

    scales: Scales
    rows: Said
    kinds: list[tuple[Cohorts, Cells]]
    config: WeighingConfig
    fit: Heard | None = None

    def look(self) -> Heard:
        self.fit = heard(self.rows, self.scales.weight[self.rows.at], self.fit)
        return self.fit

    def of_votes(self, rows: NDArray[Any], empty: Any) -> NDArray[Any]:
        """What holds for the rows of the fit, as what holds for the votes (votes,)."""
        votes = np.full(len(self.scales.vote), empty, rows.dtype)
        votes[self.rows.at] = rows
        return votes


def weigh_cohorts(scales: Scales, rows: Said, kinds: list[Cohorts], config: WeighingConfig) -> None:
    """Sets aside what is beyond chance, looking again without it, and then bounds what is left."""
    public = _Public(scales, rows, [(kind, cells(rows, kind)) for kind in kinds], config)
    for _ in range(config.rounds):
        if not _set_aside(public):
            break
    for _ in range(config.rounds):
        if not _bound(public):
            break


def _set_aside(public: _Public) -> bool:
    """One look at all groups; says whether anything was found."""
    fit, found = public.look(), False
    for cohorts, where in public.kinds:
        seen = pulls(fit, where)
        enough = _judged(seen, public.config)
        surprising = -float(ndtri(public.config.false_alarms / 2 / max(int(enough.sum()), 1)))
        z = usual_spread(seen)
        for cell in np.flatnonzero((np.abs(z) > surprising) & enough).tolist():
            figures = {"z": float(z[cell]), "threshold": surprising}
            found |= _empty_cell(public, cohorts, seen, cell, figures)
    return found


def _judged(seen: Pulls, config: WeighingConfig) -> NDArray[np.bool_]:
    """Cells that are measured by the others: of enough people, and not most of what is known of the
    entry and of all others too, for then the group is the public, and nobody is there to measure it
    by. Who is most of the public of one entry only came for that entry."""
    return (seen.voters >= config.least_voters) & (seen.share < config.most_share)


def usual_spread(seen: Pulls) -> Floats:
    """z of each cell over the spread of its group's z over all entries, where that is above 1: a
    class that hears everything a little otherwise has no favourite."""
    z = seen.z.copy()
    ends = np.flatnonzero(np.diff(seen.group, append=-1)) + 1  # cells stand group by group
    for begin, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True):
        if end - begin >= ENOUGH:
            spread = 1.4826 * float(np.median(np.abs(seen.z[begin:end])))
            z[begin:end] /= max(1.0, spread)
    return z


def _bound(public: _Public) -> bool:
    """Scales those votes of a group on an entry that pull it, so that the pull of all of them stays
    within what chance explains; says whether there was anything to scale.

    A vote is for one entry and against another, and what is held back of one pull is missed by the
    other: so it is done some times over, on what is left.
    """
    fit = public.look()
    lowest = np.ones(len(public.rows.at))
    for cohorts, where in public.kinds:
        _hold(lowest, fit, pulls(fit, where), cohorts.errors, public.config)
    if not (lowest < 1).any():
        return False
    by = public.of_votes(lowest, 1.0)
    public.scales.lower_votes(by < 1, by, Reason.BOUNDED)
    return True


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


def _empty_cell(
    public: _Public, cohorts: Cohorts, seen: Pulls, cell: int, figures: dict[str, float]
) -> bool:
    """Sets a group's votes on one entry aside; False where another kind of group was quicker."""
    scales, rows = public.scales, public.rows
    inside = seen.sides.row[seen.sides.cell == cell]
    inside = inside[scales.vote[rows.at[inside]] > 0]
    if not len(inside):
        return False
    which = np.zeros(len(rows.at), bool)
    which[inside] = True
    reason = Reason.COHORT | cohorts.reason
    scales.lower_votes(public.of_votes(which, False), 0.0, reason)
    who = tuple(np.unique(rows.voter[inside]).tolist())
    scales.find(Finding(reason, who, int(seen.entry[cell]), 0.0, figures))
    return True
