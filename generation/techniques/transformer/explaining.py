"""What the Transformer believed of a note it wrote: the rows up to it are heard once more, with all
of the notes before it or without some."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generation.asked_note import PITCHES, AskedNote, Place, Unexplained, find_new
from generation.codecs.score import DRUM_PITCH, Notes, encode_note, sort_notes
from generation.inference.layers import Array, log_softmax
from generation.inference.threads import one_thread
from generation.take import Refused
from generation.techniques.transformer.attention import attend
from generation.techniques.transformer.inference import (
    FieldDecoder,
    NumpyTransformer,
    Weights,
    load,
)
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import PassagePlan, build_plan
from generation.techniques.transformer.sampler import with_given
from generation.techniques.transformer.tokens import PITCH, REST
from generation.techniques.transformer.windows import (
    CONDITION_COUNTS,
    Task,
    Window,
    encode_given,
    encode_played,
    encode_window,
)

MOST_HEARD = 320  # notes before the one that is asked about: what lies further back is left out
ELSEWHERE = (5, -4, 3, -2, 7)  # semitones: the same question in another key
GONE = "The model does not hear this note as one of its own any more, so it cannot tell."


def open_belief(asked: AskedNote) -> "TransformerBelief":
    """Raises `Unexplained`."""
    try:
        plan = build_plan(asked.source, asked.melody, asked.parameters)
    except Refused as error:
        raise Unexplained(GONE) from error
    new = find_new(plan.song, asked.take)
    if asked.at not in new or asked.at.track not in plan.slots:
        raise Unexplained(GONE)
    row = encode_place(plan, asked.at)
    passage = next((each for each in plan.passages if begins_in(each, row)), None)
    if passage is None:
        raise Unexplained(GONE)
    made = [encode_place(plan, place) for place in new if place.track in plan.slots]
    hearing = with_given(passage, [each for each in made if each[0] < passage.bounds.start])
    rows = {place: encode_place(plan, place) for place in list_others(plan, asked)}
    shift = ELSEWHERE[asked.other % len(ELSEWHERE)] if asked.other else 0
    return TransformerBelief(load(asked.card), hearing.task, rows, row, shift)


def begins_in(passage: Passage, row: tuple[int, ...]) -> bool:
    return passage.bounds.start <= row[0] < passage.bounds.stop


def list_others(plan: PassagePlan, asked: AskedNote) -> Iterator[Place]:
    """All notes of the take on tracks that the network is told of, but for the note itself."""
    for number in plan.slots:
        for note in asked.take.tracks[number].notes:
            if (number, note) != asked.at:
                yield Place(number, note)


def encode_place(plan: PassagePlan, place: Place) -> tuple[int, ...]:
    """(onset step, slot, pitch, length, level)"""
    drums = plan.song.tracks[place.track].drums
    return encode_note(place.note, plan.slots.index(place.track), drums=drums)


def list_steps(task: Task, steps: int) -> list[list[int]]:
    """The note of each step of a window (onset step, slot, pitch, ...); what is none has a slot
    that no track has."""
    given, played = encode_given(task).notes.tolist(), encode_played(task).notes.tolist()
    nothing = [0, REST, 0, 0, 0]
    head = [nothing] * (steps - len(given) - len(played) - 1)
    return [*head, *given, nothing, *played]


@dataclass(frozen=True)
class TransformerBelief:
    """`rows` are the take's notes as the network reads them, `row` the one that is asked about."""

    weights: Weights
    task: Task
    rows: dict[Place, tuple[int, ...]]
    row: tuple[int, ...]
    shift: int  # semitones by which all of it is moved

    @cached_property
    def heard(self) -> list[Place]:
        return [place for place, row in self.rows.items() if self.hears(row)]

    def hears(self, row: tuple[int, ...]) -> bool:
        return row in self.given or row in self.before

    @cached_property
    def given(self) -> set[tuple[int, ...]]:
        return set(map(tuple, self.task.given.tolist()))

    @cached_property
    def before(self) -> set[tuple[int, ...]]:
        """The last rows before the note, of what was there and of what was written."""
        known = set(map(tuple, self.task.played.tolist()))
        written = {row for row in self.rows.values() if row[0] >= self.task.start}
        earlier = sorted(row for row in known | written if row[:3] < self.row[:3])
        return set(earlier[-MOST_HEARD:]) - self.given

    def guess(self) -> dict[Place, float]:
        """Shares of attention, the mean of all heads in all layers."""
        task = self.lay(set())
        window = encode_window(task)
        with one_thread():
            attended = attend(self.weights, window, len(window.times) - 2)
        shares = attended.attention.mean((0, 1))
        notes = list_steps(task, len(window.times))[: len(shares)]
        by_row = {tuple(note[:3]): float(share) for note, share in zip(notes, shares, strict=True)}
        return {place: by_row.get(self.rows[place][:3], 0.0) for place in self.heard}

    def lay(self, gone: set[tuple[int, ...]]) -> Task:
        """What the network hears, without some rows."""
        return replace(
            self.task,
            given=self.gather(self.given - gone),
            played=self.gather((self.before - gone) | {self.row}),
        )

    def log_probs(self, without: Collection[Place] = ()) -> NDArray[np.float64]:
        window = encode_window(self.lay({self.rows[place] for place in without}))
        with one_thread():
            return self.read_pitches(self.hear(window), window)

    def gather(self, rows: Collection[tuple[int, ...]]) -> Notes:
        found = sort_notes(np.array(sorted(rows), np.int32).reshape(-1, 5))
        pitched = found[:, 2] < DRUM_PITCH
        found[pitched, 2] = np.clip(found[pitched, 2] + self.shift, 0, PITCHES - 1)
        return found

    def hear(self, window: Window) -> Array:
        """(1, C) the hidden state from which the last row of a window is predicted. What begins
        as all of it did is not heard twice."""
        inputs, times = window.inputs[:-1], window.times[:-1]
        same = 0
        network = NumpyTransformer(self.weights, len(times))
        if self.memory:
            known, then, keys, values = self.memory[0]
            both = min(len(known), len(inputs))
            alike = (known[:both] == inputs[:both]).all(1) & (then[:both] == times[:both])
            same = min(both if alike.all() else int(alike.argmin()), len(inputs) - 1)
            network.keys[..., :same, :] = keys[..., :same, :]
            network.values[..., :same, :] = values[..., :same, :]
            network.length = same
        hidden = network.backbone(inputs[None, same:], times[None, same:])[:, -1]
        if not self.memory:
            self.memory.append((inputs, times, network.keys, network.values))
        return hidden

    @cached_property
    def memory(self) -> list[tuple[NDArray[np.int64], Array, Array, Array]]:
        """Inputs, times, keys and values of what was heard first."""
        return []

    def read_pitches(self, hidden: Array, window: Window) -> NDArray[np.float64]:
        """(128,) nats of each pitch, after the time and the track of the row."""
        network = NumpyTransformer(self.weights, 1)
        decoder = FieldDecoder(network, hidden, lambda: decoder)
        columns = iter(np.split(window.conditions[-2], np.cumsum(CONDITION_COUNTS)[:-1]))
        for field, known in enumerate(columns):
            *told, value = known[:, None]
            logits = decoder.logits(*told)
            if field == PITCH:
                return self.split_pitches(log_softmax(logits[0].astype(np.float64)))
            decoder.add_condition(value)
        raise AssertionError("A row has a pitch.")

    def split_pitches(self, nats: NDArray[np.float64]) -> NDArray[np.float64]:
        """(256,) -> (128,): those of its own kind, in the song's key."""
        if self.row[2] >= DRUM_PITCH:
            return nats[DRUM_PITCH:]
        pitches = np.full(PITCHES, -np.inf)
        there = np.arange(PITCHES) + self.shift
        inside = (there >= 0) & (there < PITCHES)
        pitches[inside] = nats[there[inside]]
        return pitches
