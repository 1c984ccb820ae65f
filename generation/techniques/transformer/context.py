"""What the Transformer is shown of each row, and told while it draws the next: the same in training
and in playing.

Everything follows from rows that stand before; one function serves whole pieces (N rows) and single
steps.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_KIT, SLOTS, STEPS, Beats
from generation.techniques.transformer.match_model import KINDS, NONE, Match, encode_match
from generation.techniques.transformer.tokens import END, SIZES

# what a row is: said before the music; known; the network's own or its forerunners
HEADER, GIVEN, PLAYED = range(3)
NO_PROGRAM = DRUM_KIT + 1
NO_PITCH = SIZES[3]
NO_LEVEL = SIZES[6]
BAR_PARTS = STEPS // 2  # bars are told in eighths
LONGEST_BAR, BEATS_TOLD, LENGTHS, AGES, AHEAD = 24, 16, 34, 34, 34

INPUT_SIZES = (
    *(
        SIZES[2],
        SIZES[3],
        SIZES[4],
        SIZES[5],
        NO_LEVEL + 1,
        NO_PROGRAM + 1,
    ),  # slot, pitch, length, level, program
    *(
        BEATS_TOLD,
        STEPS,
        LONGEST_BAR,
        END,
        PLAYED + 1,
        AHEAD,
    ),  # place, bar, beats since, kind, beats to the end
)
# numbers of values, as the columns of a row: the one after the last says that it is not known
FIELD_SIZES = NONE
ECHOED = tuple(size + 1 for size in NONE)  # what came the last time, or that this is not known
FIELD_CONDITIONS = (
    (KINDS, ECHOED[0]),  # how long a passage has come back
    (ECHOED[1], BEATS_TOLD, LONGEST_BAR),  # beat of the bar, bar
    (ECHOED[2], 2),  # whether it begins with the row before
    (
        ECHOED[3],
        NO_PROGRAM + 1,
        NO_PITCH + 1,
        AGES,
    ),  # of the slot: program, last pitch, how long ago
    (ECHOED[4], LENGTHS),  # length of the slot's last note
    (ECHOED[5],),
    (ECHOED[6], NO_LEVEL + 1),  # level of the slot's last note
)


def count_octave_quarters(values: NDArray[np.integer], one: int) -> NDArray[np.int64]:
    """Four classes an octave above `one`."""
    return np.floor(4 * np.log2(np.maximum(values, one) / one)).astype(np.int64)


MOMENTS = np.arange(1 << 16)
TIME_CLASSES = np.where(
    MOMENTS <= STEPS, -(-MOMENTS // 3), 8 + count_octave_quarters(MOMENTS, STEPS)
)
BEAT_CLASSES = 1 + np.minimum(
    np.where(MOMENTS <= 16, MOMENTS, 16 + count_octave_quarters(MOMENTS, 16)), AHEAD - 2
)


def classify_times(steps: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    """Times in steps as classes: every third step up to a beat, then four classes an octave, the
    last for the rest."""
    return np.minimum(TIME_CLASSES[np.clip(steps, 0, MOMENTS[-1])], count - 1)


def classify_distances(beats: NDArray[np.integer]) -> NDArray[np.int64]:
    """Beats to the end as classes from 1: each of the first 16, then four an octave. (0 says:
    unknown.)"""
    return BEAT_CLASSES[np.clip(beats, 0, MOMENTS[-1])]


class Place(NamedTuple):
    """Where rows stand, as classes."""

    beat: NDArray[np.int64]  # of the piece, exact
    part: NDArray[np.int64]
    in_bar: NDArray[np.int64]
    bar: NDArray[np.int64]


def locate_steps(beats: Beats, steps: NDArray[np.integer]) -> Place:
    beat, part, in_bar, bar = beats.place(steps)
    return Place(beat, part, *classify_places(in_bar, bar))


def classify_places(
    in_bar: NDArray[np.int64], bar: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Classes of the beat of the bar, and of the steps of the bar."""
    return np.minimum(in_bar, BEATS_TOLD - 1), np.minimum(bar // BAR_PARTS, LONGEST_BAR - 1)


class Voice(NamedTuple):
    """What the slot of each row played last before it."""

    pitch: NDArray[np.int64]
    age: NDArray[np.int64]  # class of the time since it began
    length: NDArray[np.int64]  # class
    level: NDArray[np.int64]

    def at(self, numbers: NDArray[np.integer]) -> "Voice":
        return Voice(*(each[numbers] for each in self))


def encode_header(rows: NDArray[np.integer]) -> NDArray[np.int64]:
    """(N, I) of rows that stand before the music."""
    none = np.zeros(len(rows), np.int64)
    slot, pitch, quarters, remainder = (rows[:, n].astype(np.int64) for n in (2, 3, 4, 5))
    columns = [slot, pitch, quarters, remainder, none + NO_LEVEL, none + NO_PROGRAM]
    return np.stack(columns + [none] * (len(INPUT_SIZES) - len(columns)), 1)


def encode_inputs(
    rows: NDArray[np.integer],
    place: Place,
    program: NDArray[np.integer],
    kind: int,
    ahead: NDArray[np.integer],
) -> NDArray[np.int64]:
    """(N, I) of rows of music; `ahead` is the class of beats to the end."""
    slot, pitch, quarters, remainder, level = (rows[:, n].astype(np.int64) for n in (2, 3, 4, 5, 6))
    since = rows[:, 0].astype(np.int64)
    columns = [
        slot,
        pitch,
        quarters,
        remainder,
        level,
        program,
        place.in_bar,
        place.part,
        place.bar,
        since,
    ]
    return np.stack([*columns, np.full(len(rows), kind), np.broadcast_to(ahead, len(rows))], 1)


def encode_conditions(
    rows: NDArray[np.integer], place: Place, program: NDArray[np.integer], last: Voice, match: Match
) -> NDArray[np.int64]:
    """(N, K): the fields of each row, each after its hints."""
    again = encode_match(rows, match)
    beats, part, slot, pitch, quarters, remainder, level = (
        rows[:, n].astype(np.int64) for n in range(7)
    )
    return np.stack(
        [
            *(match.length, again[0], beats),
            *(again[1], place.in_bar, place.bar, part),
            *(again[2], same_moment(rows), np.minimum(slot, SLOTS)),
            *(again[3], program, last.pitch, last.age, pitch),
            *(again[4], last.length, quarters),
            *(again[5], remainder),
            *(again[6], last.level, level),
        ],
        1,
    )


def same_moment(rows: NDArray[np.integer]) -> NDArray[np.int64]:
    """Whether each row begins with the one before it; the first is taken not to."""
    part = np.concatenate([[-1], rows[:-1, 1].astype(np.int64)])
    return ((rows[:, 0] == 0) & (rows[:, 1] == part)).astype(np.int64)
