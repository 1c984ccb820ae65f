"""Windows of chorales for the AR-CNN, drawn and masked where the network is: all pieces lie on the
device.

Letters: B windows, V voices, T steps.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from generation.codecs.chorale import LOWEST, RANGES, REST, find_transpositions, unpack_chorales
from generation.techniques.arcnn.config import EDITABLE, GIVEN, HIDDEN
from generation.techniques.arcnn.corruption import corrupt
from generation.techniques.arcnn.masking import BEAT, draw_masks
from generation.training.packs import Arrays, compute_offsets
from generation.training.randomness import below, chance

PLAYED = 0.35  # share of windows whose known cells are played, some of them wrongly
WRONG = 0.4  # of the notes of such a window, at most, are wrong
BEAT_ONLY = 0.35  # share of windows that know their beats but not how far the piece has gone


class Batch(NamedTuple):
    """Inputs and targets: B windows of T steps."""

    state: Tensor  # (B, V, T) inputs
    kind: Tensor  # (B, V, T)
    phase: Tensor  # (B, T)
    targets: Tensor  # (B, V, T)
    weight: (
        Tensor  # (B, V, T) sums to 1 over each window's scored cells, more where others are doubted
    )


class Variation(NamedTuple):
    """How windows differ from the pieces: in training in every way, in validation by one task's
    mask alone."""

    task: int | None = None  # number in `TASKS`; None draws one for each window
    transposed: bool = False
    played: float = 0.0
    beat_only: float = 0.0


VARIED = Variation(None, True, PLAYED, BEAT_ONLY)


class ChoraleDataset:
    """Pieces on a device."""

    def __init__(self, arrays: Arrays, device: torch.device | str = "cpu") -> None:
        pieces = unpack_chorales(arrays)
        self.device = torch.device(device)
        spans = [find_transpositions(piece) for piece in pieces]
        self.states = torch.from_numpy(arrays["states"]).long().to(device)  # (V, all steps)
        self.first = self.tensor(compute_offsets([piece.shape[1] for piece in pieces])[:-1])
        self.length = self.tensor([piece.shape[1] for piece in pieces])
        # semitones by which a piece may be moved
        self.lowest = self.tensor([span[0] for span in spans])
        self.highest = self.tensor([span[-1] for span in spans])
        # (V, 2) states
        self.ranges = self.tensor([[low - LOWEST + 1, high - LOWEST + 1] for low, high in RANGES])

    def tensor(self, values: Sequence | NDArray) -> Tensor:
        return torch.as_tensor(np.asarray(values), dtype=torch.long, device=self.device)

    def draw_batch(
        self, size: int, steps: int, random: torch.Generator, vary: Variation = VARIED
    ) -> Batch:
        """`random` is a generator of the dataset's device."""
        piece = torch.multinomial(self.length.float(), size, replacement=True, generator=random)
        start = below(torch.clamp(self.length[piece] - steps // 2, min=1), random)
        at = start[:, None] + torch.arange(steps, device=self.device)  # (B, T)
        inside = at < self.length[piece, None]
        index = torch.where(inside, self.first[piece, None] + at, 0)
        # (B, V, T)
        targets = torch.where(inside[:, None], self.states[:, index].transpose(0, 1), REST)
        if vary.transposed:
            shift = self.lowest[piece] + below(self.highest[piece] - self.lowest[piece] + 1, random)
            targets = torch.where(targets == REST, REST, targets + shift[:, None, None])
        phase = torch.where(chance(vary.beat_only, (size, 1), random), 16 + at % BEAT, at % 16)
        hidden, scored = draw_masks(targets.shape, random, vary.task)
        weight = normalize_weights(scored & inside[:, None])
        corrupted = chance(vary.played, (size, 1, 1), random)
        share = WRONG * torch.rand((size, 1, 1), generator=random, device=self.device)
        inputs = torch.where(corrupted, corrupt(targets, share, self.ranges, random), targets)
        kind = torch.where(hidden, HIDDEN, torch.where(corrupted, EDITABLE, GIVEN))
        weight = weight + 0.5 * corrupted * normalize_weights(~hidden & inside[:, None])
        return Batch(inputs, kind, phase, targets, weight)


def normalize_weights(cells: Tensor) -> Tensor:
    """(B, V, T) flags -> weights that add up to 1 in each window."""
    weight = cells.float()
    return weight / weight.sum((1, 2), keepdim=True).clamp(min=1)
