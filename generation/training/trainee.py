"""What a technique brings to the training loop."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

Figures = Mapping[str, float | None]


class Phase(NamedTuple):
    """A part of a run."""

    name: str
    steps: int
    epoch: int  # steps between two checkpoints, where no seconds are told
    share: float = 1.0  # of the minutes, where a run has minutes


class Heard(NamedTuple):
    """What a network played, and how it measures."""

    figures: Figures  # of all takes together, for the technique's own table
    takes: tuple[Figures, ...] = ()  # of each: what is watched, see `evaluation.watched`


class Trainee(Protocol):
    """Networks, optimisers, a step, a validation."""

    @property
    def device(self) -> torch.device: ...
    @property
    def phases(self) -> tuple[Phase, ...]: ...
    @property
    def modules(self) -> dict[str, nn.Module]: ...  # all that a checkpoint keeps of networks
    @property
    def optimizers(self) -> dict[str, Optimizer]: ...
    def begin(self, phase: str, step: int) -> None:
        """Gets ready for a phase at a step: batches are fetched from there on."""

    def step(self, phase: str, step: int, progress: float) -> dict[str, Tensor]:
        """One step; `progress` of the phase, from 0 to 1, is what rates depend on. Figures, on the
        device."""

    def validate(self) -> dict[str, float]:
        """Figures of the averaged weights on the validation split; `loss` is what the run is judged
        by."""

    def sample(self, folder: Path, label: str) -> Heard:
        """Plays with the averaged weights, the same melodies every time: MIDI files named after the
        label, and figures of them."""
