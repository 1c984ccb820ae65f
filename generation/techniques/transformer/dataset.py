"""Batches for the Transformer: any process can make the batch of any step, so that loaders work
ahead."""

from collections.abc import Iterator

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from generation.techniques.transformer.collate import Batch
from generation.techniques.transformer.encoding import encode_tasks
from generation.techniques.transformer.masking import draw_tasks
from generation.techniques.transformer.packed_scores import PackedScores

SHORT, LONG = 490, 1000  # notes of a window
# with what stands before them: few shapes, so that a step can be compiled
SHORT_STEPS, LONG_STEPS = (
    512,
    1024,
)
EVERY = 4  # so many steps have one whose windows are long
AHEAD = 4  # batches that each process prepares


class ScoreDataset(Dataset[Batch]):
    """Item `step` is the whole batch of that step: short windows, every fourth time half as many
    that are long."""

    def __init__(self, scores: PackedScores, batch: int, seed: int) -> None:
        self.scores, self.size, self.seed = scores, batch, seed

    def __getitem__(self, step: int) -> Batch:
        is_long = step % EVERY == EVERY - 1
        count, notes, steps = (
            (max(1, self.size // 2), LONG, LONG_STEPS)
            if is_long
            else (self.size, SHORT, SHORT_STEPS)
        )
        return sample_batch(
            self.scores, count, notes, steps, np.random.default_rng([self.seed, 0, step])
        )


def sample_batch(
    scores: PackedScores, count: int, notes: int, steps: int, random: np.random.Generator
) -> Batch:
    """`count` windows of about `notes` notes, filled up to `steps`."""
    found = encode_tasks(scores, draw_tasks(scores, count, notes, random), steps)
    return Batch(*(torch.from_numpy(each) for each in found))


def load_batches(
    dataset: ScoreDataset, first: int, steps: int, processes: int, pinned: bool
) -> Iterator[Batch]:
    """The batches of the steps `first` to `steps`, made by so many processes beside this one; 0 for
    none."""
    ahead = AHEAD if processes else None
    order = range(first, steps)
    return iter(
        DataLoader(
            dataset,
            batch_size=None,
            sampler=order,
            num_workers=processes,
            prefetch_factor=ahead,
            pin_memory=pinned,
        )
    )


def validation_batches(scores: PackedScores, size: int, count: int) -> tuple[Batch, ...]:
    """The same short windows every time."""
    seeds = ([0, 1, number] for number in range(count))
    return tuple(
        sample_batch(scores, size, SHORT, SHORT_STEPS, np.random.default_rng(seed))
        for seed in seeds
    )
