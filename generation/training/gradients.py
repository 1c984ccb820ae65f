"""Gradients of a batch of the Transformer, worked out portion by portion, by one process or by several."""

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

import torch
from torch import Tensor, multiprocessing

from generation.networks.transformer import Transformer, nats_of
from generation.training.sequences import UNSAID, Batch


class Portion(NamedTuple):
    """Some windows of a batch, and what its gradient depends on beside them."""

    windows: Batch
    whole: int  # steps that the whole batch asks for
    seed: int  # of dropout


def loss_of(network: Transformer, batch: Batch) -> Tensor:
    """Nats a step that is asked for: all its fields together."""
    nats = nats_of(network(batch.shown, batch.when, batch.told), batch.truth)
    return nats.sum() / asked(batch)


def asked(batch: Batch) -> Tensor:
    return (batch.truth != UNSAID).any(2).sum().clamp(min=1)


def portions(batch: Batch, size: int) -> Iterator[Batch]:
    """Windows of like length together, the longest first; each portion is cut to its longest."""
    lengths = (batch.truth != UNSAID).any(2).int().flip(1).argmax(1)  # steps at the end that ask nothing
    for chosen in lengths.argsort().split(size):
        steps = batch.truth.shape[1] - int(lengths[chosen].min())
        yield Batch(*(each[chosen, :steps] for each in batch))


def add_gradients(network: Transformer, share: Sequence[Portion], device: str, half: bool) -> float:
    """Adds to the network's gradients those of some portions; returns their part of the batch's loss."""
    total = 0.0
    for windows, whole, seed in share:
        torch.manual_seed(seed)
        with torch.autocast(device, torch.bfloat16, enabled=half):
            loss = loss_of(network, windows) * (asked(windows) / whole)
        loss.backward()
        total += loss.item()
    return total


def dealt(every: Sequence[Portion], count: int) -> list[list[Portion]]:
    """Longest first, each portion to whoever has the least to do."""
    hands: list[list[Portion]] = [[] for _ in range(count)]
    for portion in every:
        min(hands, key=lambda hand: sum(each.windows.truth.shape[1] for each in hand)).append(portion)
    return hands


class Other(NamedTuple):
    """A process that shares the work."""

    process: BaseProcess
    pipe: Connection
    found: Tensor  # its gradients, as one row in shared memory


class Crew:
    """This process and `count - 1` others, which see the same weights in shared memory.

    The same count gives the same gradients; another count adds the same numbers in another order.
    """

    def __init__(self, network: Transformer, device: str, count: int, half: bool = False) -> None:
        self.network, self.device, self.half = network, device, half
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
            process = context.Process(target=serve, args=(there, network, found, threads, half), daemon=True)
            process.start()
            there.close()  # so that the other's death is heard here as the end of the pipe
            self.others.append(Other(process, here, found))

    def gradients(self, batch: Batch, size: int, seed: int) -> float:
        """Adds a batch's gradients to the network, `size` windows at once; returns its loss.

        Raises RuntimeError where one of the others has died.
        """
        whole = int(asked(batch))
        every = [Portion(each, whole, seed + number) for number, each in enumerate(portions(batch, size))]
        mine, *theirs = dealt(every, 1 + len(self.others))
        try:
            for other, share in zip(self.others, theirs, strict=True):
                other.pipe.send(share)
            losses = [add_gradients(self.network, mine, self.device, self.half)]
            for other in self.others:
                losses.append(other.pipe.recv())
                put_back(self.network, other.found)
        except (EOFError, OSError) as error:
            raise RuntimeError(
                "A process that shared the work has died. The run goes on from its last epoch."
            ) from error
        return math.fsum(losses)

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


def serve(commands: Connection, network: Transformer, found: Tensor, threads: int, half: bool) -> None:
    """Works out what it is sent until the one that sends is gone."""
    torch.set_num_threads(threads)
    for parameter in network.parameters():
        parameter.grad = torch.zeros_like(parameter)
    while True:
        try:
            share = commands.recv()
        except EOFError:
            return
        network.zero_grad(set_to_none=False)
        loss = add_gradients(network, share, "cpu", half)
        torch.cat([p.grad.flatten() for p in network.parameters() if p.grad is not None], out=found)
        commands.send(loss)
