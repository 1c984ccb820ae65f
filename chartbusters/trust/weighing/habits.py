"""How somebody votes, whatever he votes: too fast, like a clock, or only where one entry comes."""

import numpy as np
from numpy.typing import NDArray

from chartbusters.trust.weighing.fit import Said
from chartbusters.trust.weighing.reasons import Reason
from chartbusters.trust.weighing.scales import Scales, people
from chartbusters.trust.weighing.tables import Finding, WeighingConfig

Bools = NDArray[np.bool_]


def weigh_hasty(scales: Scales, config: WeighingConfig) -> None:
    """Votes before both sides could be heard do not count, and those of a clock count little."""
    votes = scales.votes
    fast = votes.waited_ms < config.hasty_ms
    scales.lower_votes(fast, 0.0, Reason.HASTY)
    if fast.any():
        hasty = np.bincount(votes.voter, fast, votes.voters) > 0
        figures = {"votes": float(fast.sum())}
        scales.find(Finding(Reason.HASTY, people(hasty), None, 0.0, figures))
    count = np.bincount(votes.voter, minlength=votes.voters)
    waited = np.log(np.maximum(votes.waited_ms, 1).astype(np.float64))
    mean = np.bincount(votes.voter, waited, votes.voters) / np.maximum(count, 1)
    apart = (waited - mean[votes.voter]) ** 2
    spread = np.sqrt(np.bincount(votes.voter, apart, votes.voters) / np.maximum(count - 1, 1))
    even = (count >= config.even_votes) & (spread < config.even_spread)
    scales.lower(even, config.even_weight, Reason.HASTY)
    for voter in np.flatnonzero(even).tolist():
        figures = {"spread": float(spread[voter]), "votes": float(count[voter])}
        scales.find(Finding(Reason.HASTY, (voter,), None, config.even_weight, figures))


def weigh_one_sided(scales: Scales, rows: Said, config: WeighingConfig) -> None:
    """Lowers who calls nearly every pair "both bad", and votes for one entry where it comes."""
    votes = scales.votes
    count = np.bincount(votes.voter, minlength=votes.voters)
    decisive = np.bincount(rows.voter, minlength=votes.voters)
    bad = 1 - decisive / np.maximum(count, 1)
    picky = (count >= config.one_sided_votes) & (bad >= config.one_sided_bad)
    winner = np.where(rows.share > 0.5, rows.a, np.where(rows.share < 0.5, rows.b, -1))
    least = np.full(votes.voters, votes.entries, np.int64)
    most = np.full(votes.voters, -1, np.int64)
    np.minimum.at(least, rows.voter, winner)
    np.maximum.at(most, rows.voter, winner)
    found = picky & (decisive > 0) & (least == most) & (most >= 0)
    scales.lower(found, config.one_sided_weight, Reason.ONE_SIDED)
    for voter in np.flatnonzero(found).tolist():
        figures = {"entry": float(most[voter]), "bad": float(bad[voter])}
        scales.find(Finding(Reason.ONE_SIDED, (voter,), None, config.one_sided_weight, figures))
