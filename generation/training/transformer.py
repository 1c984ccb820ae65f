"""The training loop of the Transformer, for any steps. Stops and goes on at any step: each draws from its own seed."""

import copy
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.random import Generator as Random
from safetensors.torch import load_file
from torch.nn.utils import clip_grad_norm_

from generation.catalogue import card_of
from generation.networks.transformer import Sizes, Transformer
from generation.training.gradients import Crew, asked, loss_of, portions
from generation.training.muon import Muon
from generation.training.sequences import Batch
from generation.training.store import follow, load_run, log_line, position_of, save_run

Batches = Callable[[int, Random], Batch]  # (step, random) -> what to learn at that step
# Plays with a network, writes MIDI files named after a label into a folder, and returns figures.
Listener = Callable[[Transformer, Path, str], dict[str, float | None]]


@dataclass(frozen=True)
class Plan:
    """One training run."""

    seed: int = 1
    steps: int = 1750
    batch: int = 16
    portion: int = 1  # windows computed at once: few fit the processor's cache, and are filled up less
    rate: float = 0.03  # of AdamW: tables, last layers, norms and biases; tables are fed rarely and learn slowly
    matrix_rate: float = 0.04  # of Muon: the matrices between them
    peak: float = 1.0  # share of the rates that is reached: less, to go on with a model that has learnt
    warm_up: int = 20
    average: float = 0.99
    weight_decay: float = 0.03
    epoch: int = 50  # steps between checkpoints
    device: str = "cpu"
    bfloat16: bool = False  # products of matrices in it, on the processor; on a GPU they always are
    processes: int = 1  # that share the work of a step, on the processor
    start: str = ""  # name of an installed model whose weights the run begins with

    def __post_init__(self) -> None:
        if self.processes < 1:
            raise ValueError("A run needs one process at least.")
        if self.processes > 1 and self.device != "cpu":
            raise ValueError("Several processes are for the processor only.")


@dataclass(frozen=True)
class Material:
    """What a run learns from, and what it is judged by."""

    batches: Batches
    valid: tuple[Batch, ...]


@dataclass
class Run:
    """Network, optimiser and data of a run in progress."""

    plan: Plan
    material: Material
    folder: Path
    network: Transformer
    average: Transformer
    optimizers: dict[str, torch.optim.Optimizer]
    crew: Crew
    step: int = 0

    @property
    def modules(self) -> dict[str, torch.nn.Module]:
        return {"network": self.network, "average": self.average}

    def save(self) -> None:
        save_run(self.folder, {"step": self.step}, self.modules, self.optimizers)


def open_run(plan: Plan, sizes: Sizes, material: Material, folder: Path) -> Run:
    """A new run, or the one that stands in `folder`, where it stopped."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    network = Transformer(sizes).to(plan.device)
    if plan.start:
        put_weights(network, plan.start)
    average = copy.deepcopy(network).requires_grad_(False)
    crew = Crew(network, plan.device, plan.processes, plan.bfloat16 or plan.device == "cuda")
    run = Run(plan, material, folder, network, average, optimizers_for(plan, network), crew)
    position = position_of(folder)
    if position:
        load_run(folder, run.modules, run.optimizers)
        run.step = position["step"]
    return run


def put_weights(network: Transformer, name: str) -> None:
    """Those of an installed model. Raises `UnknownModel`, and ValueError where its shape is another."""
    tensors = load_file(card_of("transformer", name).weights)
    try:
        network.load_state_dict({key: tensor.float() for key, tensor in tensors.items()})
    except RuntimeError as error:
        raise ValueError(f"{name} has another shape than the network to be trained.") from error


def optimizers_for(plan: Plan, network: Transformer) -> dict[str, torch.optim.Optimizer]:
    """Muon (Jordan et al. 2024) for the matrices inside; AdamW for tables, last layers, norms and biases."""
    inner = [p for module in (network.attentions, network.feeds, network.draw) for p in module.parameters()]
    matrices = [parameter for parameter in inner if parameter.ndim == 2]
    chosen = {id(parameter) for parameter in matrices}
    others = [parameter for parameter in network.parameters() if id(parameter) not in chosen]
    return {
        "muon": Muon(matrices, plan.matrix_rate, weight_decay=plan.weight_decay),
        "adam": torch.optim.AdamW(others, plan.rate, betas=(0.9, 0.98), weight_decay=plan.weight_decay),
    }


def share_at(plan: Plan, step: int) -> float:
    """Share of the learning rates: a short rise, then a half cosine down to a hundredth."""
    if step < plan.warm_up:
        return plan.peak * (step + 1) / plan.warm_up
    done = min(1.0, (step - plan.warm_up) / max(1, plan.steps - plan.warm_up))
    return plan.peak * (0.01 + 0.99 * (1 + math.cos(math.pi * done)) / 2)


def step_of(run: Run) -> float:
    """One step; returns its loss."""
    plan = run.plan
    for optimizer, rate in ((run.optimizers["muon"], plan.matrix_rate), (run.optimizers["adam"], plan.rate)):
        for group in optimizer.param_groups:
            group["lr"] = rate * share_at(plan, run.step)
        optimizer.zero_grad()
    batch = run.material.batches(run.step, np.random.default_rng([plan.seed, 0, run.step])).to(plan.device)
    run.network.train()
    loss = run.crew.gradients(batch, size_of(plan), seed=plan.seed * 1_000_003 + run.step * plan.batch)
    clip_grad_norm_(run.network.parameters(), 1.0)
    with run.crew.resting():
        for optimizer in run.optimizers.values():
            optimizer.step()
    follow(run.average, run.network, min(plan.average, (run.step + 1) / (run.step + 10)))
    run.step += 1
    return loss


@torch.no_grad()
def validate(run: Run) -> float:
    """Nats a step of the averaged weights on the batches kept for it."""
    network = run.average.eval()
    nats, steps = 0.0, 0
    with run.crew.resting():
        for kept in run.material.valid:
            for batch in portions(kept.to(run.plan.device), size_of(run.plan)):
                count = int(asked(batch))
                nats, steps = nats + loss_of(network, batch).item() * count, steps + count
    return nats / steps


def size_of(plan: Plan) -> int:
    """Windows computed at once."""
    return plan.portion if plan.device == "cpu" else plan.batch


def train(run: Run, listener: Listener) -> Iterator[dict[str, Any]]:
    """Goes on with `run` to the end of its plan; yields (and writes to `log.jsonl`) one line an epoch."""
    while run.step < run.plan.steps:
        count = min(run.plan.epoch - run.step % run.plan.epoch, run.plan.steps - run.step)
        losses = [step_of(run) for _ in range(count)]
        run.save()
        heard = listener(run.average.eval(), run.folder / "samples", f"{run.step:05d}")
        line: dict[str, Any] = {"phase": "likelihood", "at": run.step, "of": run.plan.steps}
        line |= {"train": {"loss": round(float(np.mean(losses)), 4)}, "valid": {"nats": round(validate(run), 4)}}
        line["heard"] = heard
        log_line(run.folder, line)
        yield line
