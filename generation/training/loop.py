"""One training loop for every technique, on any device.

A technique brings a trainee: networks, optimisers, a step, a validation. The loop counts steps and
time, keeps checkpoints, writes a line of figures at each, stops when its steps or its minutes are
used up or when it is asked to, and goes on where it stopped, also after a kill. It never looks at a
figure of a step before a checkpoint is due: reading one would make the processor wait for the GPU.
"""

import time
from collections import deque
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor

from generation.training.epochs import begin_line, check_rows, end_line
from generation.training.run import STOP, Diverged, Limits, Run, open_run
from generation.training.trainee import Phase, Trainee

__all__ = ["Diverged", "Limits", "Phase", "Run", "Trainee", "open_run", "train"]

AHEAD = 8  # steps that may be queued on a GPU before the loop waits
STOPPED = {"event": "stopped"}


def train(run: Run) -> Iterator[dict[str, Any]]:
    """Goes on with `run` to its end; yields (and writes to `log.jsonl`) one line a checkpoint, and
    events. Raises `Diverged`."""
    yield from tell_news(run)
    for phase in run.trainee.phases:
        if run.progress(phase) < 1:
            run.trainee.begin(phase.name, run.done[phase.name])
            yield from train_phase(run, phase)
        if run.stopped:
            (run.folder / STOP).unlink(missing_ok=True)  # done: whoever goes on is not asked
            yield STOPPED
            return


def tell_news(run: Run) -> Iterator[dict[str, Any]]:
    """What is to be told before the first step: damage, the line that a kill has cut off, and what
    an untrained network plays."""
    for event in run.news:
        run.log.add(event)
        yield event
    if run.owed and not run.log.has(run.owed):
        yield end_line(run, run.owed, plays=plays_at(run, run.owed["at"] >= run.owed["of"]))
    if run.limits.untrained and not any(run.done.values()) and not run.log.epochs:
        phase = run.trainee.phases[0]
        run.trainee.begin(phase.name, 0)
        yield end_line(run, begin_line(run, phase, 0.0), plays=True)


def train_phase(run: Run, phase: Phase) -> Iterator[dict[str, Any]]:
    """One phase. Getting ready, validation and samples count: whoever has rented a machine pays for
    them too."""
    before, pace = run.since - run.seconds[phase.name], Leash(run.trainee.device)
    while run.progress(phase) < 1 and not run.stopped:
        began, first = time.monotonic(), run.done[phase.name]
        figures: list[dict[str, Tensor]] = []
        ended = False
        while not ended and not run.stopped:
            progress = run.progress(phase)
            figures.append(run.trainee.step(phase.name, run.done[phase.name], progress))
            run.done[phase.name] += 1
            pace.keep()
            run.seconds[phase.name] = time.monotonic() - before
            ended = due(run, phase, time.monotonic() - began)
            run.stopped = run.is_asked_to_stop()
        keep_rows(run, phase, figures)
        closing = time.monotonic()
        speed = (run.done[phase.name] - first) / (closing - began)
        run.seconds[phase.name] = closing - before
        line = begin_line(run, phase, speed) if ended else None
        run.save(line)
        if line:
            line = end_line(run, line, plays_at(run, run.progress(phase) >= 1))
        run.closing = max(run.closing, time.monotonic() - closing)
        run.seconds[phase.name] = time.monotonic() - before
        if line:
            yield line
    run.since = time.monotonic()


def due(run: Run, phase: Phase, seconds: float) -> bool:
    """Whether a checkpoint is due, so many seconds after the last one."""
    if run.progress(phase) >= 1:
        return True
    if run.limits.checkpoint_seconds is not None:
        return seconds >= run.limits.checkpoint_seconds
    return run.done[phase.name] % phase.epoch == 0


def plays_at(run: Run, at_end: bool) -> bool:
    return at_end or not run.limits.silent


def keep_rows(run: Run, phase: Phase, figures: list[dict[str, Tensor]]) -> None:
    """The losses of the last steps, on the disk before the checkpoint that counts them. Raises
    `Diverged`."""
    names = list(figures[0])
    rows = torch.stack([stack_row(each) for each in figures]).cpu().numpy()
    check_rows(rows, names, run.done[phase.name] - len(rows))
    run.rows(phase).append(names, rows)


def stack_row(figures: dict[str, Tensor]) -> Tensor:
    return torch.stack([value.float() for value in figures.values()])


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
