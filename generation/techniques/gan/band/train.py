"""How the band network is trained: first guessing hidden music, then generator and critic in
alternating cycles; windows of 32 bars and of eight take turns."""

import copy
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

from generation.techniques.gan.adversarial import CriticLosses
from generation.techniques.gan.band.adversarial import (
    compute_critic_loss,
    compute_generator_loss,
    encode_roll,
    hide_windows,
    sample_roll,
)
from generation.techniques.gan.band.config import BandConfig
from generation.techniques.gan.band.dataset import GenreDataset
from generation.techniques.gan.band.features import Music
from generation.techniques.gan.band.loss import Draws, Losses, compute_losses, draw_inputs
from generation.techniques.gan.band.network import Critic, Generator
from generation.techniques.gan.band.validation import Validation
from generation.techniques.gan.plan import Plan
from generation.techniques.gan.train import (
    ADVERSARIAL,
    LEAST,
    LIKELIHOOD,
    list_phases,
    make_optimizers,
    step_optimizer,
    tell_critic,
    tell_generator,
    tell_likelihood,
)
from generation.training.checkpoint import follow
from generation.training.compiling import compiled
from generation.training.packs import Arrays
from generation.training.randomness import seeded
from generation.training.rates import set_rates, share_at
from generation.training.start import find_start, load_start
from generation.training.trainee import Heard, Phase

SampleFunction = Callable[[Generator, Path, str], Heard]


class Trainee:
    """Networks, optimisers and data of a run in progress."""

    def __init__(
        self,
        plan: Plan,
        config: BandConfig,
        train: Arrays,
        valid: Arrays,
        sample_fn: SampleFunction,
    ) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.config, self.sample_fn = plan, config, sample_fn
        self.device = torch.device(plan.device)
        self.train = GenreDataset(train, self.device)
        self.validation = Validation(GenreDataset(valid, self.device), config, plan.validation)
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
                self.train_critic(number, 5, number)

    def step(self, phase: str, step: int, progress: float) -> dict[str, Tensor]:
        if phase == ADVERSARIAL:
            return self.run_cycle(step)
        plan = self.plan
        set_rates({"adam": self.optimizers["adam"]}, share_at(step, progress, plan.warm_up, LEAST))
        random = seeded(self.device, plan.seed, 0, step)
        found = self.compute_nll(*self.draw(plan.batch, step, random))
        step_optimizer(self.optimizers["adam"], found.total, self.generator)
        follow(self.average, self.generator, min(plan.average, (step + 1) / (step + 10)))
        return tell_likelihood(found)

    def compute_nll(self, music: Music, draws: Draws) -> Losses:
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.plan.half):
            return self.losses(self.generator, music, draws)

    def draw(
        self,
        size: int,
        number: int,
        random: torch.Generator,
        dataset: GenreDataset | None = None,
    ) -> tuple[Music, Draws]:
        """`size` windows of eight bars, or every other time as many steps in windows of 32."""
        music = self.train if dataset is None else dataset
        steps = self.config.short if number % 2 else self.config.window
        size = max(1, size * self.config.short // steps)
        batch = music.draw_windows(size, steps, random)
        return batch.music, draw_inputs(batch, self.config, random)

    def run_cycle(self, number: int) -> dict[str, Tensor]:
        """Some critic steps, then one generator step."""
        plan = self.plan
        for repeat in range(plan.critic_steps):
            critic_losses = self.train_critic(number + repeat, 3, number, repeat)
        random = seeded(self.device, plan.seed, 4, number)
        music, draws = self.draw(plan.cycle_batch, number, random)
        found = compute_generator_loss(
            self.generator, self.critic, music, hide_windows(music, draws, random), random
        )
        step_optimizer(self.optimizers["generator_adam"], found.loss, self.generator)
        follow(self.average, self.generator, plan.cycle_average)
        return {**tell_likelihood(found.likelihood), **critic_losses, **tell_generator(found)}

    def train_critic(self, number: int, *seed: int) -> dict[str, Tensor]:
        """The critic compares real windows with what the generator makes of them."""
        random = seeded(self.device, self.plan.seed, *seed)
        found = self.compare(self.generator, self.train, number, random)
        step_optimizer(self.optimizers["critic_adam"], found.loss, self.critic)
        return tell_critic(found)

    def compare(
        self, generator: Generator, dataset: GenreDataset, number: int, random: torch.Generator
    ) -> CriticLosses:
        music, draws = self.draw(self.plan.cycle_batch, number, random, dataset)
        draws = hide_windows(music, draws, random)
        real = encode_roll(music, self.config.states)
        with torch.no_grad():
            logits = generator(music, *draws)
            fake = sample_roll(logits, music, draws.visible, real, random)
        return compute_critic_loss(self.critic, real, fake, music, random)

    def validate(self) -> dict[str, float]:
        """Likelihoods of the averaged weights on unseen pieces, and once there is a critic, what it
        tells of them: the same windows and masks every time."""
        found = self.validation.measure(self.average)
        if self.phase == ADVERSARIAL:
            random = seeded(self.device, 0, 6)
            told = tell_critic(self.compare(self.average, self.validation.dataset, 1, random))
            found |= {name: value.item() for name, value in told.items()}
        return found

    def sample(self, folder: Path, label: str) -> Heard:
        return self.sample_fn(self.average, folder, label)
