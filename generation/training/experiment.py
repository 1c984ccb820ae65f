"""What is trained, what real music is like beside it, and what is published of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from generation.training.install import install_several
from generation.training.trainee import Figures, Trainee


class Export(NamedTuple):
    """What is served of a network: its weights, and the cards of the models that play them."""

    network: str  # name of the file of weights
    weights: bytes
    cards: list[dict[str, Any]]  # the first is the run's own


def hear_nothing() -> Sequence[Figures]:
    return ()


class Experiment(NamedTuple):
    """A trainee, and how what it has learnt is published: (commit, what the card tells of the
    training)."""

    trainee: Trainee
    export: Callable[[str, dict[str, Any]], Export]
    real: Callable[[], Sequence[Figures]] = hear_nothing  # measures of real passages

    def publish(self, folder: Path, commit: str, training: dict[str, Any]) -> None:
        install_several(folder, *self.export(commit, training))
