"""What people choose for a training of the Transformer, and the plan that comes of it."""

from collections.abc import Mapping
from typing import Any

from generation.catalogue import Parameter
from generation.techniques.parameters import EPOCHS, SEED
from generation.techniques.record import Memory

WINDOWS = 256  # that an epoch hears: larger batches make fewer steps of it
PORTION = 4  # windows computed at once, which fit a processor's cache
OF_MATRICES = 4 / 3  # times the rate of all else
HEAD = 32  # channels of a head of attention

PARAMETERS = (
    EPOCHS,
    Parameter(
        name="learning_rate",
        label="Learning rate",
        kind="float",
        minimum=1e-4,
        maximum=0.1,
        default=0.03,
        help="How far each step moves the weights. Lower learns slowly; above the highest the "
        "losses run away. Tables are fed rarely, so that it is larger than elsewhere.",
    ),
    Parameter(
        name="batch",
        label="Batch",
        kind="int",
        minimum=2,
        maximum=64,
        step=2,
        default=16,
        help="Windows of some 500 notes that one step hears. Larger batches make calmer and fewer "
        "steps; more than 64 need more memory than a small machine has.",
    ),
    Parameter(
        name="width",
        label="Width",
        kind="int",
        minimum=64,
        maximum=384,
        step=32,
        default=128,
        help="Channels of the network; wider ones are deeper too. Half the width is about four "
        "times as fast; wide networks need more music and more epochs before they are better.",
    ),
    SEED,
)
RECIPES: Mapping[str, Mapping[str, Any]] = {
    "fast": {"epochs": 16, "width": 128},
    "good": {"epochs": 90, "width": 192},
    "overnight": {"epochs": 380, "width": 256},
}
MEMORY = Memory(least=400, square=0.0062, window=10.2)


def plan_run(genre: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """One phase; the shape by the width."""
    epoch = max(1, WINDOWS // values["batch"])
    steps = epoch * values["epochs"]
    training = {
        "seed": values["seed"],
        "batch": values["batch"],
        "portion": min(PORTION, values["batch"]),
        "steps": steps,
        "epoch": epoch,
        "warm_up": max(1, min(20, steps // 8)),
        "rate": values["learning_rate"],
        "matrix_rate": OF_MATRICES * values["learning_rate"],
    }
    return training, shape(values["width"])


def shape(width: int) -> dict[str, Any]:
    """Heads of one size; two that listen share what they listen to, where they are even."""
    heads = width // HEAD
    return {
        "width": width,
        "layers": 2 + width // 64,
        "heads": heads,
        "key_heads": heads // 2 if heads % 2 == 0 else heads,
        "ffn_width": width * 11 // 4,
        "head_width": width,
    }
