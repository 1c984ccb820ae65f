"""How the GAN is trained: first guessing hidden music, then generator and critic in alternating
cycles."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn.utils import clip_grad_norm_

from generation.techniques.gan.adversarial import (
    CriticLosses,
    compute_critic_loss,
    compute_generator_loss,
    encode_roll,
    hide_windows,
    sample_roll,
)
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.dataset import BandDataset
from generation.techniques.gan.features import Music, encode_features
from generation.techniques.gan.loss import Draws, Losses, compute_losses, draw_inputs, select_music
from generation.techniques.gan.network import Critic, Generator
from generation.techniques.gan.plan import Plan
from generation.training.checkpoint import follow
from generation.training.compiling import compiled
from generation.training.packs import Arrays
from generation.training.randomness import seeded
from generation.training.rates import set_rates, share_at
from generation.training.start import find_start, load_start
from generation.training.trainee import Heard, Phase

LEAST = 0.05  # share of the rate at the end of the first phase
LIKELIHOOD, ADVERSARIAL = "likelihood", "adversarial"
# Plays unseen melodies with a network, writes MIDI files named after a label into a folder, and
# returns figures.
SampleFunction = Callable[[Generator, Path, str], Heard]


class Trainee:
    """Networks, optimisers and data of a run in progress."""

    def __init__(
        self, plan: Plan, config: GanConfig, train: Arrays, valid: Arrays, sample_fn: SampleFunction
    ) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.config, self.sample_fn = plan, config, sample_fn
        self.device = torch.device(plan.device)
        self.train, self.valid = (BandDataset(arrays, self.device) for arrays in (train, valid))
        self.generator = Generator(config).to(self.device)
        if plan.start:
            load_start(self.generator, find_start("gan", plan.start))
        self.average = copy.deepcopy(self.generator).requires_grad_(False)
        self.critic = Critic(config).to(self.device)
        self.optimizers = make_optimizers(plan, self.generator, self.critic)
        self.losses = compiled(compute_losses, plan.compiled)
        self.phase = LIKELIHOOD

    @property
    def phases(self) -> tuple[Phase, ...]:
        return list_phases(self.plan)

    @property
    def modules(self) -> dict[str, nn.Module]:
        return {"generator": self.generator, "average": self.average, "critic": self.critic}

    def begin(self, phase: str, step: int) -> None:
        self.phase = phase
        if phase == ADVERSARIAL and step == 0:
            for number in range(self.plan.critic_first):
                self.train_critic(5, number)

    def step(self, phase: str, step: int, progress: float) -> dict[str, Tensor]:
        if phase == ADVERSARIAL:
            return self.run_cycle(step)
        plan = self.plan
        set_rates({"adam": self.optimizers["adam"]}, share_at(step, progress, plan.warm_up, LEAST))
        found = self.compute_nll(
            self.train, self.generator, plan.batch, seeded(self.device, plan.seed, 0, step)
        )
        step_optimizer(self.optimizers["adam"], found.total, self.generator)
        follow(self.average, self.generator, min(plan.average, (step + 1) / (step + 10)))
        return tell_likelihood(found)

    def compute_nll(
        self,
        dataset: BandDataset,
        network: Generator,
        size: int,
        random: torch.Generator,
        exact: bool = False,
    ) -> Losses:
        """Losses on a batch. `exact` takes the function as it stands: the network is not the one
        that was compiled."""
        batch = dataset.draw_batch(size, self.config.window, random)
        draws = draw_inputs(batch, self.config, random)
        function = compute_losses if exact else self.losses
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.plan.half):
            return function(network, select_music(batch), draws, batch.inside)

    def run_cycle(self, number: int) -> dict[str, Tensor]:
        """Some critic steps, then one generator step."""
        plan = self.plan
        for repeat in range(plan.critic_steps):
            critic_losses = self.train_critic(3, number, repeat)
        random = seeded(self.device, plan.seed, 4, number)
        music, draws, inside = self.window(random)
        generator_losses = compute_generator_loss(
            self.generator, self.critic, music, draws, inside, random
        )
        step_optimizer(self.optimizers["generator_adam"], generator_losses.loss, self.generator)
        follow(self.average, self.generator, plan.cycle_average)
        likelihood = tell_likelihood(generator_losses.likelihood)
        return {**likelihood, **critic_losses, **tell_generator(generator_losses)}

    def train_critic(self, *seed: int) -> dict[str, Tensor]:
        """The critic compares real windows with what the generator makes of them."""
        random = seeded(self.device, self.plan.seed, *seed)
        found = self.compare(self.generator, self.train, random)
        step_optimizer(self.optimizers["critic_adam"], found.loss, self.critic)
        return tell_critic(found)

    def compare(
        self, generator: Generator, dataset: BandDataset, random: torch.Generator
    ) -> CriticLosses:
        music, draws, _ = self.window(random, dataset)
        with torch.no_grad():
            real = encode_roll(music, self.config.states)
            logits = generator(
                encode_features(music, draws.visible, self.config.states), *draws[1:]
            )
            fake = sample_roll(logits, music, draws.visible, real, random)
        return compute_critic_loss(self.critic, real, fake, music.meter, random)

    def window(
        self, random: torch.Generator, dataset: BandDataset | None = None
    ) -> tuple[Music, Draws, Tensor]:
        """A batch of the second phase with its draws."""
        music = self.train if dataset is None else dataset
        batch = music.draw_batch(self.plan.cycle_batch, self.config.window, random)
        return (
            select_music(batch),
            hide_windows(draw_inputs(batch, self.config, random), random),
            batch.inside,
        )

    def validate(self) -> dict[str, float]:
        """Likelihood losses of the averaged weights on unseen pieces, and once there is a critic,
        what it tells of them: the same windows and masks every time."""
        with torch.no_grad():
            found = tell_likelihood(
                self.compute_nll(
                    self.valid,
                    self.average,
                    self.plan.validation,
                    seeded(self.device, 0, 1),
                    exact=True,
                )
            )
        if self.phase == ADVERSARIAL:
            random = seeded(self.device, 0, 6)
            found |= tell_critic(self.compare(self.average, self.valid, random))
        return {name: value.item() for name, value in found.items()}

    def sample(self, folder: Path, label: str) -> Heard:
        return self.sample_fn(self.average, folder, label)


def list_phases(plan: Plan) -> tuple[Phase, ...]:
    return (
        Phase(LIKELIHOOD, plan.steps, plan.epoch, plan.share),
        Phase(ADVERSARIAL, plan.cycles, plan.cycle_epoch, 1 - plan.share),
    )


def make_optimizers(
    plan: Plan, generator: Generator, critic: Critic
) -> dict[str, torch.optim.Optimizer]:
    """One for the first phase, two for the second (with the momenta of the WGAN-GP paper)."""
    fused = plan.device == "cuda"
    rates = ((generator, plan.generator_rate), (critic, plan.critic_rate))
    of_generator, of_critic = (
        torch.optim.Adam(each.parameters(), rate, betas=(0.5, 0.9), fused=fused)
        for each, rate in rates
    )
    first = torch.optim.AdamW(
        generator.parameters(), plan.rate, betas=(0.9, 0.98), weight_decay=0.02, fused=fused
    )
    return {"adam": first, "generator_adam": of_generator, "critic_adam": of_critic}


def step_optimizer(optimizer: torch.optim.Optimizer, loss: Tensor, network: nn.Module) -> None:
    optimizer.zero_grad()
    loss.backward()
    clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()


class Likelihood(Protocol):
    """Losses of some kinds, and their sum."""

    @property
    def total(self) -> Tensor: ...
    def _asdict(self) -> dict[str, Tensor]: ...


def tell_likelihood(found: Likelihood) -> dict[str, Tensor]:
    """What is told of a batch: what a run is judged by, and of what it is made."""
    return detached({"loss": found.total, **found._asdict()})


def tell_critic(found: CriticLosses) -> dict[str, Tensor]:
    """Its loss under its own name, for `loss` is the likelihood's."""
    told = found._asdict()
    return detached({"critic": told.pop("loss"), **told})


class Attempt(Protocol):
    """A generator step."""

    @property
    def fooled(self) -> Tensor: ...
    @property
    def spread(self) -> Tensor: ...


def tell_generator(found: Attempt) -> dict[str, Tensor]:
    """Of the step that is to fool the critic."""
    return detached({"generator": -found.fooled, "spread": found.spread})


def detached(found: dict[str, Tensor]) -> dict[str, Tensor]:
    """Without their graph."""
    return {name: value.detach() for name, value in found.items()}
