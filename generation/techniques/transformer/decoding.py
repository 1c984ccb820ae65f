"""Plays a passage note by note: B candidates at once, each row sampled field by field from the
legal values."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import STEPS, Notes
from generation.inference.precision import decide
from generation.techniques.transformer.context import (
    PLAYED,
    encode_inputs,
    locate_steps,
)
from generation.techniques.transformer.form import Form
from generation.techniques.transformer.guidance import Guidance
from generation.techniques.transformer.harmony_hint import HarmonyHint
from generation.techniques.transformer.history import History, Ints, Row
from generation.techniques.transformer.match_model import UNMATCHED, Match, Memory, stack_matches
from generation.techniques.transformer.next_row import NextRow
from generation.techniques.transformer.pace import Pace, weigh_beats, weigh_parts
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.recall import Recall
from generation.techniques.transformer.sampling import sample_values
from generation.techniques.transformer.tokens import BEATS, COLUMNS, END, PART, PITCH, SLOT
from generation.techniques.transformer.windowed_inference import StartInference, StepDecoder
from generation.techniques.transformer.windows import (
    encode_distance,
    encode_window,
    look_up_programs,
)

MOST = 6000  # rows of one passage
# nats, see `inference.precision`; four times the most that mattered to a draw of this network
MARGIN = 2.5e-5


class Candidates:
    """B continuations of one past, numbered from `first` on. The same seed gives the same notes,
    and candidate 0 of four is the first of them."""

    def __init__(
        self, start: StartInference, passage: Passage, seed: int, count: int = 1, first: int = 0
    ) -> None:
        self.passage, self.count, self.task = passage, count, passage.task
        numbers = range(first, first + count)
        self.randoms = [np.random.default_rng([seed, number]) for number in numbers]
        self.history = History(passage, count)
        self.hint, self.pace = HarmonyHint(passage, count), Pace(passage, count)
        self.form = Form(passage, seed, numbers)
        self.guidance = Guidance(passage, self.history, self.form)
        self.done = np.zeros(count, bool)
        memory = Memory()
        prompt = encode_window(self.task, memory)
        self.recall = Recall(self.task, memory, count)
        self.inference = start(prompt, len(self.task.played), count)

    def rows(self) -> Iterator[list[Row | None]]:
        """For each step the new note of each candidate, None for those that have ended."""
        for _ in range(MOST):
            row = decide(self.attempt(), self.inference.start_step(), MARGIN)
            self.done |= row[:, 0] == END
            if self.done.all():
                return
            yield [
                None if self.done[number] else self.add_note(number, row[number])
                for number in range(self.count)
            ]
            self.append(row)

    def add_note(self, number: int, row: Ints) -> Row:
        note = self.history.add_note(number, row)
        self.hint.add_note(number, note)
        self.pace.add_note(number)
        self.form.add_note(number, note)
        return note

    def attempt(self) -> Callable[[StepDecoder], tuple[Ints, float]]:
        """Draws the uniform numbers of the next row, with which it may be sampled twice: in single
        precision, and in double."""
        uniform = np.array([random.random(len(COLUMNS)) for random in self.randoms])
        return lambda decoder: self.sample_row(decoder, uniform)

    def sample_row(self, decoder: StepDecoder, uniform: NDArray[np.float64]) -> tuple[Ints, float]:
        """(B, 7) the next row of each candidate, and its margin."""
        sampling, bounds = self.passage.sampling, self.passage.bounds
        row = NextRow(self.history, self.task.score, bounds, self.find_matches(), self.done)
        margin = np.inf
        for field in COLUMNS:
            logits = decoder.logits(*row.conditions(field)) + self.weigh_values(row, field)
            logits = logits + self.guidance.favour(field, row, logits.shape[1])
            value, sure = sample_values(logits, row.legal(field), sampling, uniform[:, field])
            decoder.add_condition(value)
            row.set(field, value)
            margin = min(margin, sure)
        return row.values, margin

    def weigh_values(self, row: NextRow, field: int) -> NDArray[np.float64] | float:
        """(B, values) nats that are added to the logits of a field."""
        if field == PITCH:
            slot = row.values[:, SLOT]
            repeats = self.history.penalize_repeats(slot, self.passage.sampling.variety)
            return self.hint.weigh(row.step, slot, self.done | row.ended) - repeats
        if field in (BEATS, PART):
            waiting = self.pace.weigh_waiting(self.history.steps)
            return weigh_beats(waiting) if field == BEATS else weigh_parts(waiting)
        return 0.0

    def find_matches(self) -> Match:
        """What came the last time, by the form or by itself."""
        if not self.passage.sampling.recall:
            return stack_matches([UNMATCHED] * self.count)
        return self.form.replace_matches(self.history.pasts, self.recall.find_matches())

    def append(self, row: Ints) -> None:
        """Feeds the rows (B, 7) that were sampled back as inputs."""
        row = np.where(self.done[:, None], 0, row)
        self.recall.append(row)
        beats, task = self.passage.bounds.beats, self.task
        steps = beats.step(np.array([past.beat for past in self.history.pasts]), row[:, 1])
        place = locate_steps(beats, steps)
        program = look_up_programs(task.score, row[:, SLOT])
        distance = encode_distance(beats, place, task.stop)
        inputs = encode_inputs(row, place, program, PLAYED, distance)
        self.inference.append(inputs, ((steps - task.origin) / STEPS).astype(np.float32))


def play_all(candidates: Candidates) -> list[Notes]:
    """All notes of each candidate, to the end."""
    found: list[list[Row]] = [[] for _ in range(candidates.count)]
    for step in candidates.rows():
        for notes, note in zip(found, step, strict=True):
            if note:
                notes.append(note)
    return [np.array(notes, np.int32).reshape(-1, 5) for notes in found]
