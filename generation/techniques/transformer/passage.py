"""A passage to be played: the task, what bounds it, and how its values are drawn."""

from dataclasses import dataclass

from generation.techniques.transformer.constraints import Bounds
from generation.techniques.transformer.sampling import SamplingConfig
from generation.techniques.transformer.windows import Task


@dataclass(frozen=True)
class Passage:
    """What is known, what may be played, and in what manner."""

    task: Task
    bounds: Bounds
    sampling: SamplingConfig
