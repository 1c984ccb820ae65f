"""What sounds around a note that is about to be drawn: in the other tracks, and in the bars that
may repeat here."""

from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, SLOTS, STEPS, Beats, Notes
from generation.techniques.transformer.bar_likeness import (
    LAGS,
    Floats,
    compare_bars,
    fold_bars,
    list_lines,
)
from generation.techniques.transformer.windows import bar_line

CLASSES = 12
NEAR = 2  # bars before and after one that tell the key
SILENT = 999  # above all pitches
# What is told of the other tracks: which pitch classes sound now and in the next quarter, the
# lowest one, those that begin now, the shares of all in this bar, and in this and those near it
PLACES = ("now", "soon", "bass", "struck", "bar", "near")

Struck = dict[tuple[int, int], list[int]]  # pitches by onset and slot


class Echo(NamedTuple):
    """What stands at each lag in the place of the note to be drawn."""

    alike: Floats  # (lags,)
    known: NDArray[np.bool_]  # (lags,) whether something was known to sound in that bar
    every: Floats  # (lags, 12) share of the quarter for which each pitch class sounds
    own: Floats  # the same of the track itself
    struck: list[list[int]]  # pitches that the track begins there


class Surroundings:
    """All notes that are known, and those that one candidate has drawn. Rolls begin at the bar of
    the first."""

    def __init__(self, beats: Beats, notes: Notes, start: int, stop: int) -> None:
        """`start` and `stop`: where new notes begin."""
        self.first = bar_line(beats, min([start, *notes[:1, 0].tolist()]))
        end = max([stop, *(notes[:, 0] + notes[:, 3]).tolist()])
        self.lines = list_lines(beats, self.first, end)
        length = self.lines[-1] - self.first + STEPS
        self.rolls = np.zeros((SLOTS, length, CLASSES), np.int16)
        self.lowest = np.full((SLOTS, length), SILENT, np.int16)
        self.total = np.zeros((length, CLASSES), np.int16)
        self.struck: Struck = {}
        for note in notes.tolist():
            self.add_note(note)
        bars = fold_bars(self.total > 0, self.lines)
        self.likeness = compare_bars(bars)
        self.profile = self.total.sum(0) / max(1, int(self.total.sum()))
        self.known = np.array([bar.any() for bar in bars])

    def add_note(self, note: tuple[int, ...]) -> None:
        """(onset step, slot, pitch, length, level)"""
        onset, slot, pitch, length, _ = note
        if pitch >= DRUM_PITCH:
            return
        at = slice(onset - self.first, onset - self.first + length)
        self.rolls[slot, at, pitch % CLASSES] += 1
        self.total[at, pitch % CLASSES] += 1
        self.lowest[slot, at] = np.minimum(self.lowest[slot, at], pitch)
        self.struck.setdefault((onset, slot), []).append(pitch)

    def find_bar(self, step: int) -> int:
        return int(np.searchsorted(self.lines, step, "right")) - 1

    def hear_others(self, step: int, slot: int) -> Floats:
        """(places, 12) what the other tracks play around a note of `slot`."""
        now, bar = step - self.first, self.find_bar(step)
        soon = self.cut_others(slot, now, now + STEPS) > 0
        return np.array(
            [
                soon[0].astype(float),
                soon.mean(0),
                mark_classes([int(np.delete(self.lowest[:, now], slot).min())]),
                mark_classes(self.list_begun(step, slot)),
                self.share_bars(slot, bar, bar),
                self.share_bars(slot, bar - NEAR, bar + NEAR),
            ]
        )

    def cut_others(self, slot: int, start: int, stop: int) -> NDArray[np.int16]:
        return self.total[start:stop] - self.rolls[slot, start:stop]

    def list_begun(self, step: int, slot: int) -> list[int]:
        """Pitches that other tracks begin at a step."""
        others = (self.struck.get((step, each), []) for each in range(SLOTS) if each != slot)
        return [*chain.from_iterable(others)]

    def share_bars(self, slot: int, first: int, last: int) -> Floats:
        """(12,) share of each pitch class of all that sounds in some bars."""
        last = min(last, len(self.lines) - 2)
        start, stop = (self.lines[bar] - self.first for bar in (max(0, first), last + 1))
        counts = self.cut_others(slot, start, stop).sum(0)
        return counts / max(1, int(counts.sum()))

    def hear_echo(self, step: int, slot: int) -> Echo:
        bar = self.find_bar(step)
        found = Echo(
            self.likeness[:, bar],
            np.zeros(len(LAGS), bool),
            np.zeros((len(LAGS), CLASSES)),
            np.zeros((len(LAGS), CLASSES)),
            [[] for _ in LAGS],
        )
        for number, lag in enumerate(LAGS):
            there = self.find_same(step, bar, bar + lag)
            if there is None:
                continue
            found.known[number] = self.known[bar + lag]
            quarter = slice(there - self.first, there - self.first + STEPS)
            found.every[number] = (self.total[quarter] > 0).mean(0)
            found.own[number] = (self.rolls[slot, quarter] > 0).mean(0)
            found.struck[number] = self.struck.get((there, slot), [])
        return found

    def find_same(self, step: int, bar: int, other: int) -> int | None:
        """The same place of another bar, where it has one."""
        if not 0 <= other < len(self.lines) - 1:
            return None
        there = self.lines[other] + step - self.lines[bar]
        return there if there < self.lines[other + 1] else None


def mark_classes(pitches: list[int]) -> Floats:
    found = np.zeros(CLASSES)
    found[[pitch % CLASSES for pitch in pitches if pitch < SILENT]] = 1
    return found
