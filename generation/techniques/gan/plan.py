"""What a training run of the GAN may choose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """What a run may choose. A cycle is several critic steps and one generator step."""

    seed: int = 1
    steps: int = 4000  # of likelihood
    cycles: int = 400  # of generator against critic
    batch: int = 32
    rate: float = 1.5e-3
    warm_up: int = 100
    average: float = 0.995
    critic_steps: int = 5  # to one of the generator
    critic_first: int = (
        60  # critic steps before the first cycle: a critic that knows nothing would mislead
    )
    critic_rate: float = 5e-4
    generator_rate: float = 1e-4
    cycle_batch: int = 16
    cycle_average: float = 0.99
    epoch: int = 200  # steps between checkpoints
    cycle_epoch: int = 50  # cycles between checkpoints
    share: float = 0.7  # of a run's minutes, where it has minutes, that likelihood gets
    start: str = ""  # a model whose weights the run begins with
    device: str = "cpu"
    bfloat16: bool = False  # products of matrices in it, on the processor; on a GPU they always are
    compiled: bool = False  # the steps of likelihood are compiled, which costs a minute or two
    validation: int = 256  # windows that the run is validated with

    @property
    def half(self) -> bool:
        return self.bfloat16 or self.device == "cuda"
