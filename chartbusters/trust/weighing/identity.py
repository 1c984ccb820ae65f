"""What an account is worth before anybody looks at its votes: confirmed, not thrown away, not quite
new, and one person's share."""

import numpy as np
from numpy.typing import NDArray

from chartbusters.trust.weighing.reasons import Reason
from chartbusters.trust.weighing.scales import Scales
from chartbusters.trust.weighing.tables import VoterTable, WeighingConfig

Floats = NDArray[np.float64]


def settled(voters: VoterTable, config: WeighingConfig) -> Floats:
    """How far each account (voters,) is from new, 0, to settled, 1: by its age, or by its votes in
    earlier challenges."""
    age = np.maximum(voters.age_ms, 0) / config.settled_ms
    votes = np.maximum(voters.votes_before, 0) / config.settled_votes
    return np.asarray(np.minimum(np.maximum(age, votes), 1.0))


def weigh_identity(scales: Scales, voters: VoterTable, config: WeighingConfig) -> None:
    """Lowers accounts whose mail is unconfirmed or thrown away, and, less, those that are new."""
    scales.lower(~voters.confirmed, 0.0, Reason.UNCONFIRMED)
    scales.lower(voters.disposable, config.disposable_weight, Reason.DISPOSABLE)
    ramp = config.new_weight + (1 - config.new_weight) * settled(voters, config)
    scales.lower(ramp < 1, ramp, Reason.NEW)


def weigh_linked(scales: Scales, voters: VoterTable, voting: NDArray[np.bool_]) -> None:
    """Linked accounts weigh one person together: each is divided by how many of its group vote."""
    scales.share(voters.linked, voting, Reason.LINKED)
