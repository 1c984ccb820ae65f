"""Targets of the steps of a batch, and the conditions of their fields; see
`context.encode_conditions`.

Letters: B windows, N steps of a window, K conditions.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import SLOTS
from generation.techniques.transformer.batch_matching import find_matches
from generation.techniques.transformer.context import (
    AGES,
    LENGTHS,
    NO_LEVEL,
    NO_PITCH,
    classify_times,
)
from generation.techniques.transformer.masking import Tasks
from generation.techniques.transformer.match_model import CLASSES, EDGES, NONE
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.rows import Ints, Order, count_positions
from generation.techniques.transformer.tokens import END, SIZES
from generation.techniques.transformer.windows import CONDITION_COUNTS, IGNORE


def encode_batch_targets(
    scores: PackedScores, tasks: Tasks, order: Order, rows: Ints, head: Ints, width: int
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """(conditions, targets): each note is predicted by the step before it, and the end by the
    last of all."""
    conditions = np.zeros((len(head) * width, sum(CONDITION_COUNTS)), np.int16)
    targets = np.full((len(head) * width, len(rows)), IGNORE, np.int16)
    ends = np.flatnonzero(tasks.finished)
    last = np.cumsum(tasks.length)[ends] - 1  # number of the last row of each window that ends
    match = find_batch_matches(order, rows, last)
    before = (
        order.window * width + head[order.window] + count_positions(order.window) + order.played - 1
    )
    at_end = ends * width + (head + tasks.length)[ends]
    closing = np.zeros((len(rows), len(ends)), rows.dtype)
    closing[0] = END
    facts = gather_facts(scores, tasks, order, rows, len(ends))
    facts["program"][rows.shape[1] :] = scores.programs[tasks.work[ends], 0]
    conditions[np.concatenate([before, at_end])] = stack_conditions(
        np.concatenate([rows, closing], 1), facts, match
    )
    targets[before] = rows.T
    targets[at_end, 0] = END
    return conditions.reshape(len(head), width, -1), targets.reshape(len(head), width, -1)


class BatchMatch(NamedTuple):
    """What came the last time, for each row and then for the end of each window that ends."""

    rows: Ints  # (7, rows)
    kind: Ints  # (rows,) class of the length of the passage


OF_LENGTH = np.array(CLASSES)


def find_batch_matches(order: Order, rows: Ints, last: Ints) -> BatchMatch:
    """`last`: the rows after which a window ends."""
    # longer silences are none of our business, but must not look like another key
    beats = np.minimum(rows[0], END)
    keys = ((beats * SIZES[1] + rows[1]) * SIZES[2] + rows[2]) * SIZES[3] + rows[3]
    matches = find_matches(keys, order.window, np.flatnonzero(order.first & order.played))
    source = np.concatenate([np.arange(len(keys)) - 1, last])  # the row before
    known = np.concatenate([~order.first, np.ones(len(last), bool)])
    length = np.where(known, matches.length[source], 0)
    then = np.minimum(matches.ending[source] + 1, len(keys) - 1)
    return BatchMatch(rows[:, then] * (length > 0), OF_LENGTH[np.minimum(length, EDGES[-1])])


def gather_facts(
    scores: PackedScores, tasks: Tasks, order: Order, rows: Ints, ends: int
) -> dict[str, Ints]:
    """What is known before each field of a row is drawn; zeros for the ends that follow the
    rows."""
    places, note = scores.places, order.note
    part = np.where(order.first, -1, np.roll(rows[1], 1))
    found = {
        "in_bar": places.in_bar[note],
        "bar": places.bar[note],
        "together": (rows[0] == 0) & (rows[1] == part),
        "program": scores.programs[tasks.work[order.window], rows[2]],
        **find_voices(scores, tasks, order, rows),
    }
    return {
        name: np.concatenate([each, np.zeros(ends, each.dtype)]) for name, each in found.items()
    }


def find_voices(scores: PackedScores, tasks: Tasks, order: Order, rows: Ints) -> dict[str, Ints]:
    """What the track of each row played last: of given notes among those given, of played ones
    among all."""
    group = order.window * SLOTS + rows[2]
    among_given = find_previous(np.where(order.played, -1, group))
    in_time = np.argsort(order.place)  # the rows as they stand in the music
    among_all = np.full(len(group), -1)
    found = find_previous(group[in_time])
    among_all[in_time] = np.where(found < 0, -1, in_time[found])
    before = np.where(order.played, among_all, among_given)
    known, onset, length = before >= 0, scores.onset[order.note], scores.length[order.note]
    return {
        "last_pitch": np.where(known, rows[3, before], NO_PITCH),
        "last_age": np.where(known, classify_times(onset - onset[before], AGES - 1), AGES - 1),
        "last_length": np.where(known, classify_times(length[before], LENGTHS - 1), LENGTHS - 1),
        "last_level": np.where(known, rows[6, before], NO_LEVEL),
    }


def find_previous(group: Ints) -> Ints:
    """(n,) number of the element before each that belongs to the same group; -1 where there is
    none."""
    order = np.argsort(group, kind="stable")
    same = group[order][1:] == group[order][:-1]
    found = np.full(len(group), -1)
    found[order[1:]] = np.where(same, order[:-1], -1)
    return found


def stack_conditions(rows: Ints, facts: dict[str, Ints], match: BatchMatch) -> NDArray[np.int16]:
    """(rows, K) the fields of each row, each after its conditions, as
    `context.encode_conditions` has it."""
    agrees, again = match.kind > 0, []
    for field, none in enumerate(NONE):
        again.append(np.where(agrees, match.rows[field], none))
        agrees = agrees & (np.minimum(rows[field], none) == match.rows[field])
    beats, part, slot, pitch, quarters, remainder, level = rows
    columns = (
        *(match.kind, again[0], beats),
        *(again[1], facts["in_bar"], facts["bar"], part),
        *(again[2], facts["together"], slot),
        *(again[3], facts["program"], facts["last_pitch"], facts["last_age"], pitch),
        *(again[4], facts["last_length"], quarters),
        *(again[5], remainder),
        *(again[6], facts["last_level"], level),
    )
    return np.array([column.astype(np.int16) for column in columns]).T
