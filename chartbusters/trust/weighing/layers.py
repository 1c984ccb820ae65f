"""The layers of the weighing in their order, each on what the ones before it left."""

import numpy as np

from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.weighing.identity import weigh_identity, weigh_linked
from chartbusters.trust.weighing.scales import Scales
from chartbusters.trust.weighing.tables import VoterTable, Weighing, WeighingConfig


def weighed(votes: VoteTable, voters: VoterTable, config: WeighingConfig) -> Weighing:
    """All layers. First what is known of the accounts, then what their votes tell."""
    scales = Scales.empty(votes)
    voting = np.bincount(votes.voter, minlength=votes.voters) > 0
    weigh_identity(scales, voters, config)
    weigh_linked(scales, voters, voting)
    return scales.read()
