"""`tests.generation.small_wishes` with a learning rate that no bound lets anybody choose: the
losses run away."""

import sys
from dataclasses import replace
from typing import Any

from generation import train
from generation.techniques import TECHNIQUES
from tests.generation import small_wishes


def plan_run(genre: str, values: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    plan, network = small_wishes.plan_run(genre, values)
    return {**plan, "rate": float("inf"), "warm_up": 0}, network


if __name__ == "__main__":
    small_wishes.make_small()
    small = replace(TECHNIQUES["arcnn"], planned="tests.generation.runaway_wishes:plan_run")
    TECHNIQUES["arcnn"] = small
    sys.exit(train.main(sys.argv[1:]))
