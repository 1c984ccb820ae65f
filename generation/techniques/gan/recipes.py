"""What people choose for a training of the GAN, and the plan that comes of it."""

from collections.abc import Mapping
from typing import Any

from generation.catalogue import Parameter
from generation.techniques.parameters import EPOCHS, SEED
from generation.techniques.record import Memory

WINDOWS = 2048  # that an epoch hears: larger batches make fewer steps of it
ADVERSARIAL = 4  # of so many epochs the last is one of generator against critic
CRITIC_FIRST = 30  # steps of the critic alone, before the first cycle
# rates beside that of likelihood
OF_CRITIC, OF_GENERATOR = 1 / 3, 1 / 15
ROUNDED = 8  # widths are multiples of it
LEVELS = (1, 1.25, 1.5, 2)  # channels of each level, for one of the first
CRITIC_LEVELS = (0.75, 1, 1.5, 2)
BAND_LEVELS = (1, 4 / 3, 5 / 3, 25 / 12, 8 / 3)

PARAMETERS = (
    EPOCHS,
    Parameter(
        name="learning_rate",
        label="Learning rate",
        kind="float",
        minimum=1e-5,
        maximum=1e-2,
        default=1.5e-3,
        help="How far each step moves the weights. Lower learns slowly; above the highest the "
        "losses run away. Critic and generator take a third and a fifteenth of it.",
    ),
    Parameter(
        name="update_ratio",
        label="Update ratio",
        kind="int",
        minimum=1,
        maximum=10,
        step=1,
        default=5,
        help="Steps of the critic (the discriminator) for one of the generator. More make a better "
        "judge and fewer steps of the generator in the same time.",
    ),
    Parameter(
        name="batch",
        label="Batch",
        kind="int",
        minimum=4,
        maximum=256,
        step=4,
        default=32,
        help="Windows of eight bars that one step hears. Larger batches make calmer and fewer "
        "steps; more than 256 need more memory than a small machine has.",
    ),
    Parameter(
        name="width",
        label="Width",
        kind="int",
        minimum=16,
        maximum=192,
        step=16,
        default=64,
        help="Channels of the network at its finest level. Half the width is about three times "
        "as fast; wide networks need more music and more epochs before they are better.",
    ),
    SEED,
)
RECIPES: Mapping[str, Mapping[str, Any]] = {
    "fast": {"epochs": 16, "width": 64},
    "good": {"epochs": 200, "width": 96},
    "overnight": {"epochs": 1200, "width": 128},
}
MEMORY = Memory(least=640, square=0.008, window=3.3, channel=0.0172)


def plan_run(genre: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Likelihood first, then some epochs of generator against critic."""
    batch, ratio, rate = values["batch"], values["update_ratio"], values["learning_rate"]
    together = max(2, batch // 2)
    of_critic = max(1, round(values["epochs"] / ADVERSARIAL)) if values["epochs"] > 1 else 0
    epoch = max(1, WINDOWS // batch)
    cycles = max(1, WINDOWS // (together * (1 + ratio)))
    steps = epoch * (values["epochs"] - of_critic)
    training = {
        "seed": values["seed"],
        "batch": batch,
        "steps": steps,
        "epoch": epoch,
        "warm_up": max(1, min(100, steps // 8)),
        "rate": rate,
        "cycles": cycles * of_critic,
        "cycle_epoch": cycles,
        "cycle_batch": together,
        "cycle_average": 0.98,
        "critic_steps": ratio,
        "critic_first": CRITIC_FIRST,
        "critic_rate": rate * OF_CRITIC,
        "generator_rate": rate * OF_GENERATOR,
    }
    return training, shape_bands(values["width"]) if genre == "bands" else shape(values["width"])


def shape(width: int) -> dict[str, Any]:
    """Of the network of one genre."""
    return {"widths": scale(width, LEVELS), "critic_widths": scale(width, CRITIC_LEVELS)}


def shape_bands(width: int) -> dict[str, Any]:
    """Of the network that all bands share; its attention has four heads."""
    widths = scale(width, BAND_LEVELS)
    return {"widths": widths, "critic_widths": scale(width, CRITIC_LEVELS), "ffn": 4 * width}


def scale(width: int, shares: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(max(ROUNDED, round(width * share / ROUNDED) * ROUNDED) for share in shares)
