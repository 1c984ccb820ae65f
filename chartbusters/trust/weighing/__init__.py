"""How much each vote counts, from the votes and what is known of the accounts: pure mathematics,
numpy and scipy only."""

from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.weighing.reasons import WORDS, Reason
from chartbusters.trust.weighing.tables import Finding, VoterTable, Weighing, WeighingConfig

__all__ = ["WORDS", "Finding", "Reason", "VoterTable", "Weighing", "WeighingConfig", "weigh"]


def weigh(votes: VoteTable, voters: VoterTable, config: WeighingConfig | None = None) -> Weighing:
    """The weight of each vote, in [0, 1], and why. The same for the same votes in any order."""
    # Whoever only names reasons is spared scipy, 30 MB and 0.2 s of it.
    from chartbusters.trust.weighing.layers import weighed

    return weighed(votes, voters, config or WeighingConfig())
