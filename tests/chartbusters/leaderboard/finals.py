"""Inputs of a final board, by hand."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any

from chartbusters.leaderboard.final.inputs import Entrant, FinalInputs, Rated, Weights

BEGIN = datetime(2026, 11, 1)
KEYS = "abcdefgh"


def inputs(count: int = 4, **changed: Any) -> FinalInputs:
    """Entries a, b, c and so on, of which each part has the same order, the best first."""
    keys = KEYS[:count]
    ranks = list(enumerate(keys))
    fields: dict[str, Any] = {
        "entries": [Entrant(key, 10 + n, BEGIN + timedelta(hours=n)) for n, key in ranks],
        "weights": Weights(50, 30, 20),
        "rated": {key: Rated(1100 - 50 * n, 1090 - 50 * n, 1110 - 50 * n, 20) for n, key in ranks},
        "votes": 40,
        "needed": 10,
        "said": [(juror, key, 5.0 - n) for juror, (n, key) in product((1, 2, 3), ranks)],
        "scores": {key: 90.0 - n for n, key in ranks},
    }
    return FinalInputs(**{**fields, **changed})
