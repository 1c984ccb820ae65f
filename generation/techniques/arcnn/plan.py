"""What a training run of the AR-CNN may choose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """What a run may choose."""

    seed: int = 1
    steps: int = 6500
    batch: int = 16
    rate: float = 2e-3  # of AdamW: embeddings, norms and biases
    matrix_rate: float = 0.02  # of Muon: the matrices between them
    warm_up: int = 100
    average: float = 0.998
    weight_decay: float = 0.05
    epoch: int = 250  # steps between checkpoints
    start: str = ""  # a model whose weights the run begins with
    device: str = "cpu"
    bfloat16: bool = False  # products of matrices in it, on the processor; on a GPU they always are
    compiled: bool = (
        False  # the step is compiled before it is first taken, which costs a minute or two
    )
    validation: int = 64  # windows of each task that the run is validated with

    @property
    def half(self) -> bool:
        return self.bfloat16 or self.device == "cuda"
