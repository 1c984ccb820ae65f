"""Batches of steps for the Transformer: what each step shows, what is told while the next is drawn,
and the truth."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from generation.techniques.transformer.windows import IGNORE


class Steps(Protocol):
    """The steps of one window, N of them, as numpy arrays."""

    @property
    def inputs(self) -> NDArray[np.int64]: ...  # (N, I)
    @property
    def times(self) -> NDArray[np.float32]: ...  # (N,) quarters
    @property
    def conditions(self) -> NDArray[np.int64]: ...  # (N, K)
    @property
    def targets(self) -> NDArray[np.int64]: ...  # (N, fields), `IGNORE` where nothing is asked


class Batch(NamedTuple):
    """B windows, filled up to the longest with steps that ask nothing. Whole numbers may be of any
    type."""

    inputs: Tensor  # (B, N, I)
    times: Tensor  # (B, N)
    conditions: Tensor  # (B, N, K)
    targets: Tensor  # (B, N, fields)

    def to(self, device: torch.device | str) -> "Batch":
        """On another device; from pinned memory without waiting for it."""
        return Batch(*(each.to(device, non_blocking=True) for each in self))


def collate(windows: Sequence[Steps]) -> Batch:
    """Windows of any length, filled up to the longest."""
    longest = max(len(window.times) for window in windows)

    def filled(rows: Sequence[NDArray], fill: int) -> Tensor:
        whole = np.full((len(rows), longest, *rows[0].shape[1:]), fill, rows[0].dtype)
        for number, row in enumerate(rows):
            whole[number, : len(row)] = row
        return torch.from_numpy(whole)

    return Batch(
        filled([window.inputs for window in windows], 0).long(),
        filled([window.times for window in windows], 0).float(),
        filled([window.conditions for window in windows], 0).long(),
        filled([window.targets for window in windows], IGNORE).long(),
    )
