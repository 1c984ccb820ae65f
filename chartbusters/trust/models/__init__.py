"""What is known of voters, what their votes weigh, and what staff said of it: a file each."""

from chartbusters.trust.models.decisions import Appeal, Decision, Verdict
from chartbusters.trust.models.identity import Arrival, Sighting
from chartbusters.trust.models.weights import (
    VoterWeight,
    VoteWeight,
    WeighedChallenge,
    WeighingRun,
)

__all__ = [
    "Appeal",
    "Arrival",
    "Decision",
    "Sighting",
    "Verdict",
    "VoteWeight",
    "VoterWeight",
    "WeighedChallenge",
    "WeighingRun",
]
