"""A training run on disk: everything needed to go on as if it had never stopped. Safetensors and
JSON, no pickle."""

import hashlib
import json
import logging
import os
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.optim import Optimizer

from generation.whole import whole

STATE, BEFORE, LOG = "state.safetensors", "state-before.safetensors", "log.jsonl"

logger = logging.getLogger(__name__)


class Saved(NamedTuple):
    """A checkpoint: how far the run had come, and its numbers."""

    position: dict[str, Any]
    tensors: dict[str, Tensor]


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
    told = {"position": json.dumps(position), "digest": digest_tensors(tensors)}
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


def newest_run(folder: Path) -> Saved | None:
    """The newest checkpoint that is whole; None where there is none.

    A disk that lied, or a copy that broke off, costs what was learnt since the one before, and not
    the run.
    """
    for name in (STATE, BEFORE):
        try:
            return _read(folder / name)
        except FileNotFoundError:
            continue
        except (OSError, SafetensorError, ValueError, KeyError, TypeError) as error:
            logger.warning(
                "%s is damaged (%s); going on from what was kept before it", folder / name, error
            )
    return None


def _read(path: Path) -> Saved:
    with safe_open(path, "pt") as opened:
        told = opened.metadata()
    tensors = load_file(path)
    if told.get("digest", "") not in ("", digest_tensors(tensors)):  # older ones have none
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


def log_line(folder: Path, line: dict[str, Any]) -> None:
    """Adds a line; one that was cut off by a kill or a full disk ends first."""
    path = folder / LOG
    torn = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
    with path.open("a") as log:
        log.write(("\n" if torn else "") + json.dumps(line) + "\n")
