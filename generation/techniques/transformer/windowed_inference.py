"""Logits of one step after the other, for B candidates: of a prompt and the steps they sampled,
through a window that moves on when it is full."""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from generation.inference.layers import Array
from generation.techniques.transformer.inference import FieldDecoder, NumpyTransformer, Weights
from generation.techniques.transformer.windows import Window

CONTEXT = 1000  # steps that the network has learnt to attend to at once
KEPT = 500  # sampled steps that stay when there would be more

Inputs = tuple[NDArray[np.int64], NDArray[np.float32]]  # (B, n, I) and their times (B, n)


class StepDecoder(Protocol):
    """The fields of one step, in turn."""

    def logits(self, *conditions: NDArray[np.integer]) -> NDArray[np.floating]: ...

    def add_condition(self, value: NDArray[np.integer]) -> None: ...


class StepInference(Protocol):
    """What decoding asks of a model: the network, or an n-gram model in its place."""

    def start_step(self) -> StepDecoder: ...

    def append(self, inputs: NDArray[np.int64], times: NDArray[np.float32]) -> None: ...


# (prompt, steps of it that were played, candidates) -> a model that has heard the prompt
StartInference = Callable[[Window, int, int], StepInference]


class WindowedInference:
    """The network with its cache. Its window holds the frame (all that stands before what is
    played) and the last played steps."""

    def __init__(
        self,
        weights: Weights,
        prompt: Window,
        played: int,
        count: int,
        network: Callable[..., Any] = NumpyTransformer,
        exact: Callable[..., Any] = NumpyTransformer,
    ) -> None:
        self.weights, self.count, self.network_class = weights, count, network
        self.exact_class = exact
        steps = len(prompt.times)
        inputs, times = prompt.inputs[None].repeat(count, 0), prompt.times[None].repeat(count, 0)
        lines = steps - played
        self.frame: Inputs = inputs[:, :lines], times[:, :lines]
        self.lines: list[Inputs] = [(inputs[:, n], times[:, n]) for n in range(lines, steps)]
        self.network = network(weights, max(CONTEXT, steps) + 1)
        self.h = self.network.backbone(inputs[:1], times[:1])[:, -1].repeat(count, 0)
        self.network.repeat_cache(count)
        self.forget_exact()

    def forget_exact(self) -> None:
        self.exact_network: NumpyTransformer | None = None
        self.exact_h: Array = self.h
        self.exact_lines = 0  # how many of the lines it has seen

    def append(self, inputs: NDArray[np.int64], times: NDArray[np.float32]) -> None:
        """The next step of each candidate: inputs (B, I), times (B,)."""
        self.lines.append((inputs, times))
        if self.network.full:
            self.move_window()
        else:
            self.h = self.network.backbone(inputs[:, None], times[:, None])[:, 0]

    def move_window(self) -> None:
        """Attends to the frame and the last steps, as if the piece began with them."""
        self.lines = self.lines[-KEPT:]
        inputs, times = (
            np.concatenate([frame, np.stack(rows, 1)], 1)
            for frame, rows in zip(self.frame, zip(*self.lines, strict=True), strict=True)
        )
        capacity = max(CONTEXT, inputs.shape[1] + KEPT // 2) + 1
        self.network = self.network_class(self.weights, capacity, self.count)
        self.h = self.network.backbone(inputs, times)[:, -1]
        self.forget_exact()

    def start_step(self) -> FieldDecoder:
        return FieldDecoder(self.network, self.h, self.start_exact_step)

    def start_exact_step(self) -> FieldDecoder:
        """The same in double precision, by a second network that sees the whole window once it is
        needed."""
        if self.exact_network is None:
            self.exact_network = self.exact_class(
                self.weights, self.network.keys.shape[3], dtype=np.float64
            )
            frame = (each[:1] for each in self.frame)
            self.exact_h = self.exact_network.backbone(*frame)[:, -1].repeat(self.count, 0)
            self.exact_network.repeat_cache(self.count)
        if new := self.lines[self.exact_lines :]:
            inputs, times = (np.stack(each, 1) for each in zip(*new, strict=True))
            self.exact_h = self.exact_network.backbone(inputs, times)[:, -1]
            self.exact_lines = len(self.lines)
        return FieldDecoder(self.exact_network, self.exact_h, self.start_exact_step)
