"""Which values each field of the next row may take, so that whatever is drawn is a song: masks, no
repairs."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import LONGEST, SLOTS, STEPS, Beats, Notes
from generation.techniques.transformer.tokens import END, FURTHEST, REST, SIZES

Mask = NDArray[np.bool_]
FAINTEST = 2  # velocity level: what is softer is not heard
SPAN = 256  # values of a pitch, drums included
PARTS, QUARTERS = np.arange(STEPS), np.arange(SIZES[4])


@dataclass(frozen=True)
class Bounds:
    """What a passage may consist of."""

    beats: Beats
    start: int  # first step at which a note may begin
    stop: int  # a bar line: all notes have ended by then
    # (SLOTS,) of each slot that plays; above `highest` for one that does not
    lowest: NDArray[np.int64]
    highest: NDArray[np.int64]
    pause: int = 8  # beats from one row to the next, at most

    @cached_property
    def inside(self) -> Mask:
        """(SLOTS, SPAN) pitches in the ranges."""
        pitches = np.arange(SPAN)
        return (self.lowest[:, None] <= pitches) & (pitches <= self.highest[:, None])

    @cached_property
    def first(self) -> int:
        """The beat at which the passage begins; it begins and ends at bar lines."""
        return int(self.beats.place(np.array([self.start]))[0][0])

    @cached_property
    def last(self) -> int:
        return int(self.beats.place(np.array([self.stop - 1]))[0][0])

    @cached_property
    def closing(self) -> int:
        """The beat from which the passage may be over: the first of its last bar."""
        beat, _, in_bar, _ = self.beats.place(np.array([self.stop - 1]))
        return int((beat - in_bar)[0])

    @cached_property
    def lines(self) -> NDArray[np.int64]:
        """First step of each beat of the passage."""
        return self.beats.step(np.arange(self.first, self.last + 1))

    @cached_property
    def parts(self) -> NDArray[np.int64]:
        """Steps of each beat of the passage: the last one of a bar may be cut."""
        return np.diff(self.lines, append=self.stop)


@dataclass
class Past:
    """What one candidate has played so far, as far as it decides on what is legal."""

    beat: int
    part: int
    slot: int = -1
    pitch: int = -1
    ends: NDArray[np.int64] = field(default_factory=lambda: np.zeros((SLOTS, SPAN), np.int64))

    def sounded(self, notes: Notes) -> None:
        for onset, slot, pitch, length, _ in notes.tolist():
            if slot < SLOTS:
                self.ends[slot, pitch] = max(self.ends[slot, pitch], onset + length)


def legal_beats(past: Past, bounds: Bounds) -> Mask:
    """END as well: in the last bar, and where nothing else is left."""
    legal = np.zeros(SIZES[0], bool)
    nearest = max(0, bounds.first - past.beat)
    furthest = min(nearest + bounds.pause, bounds.last - past.beat, FURTHEST)
    legal[nearest : furthest + 1] = True
    if not nearest:
        legal[0] = bool(legal_parts(past, 0, bounds).any())
    legal[END] = past.beat >= bounds.closing or not legal.any()
    return legal


def legal_parts(past: Past, ahead: int, bounds: Bounds) -> Mask:
    beat = past.beat + ahead
    if not bounds.first <= beat <= bounds.last:
        return np.zeros(STEPS, bool)
    legal = bounds.parts[beat - bounds.first] > PARTS
    if ahead == 0:
        legal[: past.part] = False
        step = int(bounds.lines[beat - bounds.first]) + past.part
        legal[past.part] &= past.slot < 0 or bool(free_slots(past, True, step, bounds).any())
    return legal


def free_slots(past: Past, together: bool, step: int, bounds: Bounds) -> Mask:
    """Tracks with a pitch that does not sound yet; of notes that begin together the rows go by slot
    and pitch."""
    silent = bounds.inside & (past.ends <= step)
    if together and past.slot >= 0:
        silent[: past.slot] = False
        silent[past.slot, : past.pitch + 1] = False
    legal = np.zeros(REST + 1, bool)
    legal[:SLOTS] = silent.any(1)
    return legal


def legal_slots(past: Past, together: bool, step: int, bounds: Bounds) -> Mask:
    """The free tracks; where none is, all that play."""
    legal = free_slots(past, together, step, bounds)
    if not legal.any():
        legal[:SLOTS] = bounds.lowest <= bounds.highest
    return legal


def legal_pitches(past: Past, together: bool, slot: int, step: int, bounds: Bounds) -> Mask:
    """Within the slot's range, and not one that still sounds, unless all do."""
    silent = bounds.inside[slot] & (past.ends[slot] <= step)
    if together and slot == past.slot:
        silent[: past.pitch + 1] = False
    return silent if silent.any() else bounds.inside[slot]


def legal_quarters(step: int, bounds: Bounds) -> Mask:
    return min(bounds.stop - step, LONGEST) // STEPS >= QUARTERS


def legal_remainders(step: int, quarters: int, bounds: Bounds) -> Mask:
    room = min(bounds.stop - step, LONGEST) - quarters * STEPS
    return (room >= PARTS) & (PARTS + quarters > 0)


LEVELS = np.arange(SIZES[6]) >= FAINTEST
