"""The model that a run begins with: an installed one by its name, or any other by its card."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from safetensors.torch import load_file
from torch import nn

from generation.catalogue import Card, UnknownModel, card_from, read_card

NOT_WEIGHTS = ("textures",)  # what is published with a network and learnt by none
LONG = ("epochs", "real", "real_distance", "wish", "start")  # left out where a card is told of


class Start(NamedTuple):
    """A card, and where its weights lie."""

    card: Card
    weights: Path


def find_start(technique: str, start: str) -> Start:
    """`start` is a name, or the path of a card whose weights lie beside it. Raises `UnknownModel`,
    and ValueError for a model of another technique."""
    if not start.endswith(".json"):
        card = read_card(technique, start)
        return Start(card, card.weights)
    path = Path(start)
    try:
        card = card_from(json.loads(path.read_text()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnknownModel(f"{path} is no card of a model ({error}).") from error
    if card.technique != technique:
        raise ValueError(f"{card.title} is a model of {card.technique}, not of {technique}.")
    beside = path.with_name(f"{card.network or card.name}.safetensors")
    return Start(card, beside if beside.exists() else path.with_suffix(".safetensors"))


def load_start(network: nn.Module, start: Start) -> None:
    """Its weights into a network. Raises ValueError where its shape is another."""
    tensors = load_file(start.weights)
    kept = {name: each.float() for name, each in tensors.items() if name not in NOT_WEIGHTS}
    try:
        network.load_state_dict(kept)
    except RuntimeError as error:
        raise ValueError(
            f"{start.card.name} has another shape than the network to be trained."
        ) from error


def describe_start(start: Start) -> dict[str, Any]:
    """What a card says of the model that its run began with."""
    card = start.card
    training = {name: value for name, value in card.training.items() if name not in LONG}
    return {"start": {"name": card.name, "digest": card.digest, "training": training}}
