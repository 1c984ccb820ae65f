"""Plackett and Luce's model, one meeting after the other, as OpenSkill computes it: for a live
preview of two or many sides."""

from collections.abc import Sequence
from math import exp, sqrt
from typing import NamedTuple

import numpy as np

from chartbusters.ranking.methods.method import Method, Scored
from chartbusters.ranking.votes import VoteTable

SPREAD, LEAST = 3.0, 1e-4  # deviations that a cautious score takes off; the least a variance keeps


class Skill(NamedTuple):
    """What is believed of one player: a mean, and a deviation."""

    mean: float = 25.0
    deviation: float = 25 / 3


NOISE, DRIFT = 25 / 6, 25 / 300  # of one performance, and between two of them


def played(teams: Sequence[Sequence[Skill]], ranks: Sequence[int]) -> list[list[Skill]]:
    """Skills after one meeting of teams; the lowest rank won, equal ones tied (Weng and Lin 2011,
    algorithm 4)."""
    before = [_drifted(team) for team in teams]
    means, variances = np.array([_of_team(team) for team in before]).T.tolist()
    scale = sqrt(sum(variance + NOISE**2 for variance in variances))
    return [
        _moved(team, variances[at], scale, *_slopes(at, means, ranks, scale))
        for at, team in enumerate(before)
    ]


def _drifted(team: Sequence[Skill]) -> list[Skill]:
    return [Skill(mean, sqrt(deviation**2 + DRIFT**2)) for mean, deviation in team]


def _of_team(team: Sequence[Skill]) -> tuple[float, float]:
    """Its mean and its variance."""
    return sum(mean for mean, _ in team), sum(deviation**2 for _, deviation in team)


def _slopes(
    at: int, means: Sequence[float], ranks: Sequence[int], scale: float
) -> tuple[float, float]:
    """First and second derivative of the likelihood for one team, in units of the scale."""
    powers = [exp(mean / scale) for mean in means]
    slope = curve = 0.0
    for other, rank in enumerate(ranks):
        if rank > ranks[at]:
            continue
        below = sum(power for power, r in zip(powers, ranks, strict=True) if r >= rank)
        tied, chance = ranks.count(rank), powers[at] / below
        slope += ((1 - chance) if other == at else -chance) / tied
        curve += chance * (1 - chance) / tied
    return slope, curve


def _moved(
    team: Sequence[Skill], variance: float, scale: float, slope: float, curve: float
) -> list[Skill]:
    shift = slope * variance / scale
    shrink = curve * variance / scale**2 * sqrt(variance) / scale
    return [
        Skill(
            mean + deviation**2 / variance * shift,
            deviation * sqrt(max(1 - deviation**2 / variance * shrink, LEAST)),
        )
        for mean, deviation in team
    ]


def scores(votes: VoteTable) -> Scored:
    """Mean less three deviations, after all votes in the order in which they stand."""
    skills = [Skill()] * votes.entries
    said = votes.decisive
    rows = zip(votes.a[said].tolist(), votes.b[said].tolist(), votes.share[said], strict=True)
    for a, b, share in rows:
        ranks = (int(share < 0.5), int(share > 0.5))
        (skills[a],), (skills[b],) = played([[skills[a]], [skills[b]]], ranks)
    mean, deviation = np.array(skills, np.float64).reshape(-1, 2).T
    return Scored(mean - SPREAD * deviation, mean - 2 * deviation, mean + 2 * deviation)


METHOD = Method(
    name="openskill",
    label="OpenSkill",
    sentence="A belief about each entry that every vote sharpens; the order of votes matters a "
    "little, so it previews and decides nothing.",
    needs=VoteTable,
    score=scores,
    final=False,
)
