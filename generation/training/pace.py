"""How fast training goes on this machine, so that the minutes that are shown were measured."""

import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generation.training.choosing import Technique, complete, plan_of

if TYPE_CHECKING:  # whoever only asks for minutes has no torch
    from generation.training.experiment import Experiment

STEPS = 12  # measured of each phase, after those that get ready
READY = 2
SHARE = 0.1  # of the run at which they stand
WIDER = 1.5  # power of the width that a step's time grows with
PHASES = {"likelihood": "steps", "adversarial": "cycles"}  # how plans count them


def measure_pace(
    experiment: "Experiment", values: Mapping[str, Any], opening: float, folder: Path
) -> dict[str, Any]:
    """Seconds of a step of each phase and of an epoch's end, for the `values` that were chosen;
    `opening` is what it took to begin."""
    trainee, steps = experiment.trainee, {}
    for phase in trainee.phases:
        if phase.steps:
            trainee.begin(phase.name, 1)  # as in the midst of it: nothing that is done once
            steps[phase.name] = measure_steps(experiment, phase.name)
    began = time.monotonic()
    trainee.validate()
    trainee.sample(folder / "samples", "pace")
    return {
        "opening": round(opening, 2),
        "steps": {name: round(seconds, 4) for name, seconds in steps.items()},
        "closing": round(time.monotonic() - began, 2),
        "parameters": dict(values),
    }


def measure_steps(experiment: "Experiment", phase: str) -> float:
    """Seconds of one, the middle of a dozen."""
    found = []
    for number in range(1, 1 + READY + STEPS):
        began = time.monotonic()
        figures = experiment.trainee.step(phase, number, SHARE)
        next(iter(figures.values())).item()  # a GPU has to be waited for
        found.append(time.monotonic() - began)
    return statistics.median(found[READY:])


def estimate_seconds(
    technique: Technique, genre: str, parameters: Mapping[str, Any], pace: Mapping[str, Any]
) -> float:
    """How long a run of these parameters will take, by a pace that was measured on the same kind of
    music; for another width or batch it is a guess."""
    values, measured = complete(technique, parameters), pace["parameters"]
    training, _ = plan_of(technique, genre, parameters)
    size = (values["width"] / measured["width"]) ** WIDER * values["batch"] / measured["batch"]
    steps = sum(
        seconds * training.get(PHASES[phase], 0) * size * compare_ratios(phase, values, measured)
        for phase, seconds in pace["steps"].items()
    )
    return float(pace["opening"] + steps + (1 + values["epochs"]) * pace["closing"])


def compare_ratios(phase: str, values: Mapping[str, Any], measured: Mapping[str, Any]) -> float:
    """How much longer a cycle takes with more steps of the critic."""
    if phase != "adversarial":
        return 1.0
    return float((1 + values["update_ratio"]) / (1 + measured["update_ratio"]))
