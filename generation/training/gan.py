"""The training loop of the GAN: first guessing hidden music, then generator and critic in alternating cycles.

Knows nothing of users or the database. Stops and goes on at any step: each step draws from its own seed.
"""

import copy
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils import clip_grad_norm_

from generation.networks.gan import Critic, Generator
from generation.networks.hearing import Music, features
from generation.training.adversarial import (
    Verdict,
    critic_verdict,
    drawn_roll,
    generator_wishes,
    real_roll,
    seed_everything_drawn,
    with_drafts,
)
from generation.training.batches import Corpus, batch_of
from generation.training.genres import Genre
from generation.training.likelihood import Draws, Losses, draws_for, losses, music_of
from generation.training.listening import Listener
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
    critic_steps: int = 5  # to one of the generator
    critic_first: int = 60  # critic steps before the first cycle: a critic that knows nothing would mislead
    critic_rate: float = 5e-4
    generator_rate: float = 1e-4
    cycle_batch: int = 16
    cycle_average: float = 0.99
    epoch: int = 200  # steps between checkpoints
    cycle_epoch: int = 50  # cycles between checkpoints
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
    optimizers: dict[str, torch.optim.Optimizer]
    step: int = 0
    cycle: int = 0

    @property
    def modules(self) -> dict[str, torch.nn.Module]:
        return {"generator": self.generator, "average": self.average, "critic": self.critic}

    def save(self) -> None:
        save_run(self.folder, {"step": self.step, "cycle": self.cycle}, self.modules, self.optimizers)


def open_run(plan: Plan, genre: Genre, train: Corpus, valid: Corpus, folder: Path) -> Run:
    """A new run, or the one that stands in `folder`, where it stopped."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    generator = Generator(genre.config).to(plan.device)
    average = copy.deepcopy(generator).requires_grad_(False)
    critic = Critic(genre.config).to(plan.device)
    optimizers = optimizers_for(plan, generator, critic)
    run = Run(plan, genre, train, valid, folder, generator, average, critic, optimizers)
    position = position_of(folder)
    if position:
        load_run(folder, run.modules, run.optimizers)
        run.step, run.cycle = position["step"], position["cycle"]
    return run


def optimizers_for(plan: Plan, generator: Generator, critic: Critic) -> dict[str, torch.optim.Optimizer]:
    """One for the first phase, two for the second (with the momenta of the WGAN-GP paper)."""
    return {
        "adam": torch.optim.AdamW(generator.parameters(), plan.rate, betas=(0.9, 0.98), weight_decay=0.02),
        "generator_adam": torch.optim.Adam(generator.parameters(), plan.generator_rate, betas=(0.5, 0.9)),
        "critic_adam": torch.optim.Adam(critic.parameters(), plan.critic_rate, betas=(0.5, 0.9)),
    }


def rate_at(plan: Plan, step: int) -> float:
    """Learning rate: a short rise, then a half cosine down to a twentieth."""
    if step < plan.warm_up:
        return plan.rate * (step + 1) / plan.warm_up
    done = min(1.0, (step - plan.warm_up) / max(1, plan.steps - plan.warm_up))
    return plan.rate * (0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2)


def likelihood_losses(run: Run, corpus: Corpus, network: Generator, seed: list[int]) -> Losses:
    random = np.random.default_rng(seed)
    device = torch.device(run.plan.device)
    batch = batch_of(corpus, run.plan.batch, run.genre.config.window, random)
    draws = draws_for(batch, run.genre.config, random, device)
    return losses(network, music_of(batch, device), draws, torch.from_numpy(batch.inside).float().to(device))


def likelihood_step(run: Run) -> Losses:
    """One step of the first phase."""
    optimizer = run.optimizers["adam"]
    for group in optimizer.param_groups:
        group["lr"] = rate_at(run.plan, run.step)
    found = likelihood_losses(run, run.train, run.generator, [run.plan.seed, 0, run.step])
    descend(optimizer, found.total, run.generator)
    follow(run.average, run.generator, min(run.plan.average, (run.step + 1) / (run.step + 10)))
    run.step += 1
    return found


def descend(optimizer: torch.optim.Optimizer, loss: Tensor, network: torch.nn.Module) -> None:
    optimizer.zero_grad()
    loss.backward()
    clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()


def cycle(run: Run) -> dict[str, float]:
    """Some critic steps, then one generator step."""
    for number in range(run.plan.critic_steps):
        verdict = critic_step(run, [run.plan.seed, 3, run.cycle, number])
    music, draws, inside, random = adversarial_window(run, [run.plan.seed, 4, run.cycle, 0])
    wishes = generator_wishes(run.generator, run.critic, music, draws, inside, random)
    descend(run.optimizers["generator_adam"], wishes.loss, run.generator)
    follow(run.average, run.generator, run.plan.cycle_average)
    run.cycle += 1
    return {
        **numbers(wishes.likelihood),
        **numbers(verdict),
        "fooled": wishes.fooled.item(),
        "spread": wishes.spread.item(),
    }


def critic_step(run: Run, seed: list[int]) -> Verdict:
    """The critic compares real windows with what the generator makes of them."""
    music, draws, _, _ = adversarial_window(run, seed)
    with torch.no_grad():
        real = real_roll(music, run.genre.config.states)
        logits = run.generator(features(music, draws.visible, run.genre.config.states), *draws[1:])
        fake = drawn_roll(logits, music, draws.visible, real)
    verdict = critic_verdict(run.critic, real, fake, music.meter)
    descend(run.optimizers["critic_adam"], verdict.loss, run.critic)
    return verdict


def adversarial_window(run: Run, seed: list[int]) -> tuple[Music, Draws, Tensor, np.random.Generator]:
    """A batch with its draws, and torch's generator set for the coins to come."""
    random, device = np.random.default_rng(seed), torch.device(run.plan.device)
    seed_everything_drawn(seed)
    batch = batch_of(run.train, run.plan.cycle_batch, run.genre.config.window, random)
    draws = with_drafts(draws_for(batch, run.genre.config, random, device), random)
    return music_of(batch, device), draws, torch.from_numpy(batch.inside).float().to(device), random


@torch.no_grad()
def validate(run: Run, batches: int = 8) -> dict[str, float]:
    """Likelihood losses of the averaged weights on unseen pieces: the same windows and masks every time."""
    found = [likelihood_losses(run, run.valid, run.average, [0, 1, number]) for number in range(batches)]
    return {name: float(np.mean([getattr(one, name).item() for one in found])) for name in Losses._fields}


def numbers(found: Losses | Verdict) -> dict[str, float]:
    return {name: round(value.item(), 4) for name, value in zip(found._fields, found, strict=True)}


def train(run: Run, listener: Listener) -> Iterator[dict[str, Any]]:
    """Goes on with `run` to the end of its plan; yields (and writes to `log.jsonl`) one line an epoch."""
    while run.step < run.plan.steps:
        count = min(run.plan.epoch - run.step % run.plan.epoch, run.plan.steps - run.step)
        lines = [numbers(likelihood_step(run)) for _ in range(count)]
        yield epoch_line(run, listener, ("likelihood", run.step, run.plan.steps), lines)
    while run.cycle < run.plan.cycles:
        if run.cycle == 0:
            for number in range(run.plan.critic_first):
                critic_step(run, [run.plan.seed, 5, number])
        count = min(run.plan.cycle_epoch - run.cycle % run.plan.cycle_epoch, run.plan.cycles - run.cycle)
        lines = [cycle(run) for _ in range(count)]
        yield epoch_line(run, listener, ("adversarial", run.cycle, run.plan.cycles), lines)


def epoch_line(
    run: Run, listener: Listener, place: tuple[str, int, int], lines: list[dict[str, float]]
) -> dict[str, Any]:
    """Saves the run, lets it play, and returns what there is to tell. `place`: phase, how far, of how many."""
    phase, at, of = place
    run.save()
    means = {name: round(float(np.mean([line[name] for line in lines])), 4) for name in lines[0]}
    heard = listener.hear(run.average, run.folder / "samples", f"{phase}-{at:05d}")
    line = {"phase": phase, "at": at, "of": of, "train": means, "valid": validate(run), "heard": heard}
    log_line(run.folder, line)
    return line
