"""Helpers: torch networks small enough to train in a test, and what they learn from."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from generation.codecs.chorale import pack_chorales
from generation.techniques.arcnn.experiment import open_experiment
from generation.techniques.arcnn.network import Arcnn
from generation.techniques.arcnn.plan import Plan
from generation.techniques.transformer.network import Transformer
from generation.training.experiment import Experiment
from generation.training.packs import Pack, in_part, write_pack
from tests.generation.choir import piece
from tests.generation.untrained import ARCNN, TRANSFORMER

# Threads that wait for each other in a spin make a tiny network a hundred times slower on a busy
# machine.
torch.set_num_threads(1)


def arcnn(seed: int = 0) -> Arcnn:
    torch.manual_seed(seed)
    made = Arcnn(ARCNN)
    with torch.no_grad():
        made.to_logits.weight.mul_(8)  # strong opinions
    return made.eval().requires_grad_(False)


def transformer(seed: int = 1, sizes: object = TRANSFORMER) -> Transformer:
    """It says all kinds of things: its last layers are random, not silent."""
    torch.manual_seed(seed)
    made = Transformer(sizes).eval().requires_grad_(False)
    for layer in made.head_out:
        torch.nn.init.normal_(layer.weight, std=0.5)
    return made


def chorales() -> Pack:
    """Two pieces, to learn from and to be judged by."""
    arrays = pack_chorales([piece(), piece(96, 2)])
    return Pack(
        {**in_part("bach", "train", arrays), **in_part("bach", "valid", arrays)}, {"data": {}}
    )


def chorales_in(folder: Path) -> Path:
    """The same as a file."""
    path = folder / "arcnn.pack"
    write_pack(path, "arcnn", chorales())
    return path


def arcnn_experiment(genre: str, pack: Pack, plan: Plan, network: Mapping[str, Any]) -> Experiment:
    """The experiment of the site, for a tiny network, unless it begins with another."""
    tiny = {} if plan.start else asdict(ARCNN)
    return open_experiment(genre, pack, plan, {**tiny, **network})
