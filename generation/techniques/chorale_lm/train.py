"""What the models of the JSB table learn from."""

from collections.abc import Iterator, Sequence

import numpy as np

from generation.codecs.chorale import States
from generation.techniques.chorale_lm.dataset import sample_batch
from generation.techniques.chorale_lm.features import encode_frames
from generation.techniques.chorale_lm.teachers import find_teachers
from generation.techniques.transformer.collate import Batch, collate
from generation.techniques.transformer.plan import Plan
from generation.techniques.transformer.train import TrainingData

WINDOW = 192  # frames


TOGETHER = 8  # pieces of one batch when validating


def make_data(train: Sequence[States], valid: Sequence[States], plan: Plan) -> TrainingData:
    """The 229 training chorales alone: fakes repeat held-out ones (see DECISIONS.md)."""
    frames = [encode_frames(piece) for piece in valid]
    kept = tuple(
        collate(frames[first : first + TOGETHER]) for first in range(0, len(frames), TOGETHER)
    )

    teachers = find_teachers(plan.teachers, train)

    def batches(first: int) -> Iterator[Batch]:
        for step in range(first, plan.steps):
            random = np.random.default_rng([plan.seed, 0, step])
            yield sample_batch(train, plan.batch, WINDOW, random, teachers)

    return TrainingData(batches, kept)
