"""A training run with how far it has come: opened where it stopped, and saved so that it can be."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from generation.training.checkpoint import Found, find_run, load_run, save_run
from generation.training.epochlog import EpochLog, Line
from generation.training.ruler import Ruler
from generation.training.steprows import StepRows
from generation.training.trainee import Phase, Trainee

# checkpoints that could still be written, in time, when a run with a time limit takes its last step
RESERVE = 2
# share of the time kept back for the last checkpoint, as long as none shows that it takes more
UNKNOWN = 0.02
STOP = "stop"  # a file of this name in the folder asks for an end at the next step
NOTHING_WHOLE = "No checkpoint is whole any more ({}), so the training begins again from its start."
FELL_BACK = (
    "The newest checkpoint was damaged ({}), so the training goes on from the one before it. "
    "Only what was learnt between the two is learnt again."
)


class Limits(NamedTuple):
    """When a run ends before its steps do, how often it is kept, and when it plays."""

    minutes: float | None = None  # of all phases together, over all sittings
    checkpoint_seconds: float | None = None  # else every epoch
    silent: bool = False  # plays at the end only
    untrained: bool = False  # plays before its first step too: epoch 0


class Diverged(RuntimeError):
    """The losses are no numbers any more; the last checkpoint stands."""


def keep_nothing(lines: list[Line]) -> None:
    """Of a run whose networks nobody wants before its end."""


@dataclass
class Run:
    """A trainee with how far it has come."""

    trainee: Trainee
    folder: Path
    limits: Limits
    since: float  # what the monotonic clock said when this sitting began
    log: EpochLog
    ruler: Ruler = field(default_factory=Ruler)
    # hears all lines up to that of an epoch, before it is told: keeps the best network
    keep: Callable[[list[Line]], None] = keep_nothing
    done: dict[str, int] = field(default_factory=dict)  # steps of each phase
    seconds: dict[str, float] = field(default_factory=dict)  # spent on each phase
    closing: float = 0.0  # seconds that the longest checkpoint took
    owed: Line | None = None  # the line of the checkpoint, as far as it was known when saved
    stopped: bool = False
    news: list[Line] = field(default_factory=list)  # events that nobody was told of yet

    def save(self, owed: Line | None) -> None:
        position = {"done": self.done, "seconds": self.seconds, "owed": owed}
        save_run(self.folder, position, self.trainee.modules, self.trainee.optimizers)

    def load(self, found: Found) -> None:
        if found.damage:
            words = (FELL_BACK if found.saved else NOTHING_WHOLE).format("; ".join(found.damage))
            self.news.append({"event": "fell_back", "words": words})
        if saved := found.saved:
            load_run(saved, self.trainee.modules, self.trainee.optimizers)
            self.done |= saved.position["done"]
            self.seconds |= saved.position["seconds"]
            self.owed = saved.position.get("owed")
        self.log.keep(self.done)
        for phase in self.trainee.phases:
            self.rows(phase).cut(self.done[phase.name])

    def rows(self, phase: Phase) -> StepRows:
        return StepRows(self.folder, phase.name)

    def is_asked_to_stop(self) -> bool:
        return (self.folder / STOP).exists()

    def progress(self, phase: Phase) -> float:
        """How much of a phase is done: of its steps or of its time, whichever is more."""
        of_steps = self.done[phase.name] / phase.steps if phase.steps else 1.0
        if self.limits.minutes is None:
            return min(1.0, of_steps)
        allowed = 60 * self.limits.minutes * phase.share
        kept = max(RESERVE * self.closing, UNKNOWN * allowed)
        of_time = self.seconds[phase.name] / max(1e-3, allowed - kept)
        return min(1.0, max(of_steps, of_time))

    @property
    def epochs(self) -> int | None:
        """How many there will be; nobody knows where the clock decides."""
        if self.limits.minutes is not None or self.limits.checkpoint_seconds is not None:
            return None
        return sum(-(-phase.steps // phase.epoch) for phase in self.trainee.phases)


def open_run(
    trainee: Trainee,
    folder: Path,
    limits: Limits | None = None,
    since: float | None = None,
    **listening: Any,
) -> Run:
    """A new run, or the one that stands in `folder`, where it stopped. `since` defaults to now;
    `listening` is the ruler, and what keeps the best network."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [phase.name for phase in trainee.phases]
    began = time.monotonic() if since is None else since
    run = Run(trainee, folder, limits or Limits(), began, EpochLog(folder), **listening)
    run.done, run.seconds = dict.fromkeys(names, 0), dict.fromkeys(names, 0.0)
    run.load(find_run(folder))
    return run
