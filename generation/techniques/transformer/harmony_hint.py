"""Hints of harmony: nats added to the logits of pitches, by what sounds in other tracks and, where
tracks are added and gaps filled, by the bars around; a product of experts.

The network has learnt too little to hear which chord sounds beside the note it draws. A log-linear
model of pitch classes, learnt on top of its logits (`learn_hint.py`), tells it. It knows intervals,
not keys.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_KIT, DRUM_PITCH, Notes, Score
from generation.inference.precision import GRID
from generation.techniques.transformer.bar_likeness import Floats
from generation.techniques.transformer.constraints import SPAN
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.surroundings import CLASSES, Echo, Surroundings

FILE = Path(__file__).with_suffix(".json")
HIGHEST, INNER, LOWEST = range(3)  # what a track is among those with pitches; a bass is the lowest
ROLES = 3
BASSES = range(32, 40)  # programs of General MIDI
# What the table is multiplied by beside other tracks: what has been drawn misleads the network more
# than real music did where the table was learnt
BESIDE = 2.0
# Nats in a gap: of the key, of what sounds at each lag and of what the track begins there, at lags
# trusted by exp(TRUST * how alike)
KEY, SOUNDS, BEGINS, TRUST = 1.3, 3.0, 6.0, 4.0
FLOOR = 0.01  # share of a pitch class that does not sound
# [sounding class, interval] -> column of a table of intervals above what sounds
ABOVE = (np.arange(CLASSES) - np.arange(CLASSES)[:, None]) % CLASSES
OF_PITCH = np.arange(DRUM_PITCH) % CLASSES


class Table(NamedTuple):
    """Weights; the first index is 1 where tracks play beside others that are known, 0 where all are
    drawn."""

    others: Floats  # (2, roles, places, 12) of each interval above what other tracks play
    # (2, 4, lags) of a pitch class at a lag: in all tracks, that by how alike the bars are, in its
    # own track, and that by how alike they are
    echoes: Floats
    struck: Floats  # (2, 2, lags) of a pitch that the track begins at a lag, and by how alike


@cache
def load_table() -> Table:
    content = json.loads(FILE.read_text())
    return Table(*(np.array(content[name]) for name in Table._fields))


def find_role(score: Score, slot: int, playing: frozenset[int]) -> int:
    """`playing`: the slots that are heard at all."""
    pitched = [each for each in playing if score.programs[each] != DRUM_KIT]
    if slot == max(pitched, default=slot) or score.programs[slot] in BASSES:
        return LOWEST
    return HIGHEST if slot == 0 else INNER


def weigh_others(table: Table, beside: int, role: int, others: Floats) -> Floats:
    """(12,) nats of each pitch class, by what sounds in other tracks."""
    by_interval = table.others[beside, role][:, ABOVE]  # (places, sounding class, class)
    return np.asarray((others[:, :, None] * by_interval).sum((0, 1)))


def weigh_pitches(table: Table, beside: int, role: int, others: Floats, echo: Echo) -> Floats:
    """(128,) nats of each pitch."""
    classes = weigh_others(table, beside, role, others)
    every, by_alike, own, own_by_alike = table.echoes[beside]
    classes += ((every + by_alike * echo.alike)[:, None] * echo.every).sum(0)
    classes += ((own + own_by_alike * echo.alike)[:, None] * echo.own).sum(0)
    found = classes[OF_PITCH]
    for weight, pitches in zip(weigh_struck(table, beside, echo), echo.struck, strict=True):
        found[pitches] += weight
    return found


def weigh_plan(echo: Echo, profile: Floats) -> Floats:
    """(128,) nats for a gap that all tracks lie silent in: the key of the bars around it, what
    sounds in the same place of those that may repeat there, and what the track begins there.

    What the network has drawn so far is a poor witness: so these weights are chosen by what fills
    sound like in the end, on the valid split.
    """
    found: Floats = KEY * np.log(profile + FLOOR)
    trust = np.where(echo.known, np.exp(TRUST * echo.alike), 0)
    trust /= max(1.0, float(trust.sum()))
    found = found + SOUNDS * (trust[:, None] * echo.every).sum(0)
    by_pitch = found[OF_PITCH]
    for share, pitches in zip(trust.tolist(), echo.struck, strict=True):
        by_pitch[pitches] += BEGINS * share
    return by_pitch


def weigh_struck(table: Table, beside: int, echo: Echo) -> list[float]:
    plain, by_alike = table.struck[beside]
    weights: list[float] = (plain + by_alike * echo.alike).tolist()
    return weights


def plays_beside(given: Notes, start: int, stop: int) -> bool:
    """Whether others are known to play in the passage itself."""
    return bool(((given[:, 0] >= start) & (given[:, 0] < stop)).any())


class HarmonyHint:
    """What B candidates are told."""

    def __init__(self, passage: Passage, count: int) -> None:
        task, bounds = passage.task, passage.bounds
        self.strength, self.around = passage.sampling.harmony, passage.sampling.around
        self.score, self.count = task.score, count
        self.beside = int(plays_beside(task.given, bounds.start, bounds.stop))
        self.playing = frozenset([*task.given[:, 1].tolist(), *task.slots])
        known = np.concatenate([task.given, task.played])
        told = self.strength and (self.around or len(self.playing) > 1)
        self.heard = [
            Surroundings(bounds.beats, known, bounds.start, bounds.stop)
            for _ in range(count if told else 0)
        ]

    def weigh(
        self, step: NDArray[np.int64], slot: NDArray[np.int64], ended: NDArray[np.bool_]
    ) -> Floats:
        """(B, SPAN) nats for the pitches of each candidate's next note, if it has one."""
        found = np.zeros((self.count, SPAN))
        for number in np.flatnonzero(~ended).tolist() if self.heard else ():
            nats = self.weigh_one(self.heard[number], int(step[number]), int(slot[number]))
            found[number, :DRUM_PITCH] = nats
        return found

    def weigh_one(self, heard: Surroundings, step: int, slot: int) -> Floats | float:
        if slot >= len(self.score.programs) or self.score.programs[slot] == DRUM_KIT:
            return 0.0
        others = heard.hear_others(step, slot)
        role = find_role(self.score, slot, self.playing)
        if self.around:
            nats = self.weigh_around(heard, role, others, heard.hear_echo(step, slot))
        else:
            nats = weigh_others(load_table(), self.beside, role, others)[OF_PITCH]
        return np.round(self.strength * nats / GRID) * GRID

    def weigh_around(self, heard: Surroundings, role: int, others: Floats, echo: Echo) -> Floats:
        """Where music stands before and after."""
        nats = weigh_pitches(load_table(), self.beside, role, others, echo)
        return BESIDE * nats if self.beside else nats + weigh_plan(echo, heard.profile)

    def add_note(self, number: int, note: tuple[int, ...]) -> None:
        if self.heard:
            self.heard[number].add_note(note)
