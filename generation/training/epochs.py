"""The end of an epoch: what was lost, what is known of unseen music, and what is played by then."""

import math
from typing import Any

import numpy as np

from generation.training.epochlog import Line
from generation.training.run import Diverged, Run
from generation.training.steprows import Rows
from generation.training.trainee import Phase

DIVERGED = (
    "After {} steps the losses are no numbers any more ({}). The last checkpoint and the best "
    "network so far stand; lower the rates, or take larger batches."
)


def check_rows(rows: Rows, names: list[str], first: int) -> None:
    """Raises `Diverged` where a loss is no number."""
    broken = np.argwhere(~np.isfinite(rows))
    if len(broken):
        step, column = broken[0]
        raise Diverged(DIVERGED.format(first + step + 1, names[column]))


def check_losses(losses: dict[str, float], steps: int) -> dict[str, float]:
    """The losses, rounded for the log. Raises `Diverged`."""
    for name, value in losses.items():
        if not math.isfinite(value):
            raise Diverged(DIVERGED.format(steps, f"{name}, of validation"))
    return {name: round(value, 4) for name, value in losses.items()}


def average_rows(rows: Rows, names: list[str]) -> dict[str, float]:
    """The means over the steps of an epoch; a step that a disk has lost does not count."""
    means = np.atleast_1d(np.nanmean(rows, axis=0, dtype=np.float64))
    return {name: round(float(mean), 4) for name, mean in zip(names, means, strict=True)}


def begin_line(run: Run, phase: Phase, speed: float) -> Line:
    """All of an epoch's line that does not need to be heard. Raises `Diverged`."""
    done, rows = run.done[phase.name], run.rows(phase)
    valid = check_losses(run.trainee.validate(), done)
    first = run.log.find_last(phase.name)
    means = average_rows(rows.read(first, done), rows.names) if done > first else {}
    prefix = f"{phase.name}-" if len(run.trainee.phases) > 1 else ""
    return {
        "phase": phase.name,
        "at": done,
        "of": phase.steps,
        "epoch": sum(line["at"] > 0 for line in run.log.epochs) + (done > 0),
        "epochs": run.epochs,
        "train": means,
        "valid": valid,
        "best": run.log.is_best(valid),
        "label": f"{prefix}{done:05d}",
        "seconds": round(sum(run.seconds.values()), 1),
        "steps_per_second": round(speed, 3),
    }


def end_line(run: Run, line: Line, plays: bool) -> Line:
    """The line with what was heard; kept, and then told."""
    whole: dict[str, Any] = {**line, "heard": {}, "measures": {}, "distance": None}
    if plays:
        heard = run.trainee.sample(run.folder / "samples", line["label"])
        whole |= {"heard": dict(heard.figures), **run.ruler.judge(heard.takes)}
    run.keep([*run.log.epochs, whole])
    run.log.add(whole)
    return whole
