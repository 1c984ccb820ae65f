"""Chorales as the causal Transformer sings them: one step a sixteenth, four voices drawn from
soprano to bass."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import REST, STATES
from generation.techniques.transformer.network import Config

START = STATES  # the state before the first frame
HOLDS = 33  # frames since a voice moved, the last value for all longer ones
MOVES = 27  # semitones -12 to 12, then "to or from a rest", then "no frame before"
ABOVE = 49  # semitones above the bass, then "rest"
PHASES = 16
VOICES = 4


CONFIG = Config(
    inputs=(STATES + 1,) * 4
    + (HOLDS,) * 4
    + (STATES + 1,) * 4
    + (ABOVE,) * 3
    + (MOVES,) * 4
    + (PHASES,),
    fields=(STATES,) * 4,
    field_conditions=((), (MOVES,), (MOVES,), (MOVES,)),
    width=192,
    layers=4,
    heads=6,
    key_heads=6,
    ffn_width=512,
    head_width=192,
    dropout=0.15,
)


class Frames(NamedTuple):
    """One chorale as the network is shown it, T frames."""

    inputs: NDArray[np.int64]  # (T, I) the frame before each, and where each one stands
    times: NDArray[np.float32]  # (T,) quarters
    conditions: NDArray[np.int64]  # (T, K)
    targets: NDArray[np.int64]  # (T, 4)


def classify_moves(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
    """Intervals between states as classes of `MOVES`."""
    classes = np.clip(after - before, -12, 12) + 12
    classes[(before == REST) != (after == REST)] = 25
    classes[before == START] = 26
    return classes


def count_holds(states: NDArray[np.int64]) -> NDArray[np.int64]:
    """(T, 4) frames for which each voice has stayed on its state."""
    changed = np.ones(states.shape, bool)
    changed[1:] = states[1:] != states[:-1]
    at = np.arange(len(states))[:, None]
    return at - np.maximum.accumulate(np.where(changed, at, 0), 0)


def earlier(states: NDArray[np.int64]) -> NDArray[np.int64]:
    """(T, 4) the state that each voice left when it came to the one it has."""
    source = np.arange(len(states))[:, None] - count_holds(states) - 1
    found = np.take_along_axis(states, np.maximum(source, 0), 0)
    return np.where(source < 0, START, found)


def encode_frames(piece: NDArray, begin: int = 0, steps: int | None = None) -> Frames:
    """Frames `begin` to `begin + steps` of a piece (4, T); the first of them sees those before it
    no more."""
    targets = piece.T.astype(np.int64)[begin : None if steps is None else begin + steps]
    before = np.concatenate([np.full((1, VOICES), START), targets[:-1]])
    left = np.concatenate([np.full((1, VOICES), START), earlier(targets)[:-1]])
    held = np.concatenate(
        [np.zeros((1, VOICES), np.int64), np.minimum(count_holds(targets), HOLDS - 1)[:-1]]
    )
    bass = before[:, 3:]
    above = np.clip(before[:, :3] - bass, 0, ABOVE - 2)
    above[(before[:, :3] == REST) | (bass == REST) | (bass == START)] = ABOVE - 1
    at = begin + np.arange(len(targets))
    inputs = np.concatenate(
        [before, held, left, above, classify_moves(left, before), at[:, None] % PHASES], 1
    )
    moved = classify_moves(before, targets)
    conditions = np.stack(
        [
            targets[:, 0],
            moved[:, 0],
            targets[:, 1],
            moved[:, 1],
            targets[:, 2],
            moved[:, 2],
            targets[:, 3],
        ],
        1,
    )
    return Frames(inputs, at / 4, conditions, targets)
