"""The weights while they are being made: layers lower them one after the other, and say why."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.weighing.reasons import Reason
from chartbusters.trust.weighing.tables import Finding, Weighing

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass
class Scales:
    """Weights and reasons of voters (voters,), and beside them those of single votes (votes,)."""

    votes: VoteTable
    voter: Floats
    voter_reasons: NDArray[np.uint32]
    vote: Floats
    vote_reasons: NDArray[np.uint32]
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def empty(cls, votes: VoteTable) -> "Scales":
        rows, voters = len(votes.a), votes.voters
        return cls(
            votes,
            np.ones(voters),
            np.zeros(voters, np.uint32),
            np.ones(rows),
            np.zeros(rows, np.uint32),
        )

    def lower(self, which: Bools, by: Floats | float, reason: Reason) -> None:
        """Multiplies the voters' weights."""
        self.voter = np.where(which, self.voter * by, self.voter)
        self.voter_reasons[which] |= np.uint32(reason)

    def share(self, group: NDArray[np.int32], voting: Bools, reason: Reason) -> None:
        """Divides the weight of one person among the members (voters,) of a group who vote; -1 is
        in none."""
        inside = (group >= 0) & voting
        sizes = np.bincount(group[inside], minlength=int(group.max(initial=-1)) + 1)
        for one in np.flatnonzero(sizes > 1):
            members = inside & (group == one)
            self.lower(members, 1 / sizes[one], reason)
            self.find(Finding(reason, people(members), None, 1 / float(sizes[one]), {}))

    def lower_votes(self, which: Bools, by: Floats | float, reason: Reason) -> None:
        """Multiplies the weights of single votes."""
        self.vote = np.where(which, self.vote * by, self.vote)
        self.vote_reasons[which] |= np.uint32(reason)

    def find(self, finding: Finding) -> None:
        self.findings.append(finding)

    @property
    def weight(self) -> Floats:
        """Of each vote (votes,), as far as the layers have come."""
        return np.asarray(self.vote * self.voter[self.votes.voter])

    def read(self) -> Weighing:
        reasons = self.vote_reasons | self.voter_reasons[self.votes.voter]
        return Weighing(self.weight, reasons, self.voter, self.voter_reasons, self.findings)


def people(which: Bools) -> tuple[int, ...]:
    return tuple(np.flatnonzero(which).tolist())
