"""How the GAN is trained: first guessing hidden music, then generator and critic in alternating
cycles."""

import copy
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils import clip_grad_norm_

from generation.techniques.gan.adversarial import (
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
from generation.training.loop import Phase
from generation.training.packs import Arrays
from generation.training.randomness import seeded
from generation.training.rates import set_rates, share_at

LEAST = 0.05  # share of the rate at the end of the first phase
LIKELIHOOD, ADVERSARIAL = "likelihood", "adversarial"
# Plays unseen melodies with a network, writes MIDI files named after a label into a folder, and
# returns figures.
SampleFunction = Callable[[Generator, Path, str], dict[str, float | None]]


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
        self.average = copy.deepcopy(self.generator).requires_grad_(False)
        self.critic = Critic(config).to(self.device)
        self.optimizers = make_optimizers(plan, self.generator, self.critic)
        self.losses = compiled(compute_losses, plan.compiled)

    @property
    def phases(self) -> tuple[Phase, ...]:
        return list_phases(self.plan)

    @property
    def modules(self) -> dict[str, nn.Module]:
        return {"generator": self.generator, "average": self.average, "critic": self.critic}

    def begin(self, phase: str, step: int) -> None:
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
        return detach_losses(found)

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
        generator_figures = {
            "fooled": generator_losses.fooled.detach(),
            "spread": generator_losses.spread.detach(),
        }
        return {**detach_losses(generator_losses.likelihood), **critic_losses, **generator_figures}

    def train_critic(self, *seed: int) -> dict[str, Tensor]:
        """The critic compares real windows with what the generator makes of them."""
        random = seeded(self.device, self.plan.seed, *seed)
        music, draws, _ = self.window(random)
        with torch.no_grad():
            real = encode_roll(music, self.config.states)
            logits = self.generator(
                encode_features(music, draws.visible, self.config.states), *draws[1:]
            )
            fake = sample_roll(logits, music, draws.visible, real, random)
        critic_losses = compute_critic_loss(self.critic, real, fake, music.meter, random)
        step_optimizer(self.optimizers["critic_adam"], critic_losses.loss, self.critic)
        return detach_losses(critic_losses)

    def window(self, random: torch.Generator) -> tuple[Music, Draws, Tensor]:
        """A batch of the second phase with its draws."""
        batch = self.train.draw_batch(self.plan.cycle_batch, self.config.window, random)
        return (
            select_music(batch),
            hide_windows(draw_inputs(batch, self.config, random), random),
            batch.inside,
        )

    @torch.no_grad()
    def validate(self) -> dict[str, float]:
        """Likelihood losses of the averaged weights on unseen pieces: the same windows and masks
        every time."""
        random = seeded(self.device, 0, 1)
        found = self.compute_nll(self.valid, self.average, self.plan.validation, random, exact=True)
        return {name: value.item() for name, value in detach_losses(found).items()}

    def sample(self, folder: Path, label: str) -> dict[str, float | None]:
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


def detach_losses(found: tuple[Tensor, ...]) -> dict[str, Tensor]:
    """The fields of a named tuple of losses, without their graph."""
    return {name: value.detach() for name, value in zip(found._fields, found, strict=True)}  # type: ignore[attr-defined]
