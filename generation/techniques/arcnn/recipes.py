"""What people choose for a training of the AR-CNN, and the plan that comes of it."""

from collections.abc import Mapping
from typing import Any

from generation.catalogue import Parameter
from generation.techniques.parameters import EPOCHS, SEED
from generation.techniques.record import Memory

WINDOWS = 1024  # that an epoch hears: larger batches make fewer steps of it
OF_MATRICES = 10  # times the rate of all else, for Muon measures its steps in another way
HEAD = 32  # channels of a head of attention
PITCH = 3  # channels of the network for one of a pitch's

PARAMETERS = (
    EPOCHS,
    Parameter(
        name="learning_rate",
        label="Learning rate",
        kind="float",
        minimum=1e-5,
        maximum=2e-2,
        default=2e-3,
        help="How far each step moves the weights. Lower learns slowly; above the highest the "
        "losses run away. Matrices take ten times as much.",
    ),
    Parameter(
        name="batch",
        label="Batch",
        kind="int",
        minimum=2,
        maximum=128,
        step=2,
        default=16,
        help="Windows of eight bars that one step hears. Larger batches make calmer and fewer "
        "steps; more than 128 need more memory than a small machine has.",
    ),
    Parameter(
        name="width",
        label="Width",
        kind="int",
        minimum=32,
        maximum=256,
        step=32,
        default=96,
        help="Channels of the network. Half the width is about three times as fast; wide networks "
        "need more music and more epochs before they are better.",
    ),
    SEED,
)
RECIPES: Mapping[str, Mapping[str, Any]] = {
    "fast": {"epochs": 12, "width": 96},
    "good": {"epochs": 160, "width": 160},
    "overnight": {"epochs": 900, "width": 192},
}
MEMORY = Memory(least=370, square=0.0033, channel=0.085)


def plan_run(genre: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """One phase; the shape by the width."""
    epoch = max(1, WINDOWS // values["batch"])
    steps, width = epoch * values["epochs"], values["width"]
    training = {
        "seed": values["seed"],
        "batch": values["batch"],
        "steps": steps,
        "epoch": epoch,
        "warm_up": max(1, min(100, steps // 8)),
        "rate": values["learning_rate"],
        "matrix_rate": OF_MATRICES * values["learning_rate"],
    }
    return training, {"width": width, "heads": width // HEAD, "pitch": width // PITCH}
