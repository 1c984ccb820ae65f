"""A training run on disk: everything needed to go on as if it had never stopped. Safetensors and JSON, no pickle."""

import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.optim import Optimizer

STATE, WEIGHTS, LOG, RUN = "state.safetensors", "model.safetensors", "log.jsonl", "run.json"


def moments_of(optimizer: Optimizer) -> dict[str, Tensor]:
    """The running moments of Adam as named tensors."""
    state = optimizer.state_dict()["state"]
    return {f"{number}.{name}": value.clone() for number, entry in state.items() for name, value in entry.items()}


def put_moments(optimizer: Optimizer, moments: dict[str, Tensor]) -> None:
    state: dict[int, dict[str, Tensor]] = {}
    for key, value in moments.items():
        number, name = key.split(".", 1)
        state.setdefault(int(number), {})[name] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})


def save_run(
    folder: Path, position: dict[str, Any], modules: dict[str, nn.Module], optimizers: dict[str, Optimizer]
) -> None:
    """Writes the run; the old one stands until the new one is whole."""
    tensors: dict[str, Tensor] = {}
    for name, module in modules.items():
        tensors |= {f"{name}/{key}": value.contiguous() for key, value in module.state_dict().items()}
    for name, optimizer in optimizers.items():
        tensors |= {f"{name}/{key}": value for key, value in moments_of(optimizer).items()}
    written = folder / f"{STATE}.part"
    save_file(tensors, written, metadata={"position": json.dumps(position)})
    os.replace(written, folder / STATE)


def load_run(folder: Path, modules: dict[str, nn.Module], optimizers: dict[str, Optimizer]) -> None:
    """Puts back what `save_run` wrote; networks and optimisers that the file does not hold stay as they are."""
    tensors = load_file(folder / STATE)
    parts: dict[str, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        name, rest = key.split("/", 1)
        parts.setdefault(name, {})[rest] = value
    for name, module in modules.items():
        if name in parts:
            module.load_state_dict(parts[name])
    for name, optimizer in optimizers.items():
        if name in parts:
            put_moments(optimizer, parts[name])


def position_of(folder: Path) -> dict[str, Any] | None:
    """How far the run in `folder` came; None where there is none."""
    from safetensors import safe_open

    if not (folder / STATE).exists():
        return None
    with safe_open(folder / STATE, "pt") as opened:
        position: dict[str, Any] = json.loads(opened.metadata()["position"])
    return position


@torch.no_grad()
def follow(average: nn.Module, module: nn.Module, rate: float) -> None:
    """Exponential moving average of the weights: what is served."""
    kept, new = (list(each.parameters()) for each in (average, module))
    torch._foreach_lerp_(kept, new, 1 - rate)


def log_line(folder: Path, line: dict[str, Any]) -> None:
    with (folder / LOG).open("a") as log:
        log.write(json.dumps(line) + "\n")
