"""`generation.train` for wishes of people, with a network small enough to learn in a test: an epoch
is two steps. A program of its own."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generation import train
from generation.techniques import TECHNIQUES
from tests.generation.small_train import SmallPlan, without_compiler

STEPS = 2  # of an epoch


def plan_run(genre: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """As `techniques.arcnn.recipes`, but short."""
    plan = {
        "seed": values["seed"],
        "batch": values["batch"],
        "steps": STEPS * values["epochs"],
        "epoch": STEPS,
        "rate": values["learning_rate"],
    }
    return plan, {}


def make_small() -> None:
    without_compiler()
    arcnn = TECHNIQUES["arcnn"]
    trainings = tuple(
        replace(each, experiment="tests.generation.trainees:arcnn_experiment")
        for each in arcnn.trainings
    )
    planned = "tests.generation.small_wishes:plan_run"
    TECHNIQUES["arcnn"] = replace(arcnn, plan=SmallPlan, trainings=trainings, planned=planned)


if __name__ == "__main__":
    make_small()
    sys.exit(train.main(sys.argv[1:]))
