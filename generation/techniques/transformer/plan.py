"""What a training run of the Transformer may choose."""

from dataclasses import dataclass
from typing import NamedTuple


class GradientConfig(NamedTuple):
    """How gradients are worked out."""

    microbatch: int = 1  # windows at once
    half: bool = False  # products of matrices in bfloat16
    compiled: bool = (
        False  # then microbatches keep one width, else each is cut to its longest window
    )


@dataclass(frozen=True)
class Plan:
    """What a run may choose."""

    seed: int = 1
    steps: int = 1750
    batch: int = 16
    portion: int = (
        1  # windows computed at once: few fit a processor's cache, and are filled up less
    )
    # of AdamW: tables, last layers, norms and biases; tables are fed rarely and learn slowly
    rate: float = 0.03
    matrix_rate: float = 0.04  # of Muon: the matrices between them
    peak: float = (
        1.0  # share of the rates that is reached: less, to go on with a model that has learnt
    )
    warm_up: int = 20
    average: float = 0.99
    weight_decay: float = 0.03
    epoch: int = 50  # steps between checkpoints
    device: str = "cpu"
    bfloat16: bool = False  # products of matrices in it, on the processor; on a GPU they always are
    compiled: bool = (
        False  # the step is compiled before it is first taken, which costs a minute or two
    )
    loaders: int = 0  # processes that prepare batches; with none, each is made when it is needed
    processes: int = 1  # that share the work of a step, on the processor
    validation: int = 64  # windows that the run is validated with
    start: str = ""  # name of an installed model whose weights the run begins with
    teachers: str = ""  # folder of models of the JSB table that another one learns from

    def __post_init__(self) -> None:
        if self.processes < 1:
            raise ValueError("A run needs one process at least.")
        if self.processes > 1 and self.device != "cpu":
            raise ValueError("Several processes are for the processor only.")

    @property
    def gradient_config(self) -> GradientConfig:
        return GradientConfig(self.portion, self.bfloat16 or self.device == "cuda", self.compiled)
