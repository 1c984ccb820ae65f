"""Whether a trace says what the model does: numbers to their rounding, notes exactly."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from chartbusters.learning.attention.continuing import PLAIN, passage_of
from chartbusters.learning.attention.trace import SHARES, look, window_of
from generation.codecs.score import Notes
from generation.inference.layers import Array
from generation.techniques.transformer.inference import Weights

ROUNDED = ("/pitches/", "/believed/")  # numbers that another processor may round otherwise


def differences(old: Any, new: Any, place: str = "") -> Iterator[str]:
    """Where two traces differ; attention is not looked at, see `misheard`."""
    if place == "/attention":
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from differences(old.get(key), new.get(key), f"{place}/{key}")
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple) and len(old) == len(new):
        for at, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, f"{place}/{at}")
    elif any(name in f"{place}/" for name in ROUNDED) and old is not None and new is not None:
        if abs(old - new) > 1:
            yield place
    elif old != new:
        yield place


def misheard(trace: dict[str, Any], weights: Weights, notes: Notes) -> Iterator[str]:
    """Where the trace tells another attention than the model has: a share that is off by more than
    its rounding, or a louder note that is not told."""
    window, first = window_of(notes)
    music = first + 1 - len(passage_of(PLAIN).task.played)
    for at, one in enumerate(look(weights, window, first, len(notes))):
        told = trace["attention"][at]
        rows = [*one.attention.reshape(-1, one.attention.shape[-1]), one.attention.mean((0, 1))]
        for number, (row, shares) in enumerate(
            zip(rows, [*told["heads"], told["all"]], strict=True)
        ):
            if not tells(shares, row, music):
                yield f"attention of note {at}, row {number}"


def tells(told: Sequence[int], row: Array, music: int) -> bool:
    """Whether thousandths tell of a row of attention, of which the music begins at `music`."""
    named, shares = np.array(told[1::2], int), np.array(told[2::2])
    of_notes = SHARES * row[music:].astype(np.float64)
    untold = np.delete(of_notes, named)
    right = np.abs(np.array([told[0]]) - SHARES * row[:music].sum()).max() <= 1
    right &= bool((np.abs(of_notes[named] - shares) <= 1).all())
    least = min(told[2::2], default=1)
    return bool(right and untold.max(initial=0) <= least + 1)
