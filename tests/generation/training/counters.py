"""A trainee for tests that only counts its steps, and a clock that moves when it is told to."""

from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import SGD, Optimizer

from generation.training.trainee import Heard, Phase

ONE = (Phase("likelihood", 6, 2),)


class Clock:
    """A monotonic clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@dataclass
class Counter:
    """A network of one number that counts its steps; a step, a validation and a sample take their
    time."""

    clock: Clock
    phases: tuple[Phase, ...] = ONE
    takes: float = 1.0
    closing: float = 0.0
    loss: float = 0.5
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    steps: list[tuple[str, int, float]] = field(default_factory=list)
    begun: list[tuple[str, int]] = field(default_factory=list)
    played: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.modules: dict[str, nn.Module] = {"net": nn.Linear(1, 1, bias=False)}
        self.optimizers: dict[str, Optimizer] = {"sgd": SGD(self.modules["net"].parameters(), lr=1)}
        with torch.no_grad():
            self.weight.zero_()

    @property
    def weight(self) -> Tensor:
        return next(self.modules["net"].parameters())

    def begin(self, phase: str, step: int) -> None:
        self.begun.append((phase, step))

    def step(self, phase: str, step: int, progress: float) -> dict[str, Tensor]:
        self.steps.append((phase, step, progress))
        self.clock.now += self.takes
        with torch.no_grad():
            self.weight.add_(1)
        return {"loss": torch.tensor(self.loss + step)}

    def validate(self) -> dict[str, float]:
        self.clock.now += self.closing
        return {"count": self.weight.item()}

    def sample(self, folder: Path, label: str) -> Heard:
        self.played.append(label)
        return Heard({"heard": 1.0}, ({"heard": 1.0, "unknown": None},))
