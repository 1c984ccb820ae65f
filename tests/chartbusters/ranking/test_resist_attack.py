"""A small form of the attack that free choice of whom to rate invites: how far can one entry be
pushed?"""

import numpy as np
import pytest

from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.tally import tally

ENTRIES, VOTERS, BALLOTS, TARGET = 60, 240, 20, 30


def _rank_of_target(strengths: np.ndarray, share: float, seed: int, chooses: bool) -> int:
    """Rank of the target when `share` of the voters always vote for it, on drawn pairs or on pairs
    they choose."""
    draw = np.random.default_rng(seed)
    votes = []
    for voter in range(VOTERS):
        attacks = voter < share * VOTERS
        for _ in range(BALLOTS):
            a, b = (int(entry) for entry in draw.choice(ENTRIES, 2, replace=False))
            if attacks and chooses:
                a, b = TARGET, int((TARGET + 1 + draw.integers(ENTRIES - 1)) % ENTRIES)
            honest = draw.random() < 1 / (1 + np.exp(strengths[b] - strengths[a]))
            wins = (a == TARGET) if attacks and TARGET in (a, b) else honest
            votes.append((a, b, "a" if wins else "b", voter))
    strength = bradley_terry(tally(votes, range(ENTRIES))).strength
    return int(1 + (strength > strength[TARGET]).sum())


@pytest.mark.parametrize("share", [0.05])
def test_it_works(share):
    strengths = np.sort(np.random.default_rng(5).normal(0, 1, ENTRIES))[::-1]
    free = [_rank_of_target(strengths, share, seed, chooses=True) for seed in range(3)]
    drawn = [_rank_of_target(strengths, share, seed, chooses=False) for seed in range(3)]
    quiet = [_rank_of_target(strengths, 0, seed, chooses=False) for seed in range(3)]
    assert np.mean(free) <= 6  # whoever picks the pair carries the target to the top
    # on drawn pairs the same people move it by a few ranks
    assert np.mean(quiet) - np.mean(drawn) <= 10
