"""Learning rates over a run."""

import math

from torch.optim import Optimizer


def share_at(step: int, progress: float, warm_up: int, least: float) -> float:
    """Share of the learning rate: a short rise by steps, times half a cosine down to `least` by
    progress (0 to 1)."""
    rise = min(1.0, (step + 1) / max(1, warm_up))
    return rise * (least + (1 - least) * (1 + math.cos(math.pi * progress)) / 2)


def set_rates(optimizers: dict[str, Optimizer], share: float) -> None:
    """Each group of parameters at this share of the rate it was made with."""
    for optimizer in optimizers.values():
        for group in optimizer.param_groups:
            group["lr"] = share * group.setdefault("full_rate", group["lr"])
