"""Muon (Jordan et al. 2024): momentum whose matrices are made orthogonal before each step.

All matrices of one shape at once, in single precision unless the machine multiplies faster in half
of it. torch's own works in bfloat16, one matrix after the other: on a processor a third as fast.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn

COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the quintic Newton-Schulz iteration
ITERATIONS = 5


def orthogonal(matrices: Tensor, half: bool = False) -> Tensor:
    """(N, rows, columns) -> nearly the orthogonal factors of their polar decompositions; `half`
    works in bfloat16."""
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.transpose(1, 2) if tall else matrices
    x = x.bfloat16() if half else x
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    a, b, c = COEFFICIENTS
    for _ in range(ITERATIONS):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.transpose(1, 2) if tall else x).to(matrices.dtype)


class Muon(torch.optim.Optimizer):
    """For parameters that are matrices (rows, columns); the rate is that of a square one."""

    def __init__(
        self,
        parameters: Iterable[nn.Parameter],
        lr: float,
        momentum: float = 0.95,
        weight_decay: float = 0.0,
        half: bool = False,
    ) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})
        self.half = half

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            alike = defaultdict(list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    alike[parameter.shape].append(parameter)
            for (rows, columns), parameters in alike.items():
                pushes = torch.stack(
                    [self.push(parameter, group["momentum"]) for parameter in parameters]
                )
                scale = group["lr"] * max(1.0, rows / columns) ** 0.5
                for parameter, turn in zip(parameters, orthogonal(pushes, self.half), strict=True):
                    parameter.mul_(1 - group["lr"] * group["weight_decay"]).add_(turn, alpha=-scale)

    def push(self, parameter: nn.Parameter, momentum: float) -> Tensor:
        """Nesterov's momentum."""
        average = self.state[parameter].setdefault("momentum", torch.zeros_like(parameter))
        average.lerp_(parameter.grad, 1 - momentum)
        return parameter.grad.lerp(average, momentum)
