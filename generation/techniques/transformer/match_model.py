"""A match model: the longest passage of last rows that stood there before, and the row that
followed it.

Music comes back, bar for bar, and a small network does not learn to look so far back so exactly. It
is told what came then and learns how far to go by it. The idea is that of match models (Mahoney
2005) and of pointing back to what was heard (Vinyals et al. 2015), here as a plain fact among those
that a field is told.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import SLOTS
from generation.techniques.transformer.tokens import PITCH, SIZES, Rows

# rows of a passage: lengths from one to the next are told alike
EDGES = (
    1,
    2,
    3,
    4,
    6,
    8,
    12,
    16,
    24,
    32,
    48,
    64,
)
KINDS = len(EDGES) + 1  # classes of length; 0 where nothing like it was heard
# In place of a field's value, the one after its last: what it was is not known, or the row goes
# another way. Of the slots only tracks and rests are drawn.
NONE = (*SIZES[:2], SLOTS + 1, *SIZES[3:])
ROOM = 1024

Ints = NDArray[np.int64]


class Match(NamedTuple):
    """For each of N rows what came the last time."""

    rows: Ints  # (N, 7)
    length: Ints  # (N,) class of the passage before


class MatchedRow:
    """N rows in the making beside their matches: each is conditioned on its match as long as it
    goes the same way."""

    def __init__(self, match: Match) -> None:
        self.match, self.field = match, 0
        self.agrees = match.length > 0

    @property
    def length(self) -> Ints:
        return self.match.length

    def predict(self) -> Ints:
        """(N,) what the next field was."""
        return np.where(self.agrees, self.match.rows[:, self.field], NONE[self.field])

    def update(self, value: NDArray[np.integer]) -> None:
        """(N,) what it is now."""
        self.agrees &= value == self.match.rows[:, self.field]
        self.field += 1


class Memory:
    """All rows so far, and how many of the last ones are the same as those before each place.

    Rows are the same if time, track and pitch are: lengths and loudness may vary.
    """

    def __init__(self) -> None:
        self.count = self.seam = 0
        self.rows = np.zeros((ROOM, len(SIZES)), np.int64)
        self.keys = np.zeros(ROOM, np.int64)
        self.same = np.zeros(ROOM + 1, np.int64)

    def copy(self) -> "Memory":
        made = Memory()
        made.count, made.seam = self.count, self.seam
        made.rows, made.keys, made.same = self.rows.copy(), self.keys.copy(), self.same.copy()
        return made

    def pause(self) -> None:
        """What comes next does not go on from what was heard."""
        self.same[:] = 0

    def begin_again(self) -> None:
        """As `pause`; and what comes next did not follow what was heard."""
        self.pause()
        self.seam = self.count

    def append(self, row: NDArray[np.integer]) -> None:
        """row (7,)"""
        if self.count == len(self.keys):
            for name in ("rows", "keys", "same"):
                setattr(
                    self,
                    name,
                    np.concatenate(
                        [getattr(self, name), np.zeros_like(getattr(self, name)[:ROOM])]
                    ),
                )
        now, key = self.count, hash_row(row)
        self.same[1 : now + 1] = np.where(self.keys[:now] == key, self.same[:now] + 1, 0)
        self.same[self.seam] = 0
        self.rows[now], self.keys[now] = row, key
        self.rows[now, 2] = min(self.rows[now, 2], SLOTS)
        self.count += 1

    def find_match(self, most: float = math.inf) -> tuple[Ints, int]:
        """(row, class of length): what came after the longest passage; of several the latest.

        Nothing where the passage has come more than `most` times without a break.
        """
        same = self.same[: self.count]
        longest = int(same.max(initial=0))
        then = self.count - 1 - int(same[::-1].argmax()) if longest else 0
        if not longest or longest >= most * (self.count - then):
            return UNMATCHED
        return self.rows[then], CLASSES[min(longest, EDGES[-1])]

    def match_rows(self, rows: Rows) -> Match:
        """Hears rows (N, 7); what came the last time, for each of them and for the one after
        them."""
        answers = [self.find_match()]
        for row in rows.astype(np.int64):
            self.append(row)
            answers.append(self.find_match())
        return stack_matches(answers)


UNMATCHED = np.zeros(len(SIZES), np.int64), 0  # the answer where nothing like it was heard
CLASSES = [int(np.searchsorted(EDGES, length, "right")) for length in range(EDGES[-1] + 1)]


def stack_matches(answers: list[tuple[Ints, int]]) -> Match:
    return Match(np.array([row for row, _ in answers]), np.array([length for _, length in answers]))


def hash_row(row: NDArray[np.integer]) -> int:
    key = 0
    for value, size in zip(row[: PITCH + 1].tolist(), SIZES, strict=False):
        key = key * size + value
    return key


def encode_match(rows: NDArray[np.integer], match: Match) -> list[Ints]:
    """For each field what the match predicts, (N,)."""
    matched, predictions = MatchedRow(match), []
    for field, values in enumerate(rows.astype(np.int64).T):
        predictions.append(matched.predict())
        matched.update(np.minimum(values, NONE[field]))
    return predictions
