"""Learning from other models of the JSB table: distillation (Hinton et al. 2015) by targets that
are drawn.

The target of a cell is now and then drawn from the mean of the teachers' distributions, in the keys
that the piece may stand in. On average that is the cross entropy with this mean, and asks for no
other loss. What stands before each cell stays as it was written. The mean does not depend on the
key that a window is heard in, so it is worked out once for each piece, when it is first met.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.chorale import REST, STATES, States, find_transpositions, transpose_states
from generation.techniques.chorale_lm.features import encode_frames
from generation.techniques.chorale_lm.models import list_models, load_model
from generation.techniques.transformer.network import Transformer

TAUGHT = 0.7  # share of the targets that are drawn
REACH = 2  # semitones, up and down, over which the teachers are averaged

Chances = NDArray[np.float32]  # (T, 4, states)


@torch.inference_mode()
def predict_cells(network: Transformer, piece: States) -> Chances:
    """Chances of every state in every cell, given all that stands before it."""
    frames = encode_frames(piece)
    inputs, times, conditions = (torch.from_numpy(each)[None] for each in frames[:3])
    logits = network(inputs, times.float(), conditions)
    return np.asarray(torch.stack(logits, 2).softmax(-1)[0].numpy(), np.float32)


def move_chances(chances: Chances, shift: int) -> Chances:
    """Those of a piece that stands `shift` semitones higher, as chances of the piece itself; none
    for what cannot be said there."""
    moved = np.zeros_like(chances)
    moved[..., REST] = chances[..., REST]
    low, high = max(1, 1 - shift), min(STATES, STATES - shift)
    moved[..., low:high] = chances[..., low + shift : high + shift]
    return moved


def average_teachers(networks: Sequence[Transformer], piece: States) -> Chances:
    """The mean over networks and keys."""
    keys = [shift for shift in find_transpositions(piece) if abs(shift) <= REACH]
    found = np.zeros((piece.shape[1], len(piece), STATES), np.float32)
    for shift in keys:
        moved = transpose_states(piece, shift)
        for network in networks:
            found += move_chances(predict_cells(network, moved), shift)
    return np.asarray(found / found.sum(-1, keepdims=True))


class Teachers:
    """Of the pieces of a data set."""

    def __init__(self, networks: Sequence[Transformer], pieces: Sequence[States]) -> None:
        self.networks, self.pieces = networks, pieces
        self.chances = lru_cache(maxsize=None)(self.find_chances)

    def find_chances(self, number: int) -> Chances:
        """(T, 4, states) cumulated, of a piece by its number."""
        return average_teachers(self.networks, self.pieces[number]).cumsum(-1)

    def redraw(
        self, targets: NDArray[np.int64], number: int, begin: int, shift: int, random: Random
    ) -> NDArray[np.int64]:
        """Targets (N, 4) of a window of piece `number` from frame `begin` on, heard `shift`
        semitones higher: some drawn anew."""
        reached = self.chances(number)[begin : begin + len(targets)]
        taught, uniform = random.random((2, *targets.shape))
        drawn = (reached < uniform[..., None] * reached[..., -1:]).sum(-1)
        moved = np.where(drawn == REST, REST, drawn + shift)
        sayable = (moved == REST) == (drawn == REST)
        sayable &= (moved >= 0) & (moved < STATES)
        return np.where((taught < TAUGHT) & sayable, moved, targets)


def find_teachers(folder: str, pieces: Sequence[States]) -> Teachers | None:
    """The models in a folder; none where no folder is told. Raises ValueError for one without."""
    if not folder:
        return None
    networks = [load_model(path) for path in list_models(Path(folder)).values()]
    if not networks:
        raise ValueError(f"{folder} has no model of the JSB table to learn from.")
    return Teachers(networks, pieces)
