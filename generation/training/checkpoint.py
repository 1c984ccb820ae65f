"""A training run on disk: everything needed to go on as if it had never stopped. Safetensors and
JSON, no pickle."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.optim import Optimizer

from generation.whole import whole

STATE, BEFORE = "state.safetensors", "state-before.safetensors"


class Saved(NamedTuple):
    """A checkpoint: how far the run had come, and its numbers."""

    position: dict[str, Any]
    tensors: dict[str, Tensor]


class Found(NamedTuple):
    """The newest checkpoint that is whole, if there is one, and what was wrong with newer ones."""

    saved: Saved | None
    damage: tuple[str, ...]


def name_moments(optimizer: Optimizer) -> dict[str, Tensor]:
    """The running moments of Adam as named tensors."""
    state = optimizer.state_dict()["state"]
    moments: dict[str, Tensor] = {}
    for number, entry in state.items():
        moments |= {f"{number}.{name}": value.clone() for name, value in entry.items()}
    return moments


def put_moments(optimizer: Optimizer, moments: dict[str, Tensor]) -> None:
    state: dict[int, dict[str, Tensor]] = {}
    for key, value in moments.items():
        number, name = key.split(".", 1)
        state.setdefault(int(number), {})[name] = value
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})


def save_run(
    folder: Path,
    position: dict[str, Any],
    modules: dict[str, nn.Module],
    optimizers: dict[str, Optimizer],
) -> None:
    """Writes the run; the old one stands until the new one is whole, and stays beside it."""
    tensors: dict[str, Tensor] = {}
    for name, module in modules.items():
        tensors |= {
            f"{name}/{key}": value.contiguous() for key, value in module.state_dict().items()
        }
    for name, optimizer in optimizers.items():
        tensors |= {f"{name}/{key}": value for key, value in name_moments(optimizer).items()}
    place, digest = json.dumps(position), digest_tensors(tensors)
    told = {"position": place, "digest": digest, "seal": seal(place, digest)}
    with whole(folder / STATE) as written:
        save_file(tensors, written, metadata=told)
        if (folder / STATE).exists():
            # whoever dies here is found by its other name
            os.replace(folder / STATE, folder / BEFORE)


def digest_tensors(tensors: dict[str, Tensor]) -> str:
    """SHA-256 of all numbers with their names."""
    digest = hashlib.sha256()
    for name, tensor in sorted(tensors.items()):
        digest.update(name.encode())
        digest.update(
            tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
        )
    return digest.hexdigest()


def seal(position: str, digest: str) -> str:
    """What ties how far the run had come to its numbers."""
    return hashlib.sha256(f"{position} {digest}".encode()).hexdigest()


def find_run(folder: Path) -> Found:
    """The newest checkpoint that is whole.

    A disk that lied, or a copy that broke off, costs what was learnt since the one before, and not
    the run.
    """
    damage: list[str] = []
    for name in (STATE, BEFORE):
        try:
            return Found(_read(folder / name), tuple(damage))
        except FileNotFoundError:
            continue
        except (OSError, SafetensorError, ValueError, KeyError, TypeError) as error:
            damage.append(f"{name}: {error}")
    return Found(None, tuple(damage))


def newest_run(folder: Path) -> Saved | None:
    """The newest checkpoint that is whole; None where there is none."""
    return find_run(folder).saved


def _read(path: Path) -> Saved:
    with safe_open(path, "pt") as opened:
        told = opened.metadata()
    tensors = load_file(path)
    digest = digest_tensors(tensors)
    sealed = told.get("seal", seal(told["position"], digest))  # older ones have none
    if told["digest"] != digest or sealed != seal(told["position"], digest):
        raise ValueError("its numbers are not those that were written")
    return Saved(json.loads(told["position"]), tensors)


def load_run(saved: Saved, modules: dict[str, nn.Module], optimizers: dict[str, Optimizer]) -> None:
    """Puts back what `save_run` wrote; networks and optimisers that the file does not hold stay as
    they are."""
    parts: dict[str, dict[str, Tensor]] = {}
    for key, value in saved.tensors.items():
        name, rest = key.split("/", 1)
        parts.setdefault(name, {})[rest] = value
    for name, module in modules.items():
        if name in parts:
            module.load_state_dict(parts[name])
    for name, optimizer in optimizers.items():
        if name in parts:
            put_moments(optimizer, parts[name])


@torch.no_grad()
def follow(average: nn.Module, module: nn.Module, rate: float) -> None:
    """Exponential moving average of the weights: what is served."""
    kept, new = (list(each.parameters()) for each in (average, module))
    torch._foreach_lerp_(kept, new, 1 - rate)
