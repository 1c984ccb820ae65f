"""The secret draw of a challenge: how the judges' words are mixed, where stretches begin, and in
which order bars are tried. Whoever has the seed gets the same figures."""

import hashlib
from dataclasses import dataclass

import numpy as np

from scoring.order.heard import Floats

MIXED = 6.0  # concentration of the Dirichlet draw: the judges weigh about alike


@dataclass(frozen=True)
class Draw:
    """`weights` (judges,) sum to 1; `offset` in bars; `entropy` seeds the orders of bars."""

    weights: Floats
    offset: int
    entropy: int

    @classmethod
    def of(cls, seed: str, judges: int) -> "Draw":
        """By a seed; without one all judges weigh alike and stretches begin with the piece."""
        entropy = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
        if not seed:
            return cls(np.full(judges, 1 / judges), 0, entropy)
        random = np.random.default_rng(entropy)
        return cls(random.dirichlet(np.full(judges, MIXED)), int(random.integers(64)), entropy)
