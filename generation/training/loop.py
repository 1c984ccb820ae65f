"""One training loop for every technique, on any device.

A technique brings a trainee: networks, optimisers, a step, a validation. The loop counts steps and
time, keeps checkpoints, writes a line of figures at each, stops when its steps or its minutes are
used up, and goes on where it stopped, also after a kill. It never looks at a figure of a step
before a checkpoint is due: reading one would make the processor wait for the GPU.
"""

import math
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from generation.training.checkpoint import load_run, log_line, newest_run, save_run

AHEAD = 8  # steps that may be queued on a GPU before the loop waits
# checkpoints that could still be written, in time, when a run with a time limit takes its last step
RESERVE = 2
# share of the time kept back for the last checkpoint, as long as none shows that it takes more
UNKNOWN = 0.02


class Phase(NamedTuple):
    """A part of a run."""

    name: str
    steps: int
    epoch: int  # steps between two checkpoints, where no seconds are told
    share: float = 1.0  # of the minutes, where a run has minutes


class Trainee(Protocol):
    """What a technique brings."""

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
        """Figures of the averaged weights on the validation split."""

    def sample(self, folder: Path, label: str) -> dict[str, float | None]:
        """Plays with the averaged weights: MIDI files named after the label, and figures of
        them."""


class Limits(NamedTuple):
    """When a run ends before its steps do, how often it is kept, and whether it plays before its
    end."""

    minutes: float | None = None  # of all phases together, over all sittings
    checkpoint_seconds: float | None = None  # else every epoch
    silent: bool = False  # plays at the end only


class Diverged(RuntimeError):
    """The losses are no numbers any more; the last checkpoint stands."""


@dataclass
class Run:
    """A trainee with how far it has come."""

    trainee: Trainee
    folder: Path
    limits: Limits
    since: float  # what the monotonic clock said when this sitting began
    done: dict[str, int] = field(default_factory=dict)  # steps of each phase
    seconds: dict[str, float] = field(default_factory=dict)  # spent on each phase
    closing: float = 0.0  # seconds that the longest checkpoint took

    def save(self) -> None:
        position = {"done": self.done, "seconds": self.seconds}
        save_run(self.folder, position, self.trainee.modules, self.trainee.optimizers)

    def progress(self, phase: Phase) -> float:
        """How much of a phase is done: of its steps or of its time, whichever is more."""
        of_steps = self.done[phase.name] / phase.steps if phase.steps else 1.0
        if self.limits.minutes is None:
            return min(1.0, of_steps)
        allowed = 60 * self.limits.minutes * phase.share
        kept = max(RESERVE * self.closing, UNKNOWN * allowed)
        of_time = self.seconds[phase.name] / max(1e-3, allowed - kept)
        return min(1.0, max(of_steps, of_time))


def open_run(
    trainee: Trainee, folder: Path, limits: Limits | None = None, since: float | None = None
) -> Run:
    """A new run, or the one that stands in `folder`, where it stopped. `since` defaults to now."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [phase.name for phase in trainee.phases]
    began = time.monotonic() if since is None else since
    run = Run(
        trainee,
        folder,
        limits or Limits(),
        began,
        dict.fromkeys(names, 0),
        dict.fromkeys(names, 0.0),
    )
    if saved := newest_run(folder):
        load_run(saved, trainee.modules, trainee.optimizers)
        run.done |= saved.position["done"]
        run.seconds |= saved.position["seconds"]
    return run


def train(run: Run) -> Iterator[dict[str, Any]]:
    """Goes on with `run` to its end; yields (and writes to `log.jsonl`) one line a checkpoint.
    Raises `Diverged`."""
    for phase in run.trainee.phases:
        if run.progress(phase) < 1:
            run.trainee.begin(phase.name, run.done[phase.name])
            yield from train_phase(run, phase)


def train_phase(run: Run, phase: Phase) -> Iterator[dict[str, Any]]:
    """One phase. Getting ready, validation and samples count: whoever has rented a machine pays for
    them too."""
    before, pace = run.since - run.seconds[phase.name], Leash(run.trainee.device)
    while run.progress(phase) < 1:
        began, first = time.monotonic(), run.done[phase.name]
        figures: list[dict[str, Tensor]] = []
        while not figures or not due(run, phase, time.monotonic() - began):
            progress = run.progress(phase)
            figures.append(run.trainee.step(phase.name, run.done[phase.name], progress))
            run.done[phase.name] += 1
            pace.keep()
            run.seconds[phase.name] = time.monotonic() - before
        means = mean_figures(figures)
        closing = time.monotonic()
        speed = (run.done[phase.name] - first) / (closing - began)
        run.seconds[phase.name] = closing - before
        run.save()
        line = checkpoint_line(run, phase, means, speed)
        log_line(run.folder, line)
        run.closing = max(run.closing, time.monotonic() - closing)
        run.seconds[phase.name] = time.monotonic() - before
        yield line
    run.since = time.monotonic()


def due(run: Run, phase: Phase, seconds: float) -> bool:
    """Whether a checkpoint is due, so many seconds after the last one."""
    if run.progress(phase) >= 1:
        return True
    if run.limits.checkpoint_seconds is not None:
        return seconds >= run.limits.checkpoint_seconds
    return run.done[phase.name] % phase.epoch == 0


def mean_figures(figures: list[dict[str, Tensor]]) -> dict[str, float]:
    """The means over several steps. Raises `Diverged`."""
    means = {}
    for name in figures[0]:
        values = torch.stack([each[name] for each in figures])
        means[name] = values.float().mean().item()
    return {name: round(value, 4) for name, value in finite(means).items()}


def finite(losses: dict[str, float]) -> dict[str, float]:
    """The losses. Raises `Diverged`."""
    if not all(math.isfinite(value) for value in losses.values()):
        raise Diverged(
            f"The losses are no numbers any more: {losses}. The last checkpoint stands; lower "
            "the rates."
        )
    return losses


def checkpoint_line(
    run: Run, phase: Phase, means: dict[str, float], speed: float
) -> dict[str, Any]:
    """What there is to tell at a checkpoint."""
    done = run.done[phase.name]
    valid = finite(run.trainee.validate())
    prefix = f"{phase.name}-" if len(run.trainee.phases) > 1 else ""
    plays = not run.limits.silent or run.progress(phase) >= 1
    return {
        "phase": phase.name,
        "at": done,
        "of": phase.steps,
        "train": means,
        "valid": {name: round(value, 4) for name, value in valid.items()},
        "heard": run.trainee.sample(run.folder / "samples", f"{prefix}{done:05d}") if plays else {},
        "seconds": round(sum(run.seconds.values()), 1),
        "steps_per_second": round(speed, 3),
    }


class Leash:
    """Keeps the loop from running far ahead of a GPU, which would make its clock lie. Moves no
    data."""

    def __init__(self, device: torch.device) -> None:
        self.on_gpu = device.type == "cuda"
        self.queued: deque[torch.cuda.Event] = deque()

    def keep(self) -> None:
        if not self.on_gpu:
            return
        event = torch.cuda.Event()
        event.record()
        self.queued.append(event)
        if len(self.queued) > AHEAD:
            self.queued.popleft().synchronize()
