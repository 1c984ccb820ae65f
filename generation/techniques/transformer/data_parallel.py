"""Gradients of a batch of the Transformer, worked out portion by portion, by one process or by
several."""

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

import torch
from torch import Tensor, multiprocessing

from generation.techniques.transformer.collate import IGNORE, Batch
from generation.techniques.transformer.network import Transformer, nll, pass_layer
from generation.techniques.transformer.plan import Manner
from generation.training.compiling import compiled


class Microbatch(NamedTuple):
    """Some windows of a batch, and what its gradient depends on beside them."""

    windows: Batch
    whole: int  # steps that the whole batch asks for
    seed: int  # of dropout


def enter(
    network: Transformer, shown: Tensor, times: Tensor
) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    return network.enter(shown.long(), times)


def leave(network: Transformer, x: Tensor, conditions: Tensor, targets: Tensor) -> Tensor:
    return nll(network.say(network.norm(x), conditions.long()), targets.long()).sum()


class Nats:
    """Nats of all that a batch asks for.

    In three parts, so that compiling them takes no longer for a deeper network: its layers are one
    part.
    """

    def __init__(self, compile_parts: bool = False) -> None:
        self.enter, self.layer, self.leave = (
            compiled(each, compile_parts) for each in (enter, pass_layer, leave)
        )

    def __call__(self, network: Transformer, batch: Batch) -> Tensor:
        x, turn = self.enter(network, batch.shown, batch.times)
        for attention, feed in zip(network.attentions, network.feeds, strict=True):
            x = self.layer(attention, feed, network.drop, x, turn)
        return self.leave(network, x, batch.conditions, batch.targets)


def loss_of(network: Transformer, batch: Batch) -> Tensor:
    """Nats a step that is asked for: all its fields together."""
    return Nats()(network, batch) / asked(batch)


def asked(batch: Batch) -> Tensor:
    return (batch.targets != IGNORE).any(2).sum().clamp(min=1)


def microbatches(batch: Batch, size: int, cut: bool = True) -> Iterator[Batch]:
    """Portions of a batch; if they are cut, windows of like length together, the longest first."""
    if not cut:
        yield from (
            Batch(*each) for each in zip(*(each.split(size) for each in batch), strict=True)
        )
        return
    # steps at the end that ask nothing
    lengths = (batch.targets != IGNORE).any(2).int().flip(1).argmax(1)
    for chosen in lengths.argsort().split(size):
        steps = batch.targets.shape[1] - int(lengths[chosen].min())
        yield Batch(*(each[chosen, :steps] for each in batch))


def add_gradients(
    nats: Nats, network: Transformer, share: Sequence[Microbatch], half: bool
) -> Tensor:
    """Adds to the network's gradients those of some microbatches; returns their part of the batch's
    loss."""
    device = network.show.weight.device
    total = torch.zeros((), device=device)
    for windows, whole, seed in share:
        torch.manual_seed(seed)
        with torch.autocast(device.type, torch.bfloat16, enabled=half):
            loss = nats(network, windows.to(device)) / whole
        loss.backward()
        total += loss.detach()
    return total


def dealt(every: Sequence[Microbatch], count: int) -> list[list[Microbatch]]:
    """Longest first, each portion to whoever has the least to do."""
    hands: list[list[Microbatch]] = [[] for _ in range(count)]
    for portion in every:
        min(hands, key=lambda hand: sum(each.windows.targets.shape[1] for each in hand)).append(
            portion
        )
    return hands


class Other(NamedTuple):
    """A process that shares the work."""

    process: BaseProcess
    pipe: Connection
    found: Tensor  # its gradients, as one row in shared memory


class GradientWorkers:
    """This process and `count - 1` others, which see the same weights in shared memory.

    The same count gives the same gradients; another count adds the same numbers in another order.
    """

    def __init__(self, network: Transformer, count: int, manner: Manner) -> None:
        self.network, self.manner = network, manner
        self.nats = Nats(manner.compiled)
        self.others: list[Other] = []
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
                target=serve, args=(there, network, found, threads, manner), daemon=True
            )
            process.start()
            there.close()  # so that the other's death is heard here as the end of the pipe
            self.others.append(Other(process, here, found))

    def gradients(self, batch: Batch, seed: int) -> Tensor:
        """Adds a batch's gradients to the network; the batch is on the processor still. Returns its
        loss.

        Raises RuntimeError where one of the others has died.
        """
        whole = int(asked(batch))
        parts = microbatches(batch, self.manner.portion, not self.manner.compiled)
        mine, *theirs = dealt(
            [Microbatch(each, whole, seed + n) for n, each in enumerate(parts)],
            1 + len(self.others),
        )
        try:
            for other, share in zip(self.others, theirs, strict=True):
                other.pipe.send(share)
            loss = add_gradients(self.nats, self.network, mine, self.manner.half)
            losses = []
            for other in self.others:
                losses.append(other.pipe.recv())
                put_back(self.network, other.found)
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


def put_back(network: Transformer, found: Tensor) -> None:
    """Adds gradients that another process laid down as one row."""
    at = 0
    for parameter in network.parameters():
        part = found[at : at + parameter.numel()].view_as(parameter)
        parameter.grad = part.clone() if parameter.grad is None else parameter.grad.add_(part)
        at += parameter.numel()


def serve(
    commands: Connection, network: Transformer, found: Tensor, threads: int, manner: Manner
) -> None:
    """Works out what it is sent until the one that sends is gone."""
    torch.set_num_threads(threads)
    nats = Nats(manner.compiled)
    for parameter in network.parameters():
        parameter.grad = torch.zeros_like(parameter)
    while True:
        try:
            share = commands.recv()
        except EOFError:
            return
        network.zero_grad(set_to_none=False)
        loss = add_gradients(nats, network, share, manner.half)
        torch.cat([p.grad.flatten() for p in network.parameters() if p.grad is not None], out=found)
        commands.send(float(loss))
