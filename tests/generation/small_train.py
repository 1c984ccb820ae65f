"""`generation.train` for networks small enough to train in a test, as a program of its own."""

import sys

from generation import train
from generation.techniques.arcnn.train import Plan
from generation.training import courses
from tests.generation.trainees import arcnn_course


class SmallPlan(Plan):
    """A checkpoint every two steps."""

    def __init__(self, **wishes: object) -> None:
        super().__init__(**{"epoch": 2, "validation": 2, **wishes})


if __name__ == "__main__":
    courses.OFFERS["arcnn"] = courses.Offer(("bach",), SmallPlan, arcnn_course)
    sys.exit(train.main(sys.argv[1:]))
