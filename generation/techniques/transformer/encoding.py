"""Windows of works as the Transformer learns them, a whole batch at once.

Everything is as `windows.encode_window` has it for one task (a test compares them number by
number), without a loop over windows or rows. Letters: B windows, n notes of all windows together, N
steps of a window.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import STEPS
from generation.techniques.transformer.context import (
    GIVEN,
    INPUT_SIZES,
    NO_LEVEL,
    NO_PROGRAM,
    PLAYED,
    classify_distances,
    classify_places,
)
from generation.techniques.transformer.masking import Tasks, extract_task, find_tracks
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.rows import (
    Flags,
    Ints,
    Order,
    count_positions,
    encode_rows,
    find_long_rests,
    order_notes,
)
from generation.techniques.transformer.targets import encode_batch_targets
from generation.techniques.transformer.tokens import BEGIN, GO, METER, PROGRAM, TEMPO
from generation.techniques.transformer.windows import encode_window


class Encoded(NamedTuple):
    """A batch as numpy arrays, filled up with steps without targets; see `collate.Batch`."""

    inputs: NDArray[np.int16]  # (B, N, I)
    times: NDArray[np.float32]  # (B, N)
    conditions: NDArray[np.int16]  # (B, N, K)
    targets: NDArray[np.int16]  # (B, N, fields)


def encode_tasks(scores: PackedScores, tasks: Tasks, steps: int) -> Encoded:
    """The windows of tasks, filled up to so many steps, or cut."""
    order = order_notes(scores, tasks)
    found = encode_notes(scores, tasks, order, steps)
    for window in np.flatnonzero(find_long_rests(order, len(tasks.length))).tolist():
        # One in a few hundred windows needs rests among its rows; `encode_window` knows about them.
        one = encode_window(extract_task(scores, tasks, window))
        rows = min(len(one.times), steps)
        for name in Encoded._fields:
            getattr(found, name)[window, :rows] = getattr(one, name)[:rows]
    return found


def encode_notes(scores: PackedScores, tasks: Tasks, order: Order, steps: int) -> Encoded:
    """The same, right for windows without long rests alone."""
    rows = encode_rows(scores, tasks, order)
    present = find_tracks(scores.slot[order.note], order.window, len(tasks.length))
    head = 3 + present.sum(1)  # what it is, meter, tempo, and the programs of the tracks
    longest = int((head + tasks.length).max()) + 1
    width = max(longest, steps)
    at = head[order.window] + count_positions(order.window) + order.played
    inputs = np.zeros((len(head), width, len(INPUT_SIZES)), np.int16)
    fill_head(inputs, scores, tasks, present, head)
    fill_music(inputs, scores, tasks, order, rows, at)
    fill_go(inputs, scores, tasks, head + order.given)
    times = np.zeros(inputs.shape[:2], np.float32)
    since = scores.onset[order.note] - tasks.origin[order.window]
    times[order.window, at] = since.astype(np.float32) / np.float32(STEPS)
    times[np.arange(len(head)), head + order.given] = (tasks.start - tasks.origin).astype(
        np.float32
    ) / np.float32(STEPS)
    conditions, targets = encode_batch_targets(scores, tasks, order, rows, head, width)
    return Encoded(*(each[:, :steps] for each in (inputs, times, conditions, targets)))


def fill_head(
    inputs: NDArray[np.int16], scores: PackedScores, tasks: Tasks, present: Flags, head: Ints
) -> None:
    """What stands before the music: genre, meter, tempo, and the programs of the tracks that
    play."""
    every = np.arange(len(head))
    above, below = scores.meter(tasks.work, tasks.origin).T
    quarters, remainder = np.divmod(tasks.qpm, STEPS)
    nothing = np.zeros_like(quarters)
    rows = (
        (BEGIN, nothing, tasks.genre, nothing),
        (METER, above, np.log2(below).astype(np.int64), nothing),
        (TEMPO, nothing, quarters, remainder),
    )
    for step, (slot, *values) in enumerate(rows):
        inputs[every, step, 0] = slot
        inputs[every, step, 1:4] = np.stack(values, 1)
    window, track = np.nonzero(present)
    at = 3 + count_positions(window)
    inputs[window, at, 0], inputs[window, at, 2] = PROGRAM, track
    inputs[window, at, 1] = scores.programs[tasks.work[window], track]
    before = np.arange(inputs.shape[1]) < head[:, None]
    inputs[before, 4:6] = NO_LEVEL, NO_PROGRAM


def fill_music(
    inputs: NDArray[np.int16],
    scores: PackedScores,
    tasks: Tasks,
    order: Order,
    rows: Ints,
    at: Ints,
) -> None:
    """The notes."""
    note, window, places = order.note, order.window, scores.places
    stop, told = find_stops(scores, tasks)
    distance = classify_distances(stop[window] - places.beat[note])
    columns = (
        *rows[2:],
        scores.programs[tasks.work[window], rows[2]],
        places.in_bar[note],
        places.part[note],
        places.bar[note],
        rows[0],
        np.where(order.played, PLAYED, GIVEN),
        np.where(told[window], distance, 0),
    )
    flat = inputs.reshape(-1, inputs.shape[2])
    flat[window * inputs.shape[1] + at] = np.array([each.astype(np.int16) for each in columns]).T


def fill_go(inputs: NDArray[np.int16], scores: PackedScores, tasks: Tasks, at: Ints) -> None:
    """The step between the notes given and those played that says: from here on."""
    start = scores.place(tasks.work, tasks.start)
    stop, told = find_stops(scores, tasks)
    in_bar, bar = classify_places(start.in_bar, start.bar)
    every, nothing = np.arange(len(at)), np.zeros(len(at), np.int64)
    columns = (
        nothing + GO,
        *[nothing] * 4,
        nothing + NO_PROGRAM,
        in_bar,
        start.part,
        bar,
        nothing,
        nothing + PLAYED,
        np.where(told, classify_distances(stop - start.beat), 0),
    )
    inputs[every, at] = np.stack(columns, 1)


def find_stops(scores: PackedScores, tasks: Tasks) -> tuple[Ints, Flags]:
    """(B,) the beat at which the part to be played ends, and whether that is told."""
    told = tasks.stop >= 0
    return scores.place(tasks.work, np.maximum(tasks.stop, 0)).beat, told
