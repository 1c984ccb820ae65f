"""The form of what is played on: bars come back as often as in real music, by a plan.

The network is told what came the last time (`match_model.py`) and takes it up once it has found
into a passage by itself, but nothing makes it begin: themes are left and do not return. So a plan
says first, bar by bar, which bar before each comes back (`returns.py`); there the network is told
what follows next, as if the passage had come back already, and leans to it. It may go another way,
and is told again from where it stands: so returns are varied too.
"""

from bisect import bisect_left, insort
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import OF_SLOT, ONSET, STEPS, Beats
from generation.techniques.transformer.constraints import Past
from generation.techniques.transformer.match_model import Match, MatchedRow, stack_matches
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.returns import (
    LAGS,
    draw_lags,
    find_begins,
    measure_returns,
    read_bar,
)
from generation.techniques.transformer.windows import bar_line

SURE = 10  # class of length that the network is told: as after 32 rows
LEANS = 2.0  # nats for what comes back
DRAW = 1  # marks the draws of the plan among those of a seed

Row = tuple[int, ...]
Found = tuple[NDArray[np.int64], int]  # (row, class of length)
Ints = NDArray[np.int64]


class Form:
    """What each of B candidates is to come back to, and where it stands there."""

    def __init__(self, passage: Passage, seed: int, numbers: range) -> None:
        count = len(numbers)
        heard, slots = passage.task.played, passage.task.slots
        self.beats, self.bounds = passage.bounds.beats, passage.bounds
        heard = heard[np.isin(heard[:, OF_SLOT], slots)]
        self.heard: list[list[Row]] = [list(map(tuple, heard.tolist())) for _ in range(count)]
        # of the bars of each candidate that come back: steps since then, by the bar's first step
        self.plans: list[dict[int, int]] = [{} for _ in range(count)]
        self.planned = np.zeros(count, bool)  # whether the next row is told by the plan
        if passage.sampling.form and len(heard):
            self.plans = draw_plans(passage, seed, numbers)

    def add_note(self, number: int, note: Row) -> None:
        insort(self.heard[number], note)

    def replace_matches(self, pasts: list[Past], found: list[Found]) -> Match:
        """What comes next by the plan; where it says nothing, what was found."""
        told = [self.find_next(number, past) for number, past in enumerate(pasts)]
        self.planned = np.array([each is not None for each in told])
        return stack_matches([one or other for one, other in zip(told, found, strict=True)])

    def find_next(self, number: int, past: Past) -> Found | None:
        plan = self.plans[number]
        if not plan:
            return None
        line, place = self.find_place(number, past)
        note = self.find_note(number, line, place)
        return None if note is None else (self.encode_row(note, past, plan[line]), SURE)

    def find_place(self, number: int, past: Past) -> tuple[int, Row]:
        """(bar line, where the next row may stand): where a bar is over, that of the next one."""
        step = int(self.beats.step(np.array(past.beat), past.part))
        if step < self.bounds.start:
            return self.bounds.start, (self.bounds.start, -1, -1)
        line, place = bar_line(self.beats, step), (step, past.slot, past.pitch + 1)
        following = line + find_bar(self.beats, line)
        if following - step <= STEPS and self.find_note(number, line, place) is None:
            return following, (following, -1, -1)
        return line, place

    def find_note(self, number: int, line: int, place: Row) -> Row | None:
        """The next note from a place on, in the bar that this one returns to."""
        since = self.plans[number].get(line)
        if since is None:
            return None
        heard = self.heard[number]
        at = bisect_left(heard, (place[0] - since, *place[1:]))
        stop = line - since + find_bar(self.beats, line)
        return heard[at] if at < len(heard) and heard[at][ONSET] < stop else None

    def encode_row(self, note: Row, past: Past, since: int) -> Ints:
        """The note as a row of the present."""
        onset, slot, pitch, length, level = note
        beat, part, _, _ = self.beats.place(np.array([onset + since]))
        ahead = int(beat[0]) - past.beat
        return np.array([ahead, int(part[0]), slot, pitch, *divmod(length, STEPS), level])

    def favour(self, match: MatchedRow, field: int, size: int) -> NDArray[np.float64]:
        """(B, values) nats to add to the logits of a field, for what comes back."""
        found = np.zeros((len(self.planned), size + 1))
        if not self.planned.any():
            return found[:, :size]
        rows = np.flatnonzero(self.planned)
        found[rows, np.minimum(match.predict()[rows], size)] = LEANS
        return found[:, :size]


def draw_plans(passage: Passage, seed: int, numbers: range) -> list[dict[int, int]]:
    """For each candidate of these numbers the bars that come back, and since when."""
    heard, bounds = passage.task.played, passage.bounds
    origin = bar_line(bounds.beats, int(heard[0, ONSET]))
    past = list_lines(bounds.beats, origin, bounds.start)
    lines = list_lines(bounds.beats, bounds.start, bounds.stop)[:-1]
    begins = find_begins(measure_returns([read_bar(heard, *edges) for edges in pairwise(past)]))
    known = np.array([find_known(bounds.beats, origin, line) for line in lines])
    plans = []
    for number in numbers:
        random = np.random.default_rng([seed, number, DRAW])
        lags = draw_lags(len(past) - 1, known, begins, random)
        pairs = zip(lines, lags, strict=True)
        plans.append({line: lag * find_bar(bounds.beats, line) for line, lag in pairs if lag})
    return plans


def find_bar(beats: Beats, line: int) -> int:
    """Steps of a bar."""
    return int(beats.place(np.array([line]))[3][0])


def list_lines(beats: Beats, start: int, stop: int) -> list[int]:
    """First steps of the bars between two bar lines, and the last of these."""
    lines = [start]
    while lines[-1] < stop:
        lines.append(lines[-1] + find_bar(beats, lines[-1]))
    return lines


def find_known(beats: Beats, origin: int, line: int) -> list[bool]:
    """For each of `LAGS` whether the bar so long before is known, and in the same meter."""
    bar = find_bar(beats, line)
    before = [line - lag * bar for lag in LAGS]
    return [
        then >= origin and bar_line(beats, then) == then and find_bar(beats, then) == bar
        for then in before
    ]
