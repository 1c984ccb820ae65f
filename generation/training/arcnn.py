"""The training loop of the AR-CNN. Stops and goes on at any step: each step draws from its own seed."""

import copy
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.random import Generator as Random
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F
from torch.nn.utils import clip_grad_norm_

from generation.codecs.voices import REST, States, transposed, transpositions
from generation.networks.arcnn import Arcnn
from generation.networks.config import GIVEN, HEARD, HIDDEN, ArcnnConfig
from generation.training.chorales import Chorales
from generation.training.hiding import TASKS, Task, hide, played_wrongly
from generation.training.muon import Muon
from generation.training.store import follow, load_run, log_line, position_of, save_run

# Plays unseen melodies with a network, writes MIDI files named after a label into a folder, and returns figures.
Listener = Callable[[Arcnn, Path, str], dict[str, float | None]]

PLAYED = 0.35  # share of windows whose known cells are played, some of them wrongly
BEAT_ONLY = 0.35  # share of windows that know their beats but not how far the piece has gone


@dataclass(frozen=True)
class Plan:
    """One training run."""

    seed: int = 1
    steps: int = 6500
    batch: int = 16
    rate: float = 2e-3  # of AdamW: embeddings, norms and biases
    matrix_rate: float = 0.02  # of Muon: the matrices between them
    warm_up: int = 100
    average: float = 0.998
    weight_decay: float = 0.05
    epoch: int = 250  # steps between checkpoints
    device: str = "cpu"


class Batch(NamedTuple):
    """B windows of T steps as the network is shown them, and what it should have said."""

    state: Tensor  # (B, V, T) what is shown
    kind: Tensor  # (B, V, T)
    phase: Tensor  # (B, T)
    truth: Tensor  # (B, V, T)
    weight: Tensor  # (B, V, T) sums to 1 over each window's scored cells


class Variation(NamedTuple):
    """How windows differ from the pieces: for training in every way, for validation by one task's mask alone."""

    task: Task = hide
    transposed: bool = False
    played: float = 0.0  # share of windows whose known cells are played, some of them wrongly
    beat_only: float = 0.0  # share of windows that know their beats but not how far the piece has gone


VARIED = Variation(hide, True, PLAYED, BEAT_ONLY)


def window_of(piece: States, steps: int, random: Random, vary: Variation) -> tuple[NDArray, ...]:
    """One window as the fields of a `Batch`, without the first axis."""
    start = int(random.integers(0, max(1, piece.shape[1] - steps // 2)))
    cut = piece[:, start : start + steps]
    if vary.transposed:
        cut = transposed(cut, int(random.choice(transpositions(piece))))
    truth = np.full((len(piece), steps), REST, np.uint8)
    truth[:, : cut.shape[1]] = cut
    inside = np.arange(steps) < cut.shape[1]
    at = start + np.arange(steps)
    phase = 16 + at % 4 if random.random() < vary.beat_only else at % 16
    hidden, scored = vary.task(len(piece), steps, random)
    kind = np.where(hidden, HIDDEN, GIVEN)
    shown = truth
    weight = (scored & inside).astype(np.float32)
    weight /= max(1, weight.sum())
    if random.random() < vary.played:
        shown = played_wrongly(truth, random.random() * 0.4, random)
        kind = np.where(hidden, HIDDEN, HEARD)
        doubted = (~hidden & inside).astype(np.float32)
        weight += 0.5 * doubted / max(1, doubted.sum())
    return shown, kind, phase, truth, weight


def batch_of(
    chorales: Chorales, size: int, steps: int, random: Random, device: str = "cpu", vary: Variation = VARIED
) -> Batch:
    chosen = random.choice(len(chorales.pieces), size, p=chorales.weights)
    windows = [window_of(chorales.pieces[int(number)], steps, random, vary) for number in chosen]
    state, kind, phase, truth, weight = (torch.from_numpy(np.stack(field)) for field in zip(*windows, strict=True))
    whole = (state.long(), kind.long(), phase.long(), truth.long(), weight.float())
    return Batch(*(field.to(device) for field in whole))


def loss_of(network: Arcnn, batch: Batch) -> Tensor:
    """Nats per scored cell, the mean over windows of each window's mean."""
    logits = network(batch.state, batch.kind, batch.phase)  # (B, V, T, S)
    nats = F.cross_entropy(logits.flatten(0, 2), batch.truth.flatten(), reduction="none").view_as(batch.truth)
    return (nats * batch.weight).sum() / len(nats)


@dataclass
class Run:
    """Network, optimiser and data of a run in progress."""

    plan: Plan
    train: Chorales
    valid: Chorales
    folder: Path
    network: Arcnn
    average: Arcnn
    optimizers: dict[str, torch.optim.Optimizer]
    step: int = 0

    @property
    def modules(self) -> dict[str, torch.nn.Module]:
        return {"network": self.network, "average": self.average}

    def save(self) -> None:
        save_run(self.folder, {"step": self.step}, self.modules, self.optimizers)


def open_run(plan: Plan, config: ArcnnConfig, train: Chorales, valid: Chorales, folder: Path) -> Run:
    """A new run, or the one that stands in `folder`, where it stopped."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    network = Arcnn(config).to(plan.device)
    average = copy.deepcopy(network).requires_grad_(False)
    run = Run(plan, train, valid, folder, network, average, optimizers_for(plan, network))
    position = position_of(folder)
    if position:
        load_run(folder, run.modules, run.optimizers)
        run.step = position["step"]
    return run


def optimizers_for(plan: Plan, network: Arcnn) -> dict[str, torch.optim.Optimizer]:
    """Muon (Jordan et al. 2024) for the matrices of blocks, attentions and ends; AdamW for all else.

    On these chorales Muon needs about half the steps of AdamW for the same loss.
    """
    embeddings = {id(layer.weight) for layer in (network.state, network.kind, network.phase, network.guess)}
    inner = {id(p) for p in network.parameters() if p.ndim == 2 and id(p) not in embeddings} - {id(network.habit)}
    matrices = [p for p in network.parameters() if id(p) in inner]
    others = [p for p in network.parameters() if id(p) not in inner]
    return {
        "muon": Muon(matrices, plan.matrix_rate, weight_decay=plan.weight_decay),
        "adam": torch.optim.AdamW(others, plan.rate, betas=(0.9, 0.98), weight_decay=plan.weight_decay),
    }


def share_at(plan: Plan, step: int) -> float:
    """Share of the learning rates: a short rise, then a half cosine down to a fiftieth."""
    if step < plan.warm_up:
        return (step + 1) / plan.warm_up
    done = min(1.0, (step - plan.warm_up) / max(1, plan.steps - plan.warm_up))
    return 0.02 + 0.98 * (1 + math.cos(math.pi * done)) / 2


def step_of(run: Run) -> float:
    """One step; returns its loss."""
    plan = run.plan
    for optimizer, rate in ((run.optimizers["muon"], plan.matrix_rate), (run.optimizers["adam"], plan.rate)):
        for group in optimizer.param_groups:
            group["lr"] = rate * share_at(plan, run.step)
        optimizer.zero_grad()
    random = np.random.default_rng([plan.seed, 0, run.step])
    loss = loss_of(run.network, batch_of(run.train, plan.batch, run.network.config.window, random, plan.device))
    loss.backward()
    clip_grad_norm_(run.network.parameters(), 1.0)
    for optimizer in run.optimizers.values():
        optimizer.step()
    follow(run.average, run.network, min(plan.average, (run.step + 1) / (run.step + 10)))
    run.step += 1
    return loss.item()


@torch.no_grad()
def validate(run: Run, batches: int = 4) -> dict[str, float]:
    """Nats per scored cell of the averaged weights on unseen pieces, by task: the same windows and masks every time."""
    network, plan = run.average.eval(), run.plan
    found: dict[str, float] = {}
    for task in TASKS:
        losses = []
        for number in range(batches):
            random = np.random.default_rng([0, 1, number])
            batch = batch_of(run.valid, plan.batch, network.config.window, random, plan.device, Variation(task))
            losses.append(loss_of(network, batch).item())
        found[task.__name__] = round(float(np.mean(losses)), 4)
    return found


def train(run: Run, listener: Listener) -> Iterator[dict[str, Any]]:
    """Goes on with `run` to the end of its plan; yields (and writes to `log.jsonl`) one line an epoch."""
    while run.step < run.plan.steps:
        count = min(run.plan.epoch - run.step % run.plan.epoch, run.plan.steps - run.step)
        losses = [step_of(run) for _ in range(count)]
        run.save()
        heard = listener(run.average, run.folder / "samples", f"{run.step:05d}")
        means = {"loss": round(float(np.mean(losses)), 4)}
        line = {"phase": "likelihood", "at": run.step, "of": run.plan.steps, "train": means, "valid": validate(run)}
        line["heard"] = heard
        log_line(run.folder, line)
        yield line
