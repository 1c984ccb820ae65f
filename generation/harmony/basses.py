"""Which tone of each chord lies in the bass: by what lay there before and how the root moves."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from generation.harmony.evidence import Ints
from generation.harmony.paths import trace_back
from generation.harmony.symbols import NAMES, QUALITIES

TONES = 4  # root, third, fifth, seventh
Pair = tuple[int, str]  # root, quality


def choose_basses(table: Ints, pairs: Sequence[Pair]) -> list[int]:
    """Pitch classes, in whatever key the roots are; the first and the last chord have their root
    below. `table` is (qualities, TONES before, 12 moves of the root, TONES) of one pace."""
    best, back = rank(pairs[0], np.zeros(TONES, np.int64), fixed=True), []
    for number, (before, after) in enumerate(pairwise(pairs), 2):
        move = (after[0] - before[0]) % 12
        ways = best[:, None] + table[NAMES.index(after[1]), :, move]
        back.append(ways.argmax(0))
        best = rank(after, ways.max(0), fixed=number == len(pairs))
    tones = zip(pairs, trace_back(best.argmax(), back), strict=True)
    return [(root + QUALITIES[quality][tone]) % 12 for (root, quality), tone in tones]


def rank(pair: Pair, scores: Ints, fixed: bool) -> Ints:
    """Scores of the tones that a chord has; of its root alone where that is fixed."""
    kept = 1 if fixed else len(QUALITIES[pair[1]])
    return np.where(np.arange(TONES) < kept, scores, -(1 << 30))
