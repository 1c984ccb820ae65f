"""How the AR-CNN is trained: what a run may choose, a step, and its validation."""

import copy
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils import clip_grad_norm_

from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.dataset import Batch, ChoraleDataset, Variation
from generation.techniques.arcnn.masking import TASKS
from generation.techniques.arcnn.network import Arcnn
from generation.techniques.arcnn.plan import Plan
from generation.training.checkpoint import follow
from generation.training.compiling import compiled
from generation.training.muon import Muon
from generation.training.packs import Arrays
from generation.training.randomness import seeded
from generation.training.rates import set_rates, share_at
from generation.training.start import find_start, load_start
from generation.training.trainee import Heard, Phase

LEAST = 0.02  # share of the rates at the end
# Plays unseen melodies with a network, writes MIDI files named after a label into a folder, and
# returns figures.
SampleFunction = Callable[[Arcnn, Path, str], Heard]


def compute_loss(
    network: Arcnn, state: Tensor, kind: Tensor, phase: Tensor, targets: Tensor, weight: Tensor
) -> Tensor:
    """Nats per scored cell, the mean over windows of each window's mean."""
    logits = network(state, kind, phase)  # (B, V, T, S)
    nats = F.cross_entropy(
        logits.flatten(0, 2).float(), targets.flatten(), reduction="none"
    ).view_as(targets)
    return (nats * weight).sum() / len(nats)


class Trainee:
    """Network, optimisers and data of a run in progress."""

    def __init__(
        self,
        plan: Plan,
        config: ArcnnConfig,
        train: Arrays,
        valid: Arrays,
        sample_fn: SampleFunction,
    ) -> None:
        torch.manual_seed(plan.seed)
        self.plan, self.sample_fn = plan, sample_fn
        self.device = torch.device(plan.device)
        self.train, self.valid = (ChoraleDataset(arrays, self.device) for arrays in (train, valid))
        self.network = Arcnn(config).to(self.device)
        if plan.start:
            load_start(self.network, find_start("arcnn", plan.start))
        self.average = copy.deepcopy(self.network).requires_grad_(False)
        self.optimizers = make_optimizers(plan, self.network)
        self.loss = compiled(compute_loss, plan.compiled)

    @property
    def phases(self) -> tuple[Phase, ...]:
        return (Phase("likelihood", self.plan.steps, self.plan.epoch),)

    @property
    def modules(self) -> dict[str, nn.Module]:
        return {"network": self.network, "average": self.average}

    def begin(self, phase: str, step: int) -> None:
        """Batches are drawn on the device, each from its own seed: there is nothing to fetch."""

    def draw_batch(self, step: int) -> Batch:
        return self.train.draw_batch(
            self.plan.batch, self.network.config.window, seeded(self.device, self.plan.seed, step)
        )

    def step(self, phase: str, step: int, progress: float) -> dict[str, Tensor]:
        plan = self.plan
        set_rates(self.optimizers, share_at(step, progress, plan.warm_up, LEAST))
        with torch.autocast(self.device.type, torch.bfloat16, enabled=plan.half):
            loss = self.loss(self.network, *self.draw_batch(step))
        for optimizer in self.optimizers.values():
            optimizer.zero_grad()
        loss.backward()
        clip_grad_norm_(self.network.parameters(), 1.0)
        for optimizer in self.optimizers.values():
            optimizer.step()
        follow(self.average, self.network, min(plan.average, (step + 1) / (step + 10)))
        return {"loss": loss.detach()}

    @torch.no_grad()
    def validate(self) -> dict[str, float]:
        """Nats per scored cell of the averaged weights on unseen pieces, by task: the same windows
        every time."""
        network, found = self.average.eval(), {}
        for number, task in enumerate(TASKS):
            random = seeded(self.device, 0, 1, number)
            batch = self.valid.draw_batch(
                self.plan.validation, network.config.window, random, Variation(number)
            )
            with torch.autocast(self.device.type, torch.bfloat16, enabled=self.plan.half):
                found[task.__name__] = compute_loss(network, *batch).item()
        return {"loss": sum(found.values()) / len(found), **found}

    def sample(self, folder: Path, label: str) -> Heard:
        return self.sample_fn(self.average.eval(), folder, label)


def make_optimizers(plan: Plan, network: Arcnn) -> dict[str, torch.optim.Optimizer]:
    """Muon (Jordan et al. 2024) for the matrices of blocks, attentions and ends; AdamW for all
    else.

    On these chorales Muon needs about half the steps of AdamW for the same loss.
    """
    ends = (network.state_emb, network.kind_emb, network.phase_emb, network.to_logits)
    embeddings = {id(layer.weight) for layer in ends}
    inner = {id(p) for p in network.parameters() if p.ndim == 2 and id(p) not in embeddings} - {
        id(network.out_bias)
    }
    matrices = [p for p in network.parameters() if id(p) in inner]
    others = [p for p in network.parameters() if id(p) not in inner]
    fused = plan.device == "cuda"
    adam = torch.optim.AdamW(
        others, plan.rate, betas=(0.9, 0.98), weight_decay=plan.weight_decay, fused=fused
    )
    muon = Muon(matrices, plan.matrix_rate, weight_decay=plan.weight_decay, half=plan.half)
    return {"muon": muon, "adam": adam}
