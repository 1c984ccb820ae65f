"""`generation.train` for networks small enough to train in a test, as a program of its own."""

import sys
from dataclasses import replace

from generation import train
from generation.techniques import TECHNIQUES
from generation.techniques.arcnn.plan import Plan


class SmallPlan(Plan):
    """A checkpoint every two steps."""

    def __init__(self, **wishes: object) -> None:
        super().__init__(**{"epoch": 2, "validation": 2, **wishes})


if __name__ == "__main__":
    arcnn = TECHNIQUES["arcnn"]
    training = replace(
        arcnn.training("bach"), experiment="tests.generation.trainees:arcnn_experiment"
    )
    TECHNIQUES["arcnn"] = replace(arcnn, plan=SmallPlan, trainings=(training,))
    sys.exit(train.main(sys.argv[1:]))
