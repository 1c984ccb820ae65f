"""How the models of the JSB table are trained, and where they are kept."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.torch import save

from generation.codecs.chorale import States
from generation.techniques.chorale_lm.dataset import sample_batch
from generation.techniques.chorale_lm.features import encode_frames
from generation.techniques.transformer.collate import Batch, collate
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.plan import Plan
from generation.techniques.transformer.train import TrainingData
from generation.whole import write_whole

WINDOW = 192  # frames


TOGETHER = 8  # pieces of one batch when validating


def make_data(train: Sequence[States], valid: Sequence[States], plan: Plan) -> TrainingData:
    """The 229 training chorales alone: fakes repeat held-out ones (see DECISIONS.md)."""
    frames = [encode_frames(piece) for piece in valid]
    kept = tuple(
        collate(frames[first : first + TOGETHER]) for first in range(0, len(frames), TOGETHER)
    )

    def batches(first: int) -> Iterator[Batch]:
        for step in range(first, plan.steps):
            yield sample_batch(
                train, plan.batch, WINDOW, np.random.default_rng([plan.seed, 0, step])
            )

    return TrainingData(batches, kept)


def save_model(folder: Path, name: str, network: Transformer, told: dict[str, Any]) -> None:
    """Writes a model of the table into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {key: tensor.half().contiguous() for key, tensor in network.state_dict().items()}
    write_whole(folder / f"{name}.safetensors", save(weights))
    content = {"sizes": asdict(network.sizes), **told}
    write_whole(folder / f"{name}.json", (json.dumps(content, indent=1) + "\n").encode())
