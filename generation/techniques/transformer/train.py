"""How the Transformer is trained on any steps: what a run may choose, a step, and its
validation."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils import clip_grad_norm_

from generation.techniques.transformer.collate import Batch
from generation.techniques.transformer.data_parallel import (
    GradientWorkers,
    SummedNll,
    count_steps,
    microbatches,
)
from generation.techniques.transformer.network import Config, Transformer
from generation.techniques.transformer.plan import Plan
from generation.training.checkpoint import follow
from generation.training.muon import Muon
from generation.training.rates import set_rates, share_at
from generation.training.start import find_start, load_start
from generation.training.trainee import Heard, Phase

LEAST = 0.01  # share of the rates at the end
# Plays with a network, writes MIDI files named after a label into a folder, and returns figures.
SampleFunction = Callable[[Transformer, Path, str], Heard]


@dataclass(frozen=True)
class TrainingData:
    """What a run learns from, and what it is judged by; batches are on the processor."""

    # (first step) -> the batches of the steps from there on
    batches: Callable[[int], Iterator[Batch]]
    valid: tuple[Batch, ...]


class Trainee:
    """Network, optimisers and data of a run in progress."""

    def __init__(
        self, plan: Plan, config: Config, data: TrainingData, sample_fn: SampleFunction
    ) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.data, self.sample_fn = plan, data, sample_fn
        self.device = torch.device(plan.device)
        self.network = Transformer(config).to(self.device)
        if plan.start:
            load_start(self.network, find_start("transformer", plan.start))
        self.average = copy.deepcopy(self.network).requires_grad_(False)
        self.workers = GradientWorkers(self.network, plan.processes, plan.gradient_config)
        self.optimizers = make_optimizers(plan, self.network)
        self.batches: Iterator[Batch] = iter(())

    @property
    def phases(self) -> tuple[Phase, ...]:
        return (Phase("likelihood", self.plan.steps, self.plan.epoch),)

    @property
    def modules(self) -> dict[str, nn.Module]:
        return {"network": self.network, "average": self.average}

    def begin(self, phase: str, step: int) -> None:
        self.batches = self.data.batches(step)

    def step(self, phase: str, step: int, progress: float) -> dict[str, Tensor]:
        plan = self.plan
        set_rates(self.optimizers, plan.peak * share_at(step, progress, plan.warm_up, LEAST))
        for optimizer in self.optimizers.values():
            optimizer.zero_grad()
        self.network.train()
        loss = self.workers.gradients(
            next(self.batches), seed=plan.seed * 1_000_003 + step * plan.batch
        )
        clip_grad_norm_(self.network.parameters(), 1.0)
        with self.workers.resting():
            for optimizer in self.optimizers.values():
                optimizer.step()
        follow(self.average, self.network, min(plan.average, (step + 1) / (step + 10)))
        return {"loss": loss}

    @torch.no_grad()
    def validate(self) -> dict[str, float]:
        """Nats a step of the averaged weights on the batches kept for it."""
        network = self.average.eval()
        summed_nll, total = SummedNll(), torch.zeros((), device=self.device)
        with (
            self.workers.resting(),
            torch.autocast(
                self.device.type, torch.bfloat16, enabled=self.plan.gradient_config.half
            ),
        ):
            for kept in self.data.valid:
                for batch in microbatches(kept, self.plan.portion):
                    total += summed_nll(network, batch.to(self.device))
        nats = total.item() / sum(int(count_steps(kept)) for kept in self.data.valid)
        return {"loss": nats, "nats": nats}

    def sample(self, folder: Path, label: str) -> Heard:
        return self.sample_fn(self.average.eval(), folder, label)


def make_optimizers(plan: Plan, network: Transformer) -> dict[str, torch.optim.Optimizer]:
    """Muon (Jordan et al. 2024) for the matrices inside; AdamW for tables, last layers, norms and
    biases."""
    modules = (network.attentions, network.ffns, network.head_hidden)
    hidden = chain.from_iterable(module.parameters() for module in modules)
    matrices = [parameter for parameter in hidden if parameter.ndim == 2]
    chosen = {id(parameter) for parameter in matrices}
    others = [parameter for parameter in network.parameters() if id(parameter) not in chosen]
    fused = plan.device == "cuda"
    adam = torch.optim.AdamW(
        others, plan.rate, betas=(0.9, 0.98), weight_decay=plan.weight_decay, fused=fused
    )
    muon = Muon(
        matrices, plan.matrix_rate, weight_decay=plan.weight_decay, half=plan.gradient_config.half
    )
    return {"muon": muon, "adam": adam}
