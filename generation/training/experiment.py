"""What is trained, and how it is published when it has learnt enough."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from generation.training.loop import Trainee


class Experiment(NamedTuple):
    """A trainee, and how what it has learnt is published: (folder, commit, what the card tells of
    the training)."""

    trainee: Trainee
    publish: Callable[[Path, str, dict[str, Any]], None]
