"""The training loop of the GAN: first guessing hidden music, then generator and critic in alternating cycles.

Knows nothing of users or the database. Stops and goes on at any step: each step draws from its own seed.
"""

import copy
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils import clip_grad_norm_

from generation.networks.gan import Critic, Generator
from generation.training.batches import Corpus, batch_of
from generation.training.genres import Genre
from generation.training.likelihood import Losses, draws_for, losses, music_of
from generation.training.store import follow, load_run, log_line, position_of, save_run


@dataclass(frozen=True)
class Plan:
    """One training run. A cycle is several critic steps and one generator step."""

    seed: int = 1
    steps: int = 4000  # of likelihood
    cycles: int = 400  # of generator against critic
    batch: int = 32
    rate: float = 1.5e-3
    warm_up: int = 100
    average: float = 0.995
    epoch: int = 200  # steps or cycles between checkpoints
    device: str = "cpu"


@dataclass
class Run:
    """Networks, optimisers and data of a run in progress."""

    plan: Plan
    genre: Genre
    train: Corpus
    valid: Corpus
    folder: Path
    generator: Generator
    average: Generator
    critic: Critic
    optimizer: torch.optim.Optimizer
    step: int = 0
    cycle: int = 0

    @property
    def modules(self) -> dict[str, torch.nn.Module]:
        return {"generator": self.generator, "average": self.average, "critic": self.critic}

    @property
    def optimizers(self) -> dict[str, torch.optim.Optimizer]:
        return {"adam": self.optimizer}

    def save(self) -> None:
        save_run(self.folder, {"step": self.step, "cycle": self.cycle}, self.modules, self.optimizers)


def open_run(plan: Plan, genre: Genre, train: Corpus, valid: Corpus, folder: Path) -> Run:
    """A new run, or the one that stands in `folder`, where it stopped."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    generator = Generator(genre.sizes).to(plan.device)
    optimizer = torch.optim.AdamW(generator.parameters(), plan.rate, betas=(0.9, 0.98), weight_decay=0.02)
    average = copy.deepcopy(generator).requires_grad_(False)
    critic = Critic(genre.sizes).to(plan.device)
    run = Run(plan, genre, train, valid, folder, generator, average, critic, optimizer)
    position = position_of(folder)
    if position:
        load_run(folder, run.modules, run.optimizers)
        run.step, run.cycle = position["step"], position["cycle"]
    return run


def rate_at(plan: Plan, step: int) -> float:
    """Learning rate: a short rise, then a half cosine down to a twentieth."""
    if step < plan.warm_up:
        return plan.rate * (step + 1) / plan.warm_up
    done = min(1.0, (step - plan.warm_up) / max(1, plan.steps - plan.warm_up))
    return plan.rate * (0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2)


def likelihood_losses(run: Run, corpus: Corpus, network: Generator, seed: list[int]) -> Losses:
    random = np.random.default_rng(seed)
    device = torch.device(run.plan.device)
    batch = batch_of(corpus, run.plan.batch, run.genre.sizes.window, random)
    draws = draws_for(batch, run.genre.sizes, random, device)
    return losses(network, music_of(batch, device), draws, torch.from_numpy(batch.inside).float().to(device))


def likelihood_step(run: Run) -> Losses:
    """One step of the first phase."""
    for group in run.optimizer.param_groups:
        group["lr"] = rate_at(run.plan, run.step)
    found = likelihood_losses(run, run.train, run.generator, [run.plan.seed, 0, run.step])
    run.optimizer.zero_grad()
    found.total.backward()
    clip_grad_norm_(run.generator.parameters(), 1.0)
    run.optimizer.step()
    follow(run.average, run.generator, min(run.plan.average, (run.step + 1) / (run.step + 10)))
    run.step += 1
    return found


@torch.no_grad()
def validate(run: Run, batches: int = 8) -> dict[str, float]:
    """Likelihood losses of the averaged weights on unseen pieces: the same windows and masks every time."""
    found = [likelihood_losses(run, run.valid, run.average, [0, 1, number]) for number in range(batches)]
    return {name: float(np.mean([getattr(one, name).item() for one in found])) for name in Losses._fields}


def numbers(found: Losses) -> dict[str, float]:
    return {name: round(value.item(), 4) for name, value in zip(found._fields, found, strict=True)}
