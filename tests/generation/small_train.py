"""`generation.train` for networks small enough to train in a test, as a program of its own."""

import sys
from dataclasses import replace
from types import ModuleType
from typing import Any

from generation import train
from generation.techniques import TECHNIQUES
from generation.techniques.arcnn import recipes
from generation.techniques.arcnn.plan import Plan


class SmallPlan(Plan):
    """A checkpoint every two steps."""

    def __init__(self, **wishes: object) -> None:
        super().__init__(**{"epoch": 2, "validation": 2, **wishes})


def without_compiler() -> None:
    """Torch's optimizers load its compiler to tell it to stay away, two of the four seconds that
    a run of these networks takes. Nobody here compiles: what they say to it goes nowhere."""
    nobody: Any = ModuleType("torch._dynamo")
    nobody.disable = lambda function, *_, **__: function
    nobody.graph_break = lambda: None
    sys.modules["torch._dynamo"] = nobody


if __name__ == "__main__":
    without_compiler()
    arcnn = TECHNIQUES["arcnn"]
    training = replace(
        arcnn.training("bach"), experiment="tests.generation.trainees:arcnn_experiment"
    )
    TECHNIQUES["arcnn"] = replace(arcnn, plan=SmallPlan, trainings=(training,))
    recipes.WINDOWS = 6  # of an epoch of a wish: three steps of two
    sys.exit(train.main(sys.argv[1:]))
