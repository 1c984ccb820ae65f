"""The next row of B candidates while its fields are sampled: what conditions each field, and which
of its values are legal."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import Score
from generation.techniques.transformer.constraints import (
    LEVELS,
    Bounds,
    Mask,
    legal_beats,
    legal_parts,
    legal_pitches,
    legal_quarters,
    legal_remainders,
    legal_slots,
)
from generation.techniques.transformer.context import locate_steps
from generation.techniques.transformer.history import History
from generation.techniques.transformer.match_model import Match, MatchedRow
from generation.techniques.transformer.tokens import (
    BEATS,
    COLUMNS,
    END,
    PART,
    PITCH,
    QUARTERS,
    SLOT,
    VELOCITY,
)
from generation.techniques.transformer.windows import look_up_programs

Ints = NDArray[np.int64]


class NextRow:
    """(B, 7) values, field by field; of candidates that have ended everything is legal, for nobody
    hears it."""

    def __init__(
        self, history: History, score: Score, bounds: Bounds, match: Match, done: NDArray[np.bool_]
    ) -> None:
        self.history, self.score, self.bounds, self.ended = history, score, bounds, done
        self.match = MatchedRow(match)
        self.values: Ints = np.zeros((history.count, len(COLUMNS)), np.int64)

    def conditions(self, field: int) -> tuple[Ints, ...]:
        """What is known before a field beside the fields before it, each (B,); as
        `context.encode_conditions` has it."""
        matched = self.match.predict()
        if field == BEATS:
            return self.match.length, matched
        if field == PART:
            return matched, self.place.in_bar, self.place.bar
        if field == SLOT:
            return matched, self.together.astype(np.int64)
        if field == PITCH:
            program = look_up_programs(self.score, self.values[:, SLOT])
            return matched, program, self.last.pitch, self.last.age
        if field == QUARTERS:
            return matched, self.last.length
        return (matched, self.last.level) if field == VELOCITY else (matched,)

    def legal(self, field: int) -> NDArray[np.bool_]:
        """(B, values)"""
        legal = np.array([self.mask(field, number) for number in range(self.history.count)])
        legal[self.ended] = True
        return legal

    def mask(self, field: int, number: int) -> Mask:
        """(values,) of one candidate."""
        past, bounds = self.history.pasts[number], self.bounds
        if field == BEATS:
            return legal_beats(past, bounds)
        if field == PART:
            return legal_parts(past, int(self.ahead[number]), bounds)
        if field == VELOCITY:
            return LEVELS
        step, row = int(self.step[number]), self.values[number]
        if field == SLOT:
            return legal_slots(past, bool(self.together[number]), step, bounds)
        if field == PITCH:
            return legal_pitches(past, bool(self.together[number]), int(row[SLOT]), step, bounds)
        if field == QUARTERS:
            return legal_quarters(step, bounds)
        return legal_remainders(step, int(row[QUARTERS]), bounds)

    def set(self, field: int, value: Ints) -> None:
        """The values (B,) that were sampled, and what follows from them for the fields to come."""
        self.match.update(value)
        self.values[:, field] = value
        if field == BEATS:
            self.set_beats(value)
        elif field == PART:
            self.set_part(value)
        elif field == SLOT:
            self.values[self.ended, SLOT] = 0
            self.last = self.history.find_last(self.values[:, SLOT], self.step)

    def set_beats(self, value: Ints) -> None:
        self.ended = self.ended | (value == END)
        self.values[self.ended, BEATS] = END
        self.ahead = np.where(self.ended, 0, value)
        self.beat = np.array([past.beat for past in self.history.pasts]) + self.ahead
        self.place = locate_steps(self.bounds.beats, self.bounds.beats.step(self.beat))

    def set_part(self, value: Ints) -> None:
        self.step = self.bounds.beats.step(self.beat, value)
        begun = [
            past.slot >= 0 and past.part == part
            for past, part in zip(self.history.pasts, value.tolist(), strict=True)
        ]
        # whether it begins with the row before
        self.together = np.array(begun) & (self.ahead == 0)
