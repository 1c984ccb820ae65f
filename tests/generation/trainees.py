"""Helpers: torch networks small enough to train in a test, and what they learn from."""

import numpy as np
import torch

from generation.networks.arcnn import Arcnn
from generation.networks.transformer import Transformer
from generation.training.chorales import Chorales
from tests.generation.choir import piece
from tests.generation.untrained import ARCNN, TRANSFORMER

# Threads that wait for each other in a spin make a tiny network a hundred times slower on a busy machine.
torch.set_num_threads(1)


def arcnn(seed: int = 0) -> Arcnn:
    torch.manual_seed(seed)
    made = Arcnn(ARCNN)
    with torch.no_grad():
        made.guess.weight.mul_(8)  # strong opinions
    return made.eval().requires_grad_(False)


def transformer(seed: int = 1, sizes: object = TRANSFORMER) -> Transformer:
    """It says all kinds of things: its last layers are random, not silent."""
    torch.manual_seed(seed)
    made = Transformer(sizes).eval().requires_grad_(False)
    for layer in made.leave:
        torch.nn.init.normal_(layer.weight, std=0.5)
    return made


def chorales() -> Chorales:
    return Chorales((piece(), piece(96, 2)), np.array([0.4, 0.6]))
