"""Steps compiled by torch where that is wanted and can be done; else the same step as it stands."""

import logging
from collections.abc import Callable
from typing import Any

import torch

logger = logging.getLogger(__name__)
Function = Callable[..., Any]


class Compiled:
    """A function of tensors whose shapes are few; each set of shapes is compiled at its first call.

    A machine without a compiler of C++ (or, for a GPU, of its kernels) goes on without, and says so
    once.
    """

    def __init__(
        self, function: Function, backend: str | Callable[..., object] = "inductor"
    ) -> None:
        self.function = function
        self.fast: Function | None = torch.compile(function, dynamic=False, backend=backend)

    def __call__(self, *arguments: object) -> Any:
        if self.fast is None:
            return self.function(*arguments)
        try:
            return self.fast(*arguments)
        except torch._dynamo.exc.TorchDynamoException as error:
            self.fast = None
            logger.warning(
                "The step could not be compiled, so it runs as it is, and slower: %s",
                explain_failure(error),
            )
            return self.function(*arguments)


def explain_failure(error: Exception) -> str:
    """The first lines of a long story."""
    lines = [line for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return " ".join(lines[:3])


def compiled(function: Function, wanted: bool) -> Function:
    return Compiled(function) if wanted else function
