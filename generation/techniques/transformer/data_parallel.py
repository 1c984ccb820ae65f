"""Gradients of a batch of the Transformer, microbatch by microbatch, by one process or by
several."""

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import starmap
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

import torch
from torch import Tensor, multiprocessing

from generation.techniques.transformer.collate import IGNORE, Batch
from generation.techniques.transformer.network import Transformer, nll, run_layer
from generation.techniques.transformer.plan import GradientConfig
from generation.training.compiling import compiled


class Microbatch(NamedTuple):
    """Some windows of a batch, and what its gradient depends on beside them."""

    windows: Batch
    steps: int  # with targets, in the whole batch
    seed: int  # of dropout


def embed(
    network: Transformer, inputs: Tensor, times: Tensor
) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    return network.embed(inputs.long(), times)


def sum_nll(network: Transformer, x: Tensor, conditions: Tensor, targets: Tensor) -> Tensor:
    logits = network.field_logits(network.norm(x), conditions.long())
    return nll(logits, targets.long()).sum()


class SummedNll:
    """Negative log likelihood, nats, of all targets of a batch together.

    In three parts, so that compiling them takes no longer for a deeper network: its layers are one
    part.
    """

    def __init__(self, compile_parts: bool = False) -> None:
        self.embed, self.layer, self.sum_nll = (
            compiled(each, compile_parts) for each in (embed, run_layer, sum_nll)
        )

    def __call__(self, network: Transformer, batch: Batch) -> Tensor:
        x, rotation = self.embed(network, batch.inputs, batch.times)
        for attention, ffn in zip(network.attentions, network.ffns, strict=True):
            x = self.layer(attention, ffn, network.dropout, x, rotation)
        return self.sum_nll(network, x, batch.conditions, batch.targets)


def measure_loss(network: Transformer, batch: Batch) -> Tensor:
    """Nats a step that has targets: all its fields together."""
    return SummedNll()(network, batch) / count_steps(batch)


def count_steps(batch: Batch) -> Tensor:
    return (batch.targets != IGNORE).any(2).sum().clamp(min=1)


def microbatches(batch: Batch, size: int, cut: bool = True) -> Iterator[Batch]:
    """Parts of a batch; if they are cut, windows of like length together, the longest first."""
    if not cut:
        parts = [each.split(size) for each in batch]
        yield from starmap(Batch, zip(*parts, strict=True))
        return
    # steps at the end without targets
    lengths = (batch.targets != IGNORE).any(2).int().flip(1).argmax(1)
    for chosen in lengths.argsort().split(size):
        steps = batch.targets.shape[1] - int(lengths[chosen].min())
        yield Batch(*(each[chosen, :steps] for each in batch))


def add_gradients(
    summed_nll: SummedNll, network: Transformer, share: Sequence[Microbatch], half: bool
) -> Tensor:
    """Adds to the network's gradients those of some microbatches; returns their part of the batch's
    loss."""
    device = network.input_emb.weight.device
    total = torch.zeros((), device=device)
    for windows, steps, seed in share:
        torch.manual_seed(seed)
        with torch.autocast(device.type, torch.bfloat16, enabled=half):
            loss = summed_nll(network, windows.to(device)) / steps
        loss.backward()
        total += loss.detach()
    return total


def deal_microbatches(every: Sequence[Microbatch], count: int) -> list[list[Microbatch]]:
    """Longest first, each to whoever has the least to do."""
    hands: list[list[Microbatch]] = [[] for _ in range(count)]
    for microbatch in every:
        min(hands, key=lambda hand: sum(each.windows.targets.shape[1] for each in hand)).append(
            microbatch
        )
    return hands


class Worker(NamedTuple):
    """A process that shares the work."""

    process: BaseProcess
    pipe: Connection
    gradients: Tensor  # as one row in shared memory


class GradientWorkers:
    """This process and `count - 1` others, which see the same weights in shared memory.

    The same count gives the same gradients; another count adds the same numbers in another order.
    """

    def __init__(self, network: Transformer, count: int, gradient_config: GradientConfig) -> None:
        self.network, self.gradient_config = network, gradient_config
        self.summed_nll = SummedNll(gradient_config.compiled)
        self.others: list[Worker] = []
        if count == 1:
            return
        threads = max(1, processors() // count)
        torch.set_num_threads(threads)
        network.share_memory()
        context = multiprocessing.get_context("spawn")
        for _ in range(count - 1):
            here, there = context.Pipe()
            found = torch.zeros(sum(each.numel() for each in network.parameters())).share_memory_()
            process = context.Process(
                target=run_worker,
                args=(there, network, found, threads, gradient_config),
                daemon=True,
            )
            process.start()
            there.close()  # so that the other's death is heard here as the end of the pipe
            self.others.append(Worker(process, here, found))

    def gradients(self, batch: Batch, seed: int) -> Tensor:
        """Adds a batch's gradients to the network; the batch is on the processor still. Returns its
        loss.

        Raises RuntimeError where one of the others has died.
        """
        steps, config = int(count_steps(batch)), self.gradient_config
        parts = microbatches(batch, config.microbatch, not config.compiled)
        own, *shares = deal_microbatches(
            [Microbatch(each, steps, seed + n) for n, each in enumerate(parts)],
            1 + len(self.others),
        )
        try:
            for other, share in zip(self.others, shares, strict=True):
                other.pipe.send(share)
            loss = add_gradients(self.summed_nll, self.network, own, self.gradient_config.half)
            losses = []
            for other in self.others:
                losses.append(other.pipe.recv())
                add_flat_gradients(self.network, other.gradients)
        except (EOFError, OSError) as error:
            raise RuntimeError(
                "A process that shared the work has died. The run goes on from its last checkpoint."
            ) from error
        return loss + math.fsum(losses)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """While the others have nothing to do, this process takes their processors."""
        threads = torch.get_num_threads()
        torch.set_num_threads(processors() if self.others else threads)
        yield
        torch.set_num_threads(threads)


def processors() -> int:
    return os.cpu_count() or 1


def add_flat_gradients(network: Transformer, found: Tensor) -> None:
    """Adds gradients that another process laid down as one row."""
    at = 0
    for parameter in network.parameters():
        part = found[at : at + parameter.numel()].view_as(parameter)
        parameter.grad = part.clone() if parameter.grad is None else parameter.grad.add_(part)
        at += parameter.numel()


def run_worker(
    commands: Connection,
    network: Transformer,
    found: Tensor,
    threads: int,
    gradient_config: GradientConfig,
) -> None:
    """Works out what it is sent until the one that sends is gone."""
    torch.set_num_threads(threads)
    summed_nll = SummedNll(gradient_config.compiled)
    for parameter in network.parameters():
        parameter.grad = torch.zeros_like(parameter)
    while True:
        try:
            share = commands.recv()
        except EOFError:
            return
        network.zero_grad(set_to_none=False)
        loss = add_gradients(summed_nll, network, share, gradient_config.half)
        torch.cat([p.grad.flatten() for p in network.parameters() if p.grad is not None], out=found)
        commands.send(float(loss))
