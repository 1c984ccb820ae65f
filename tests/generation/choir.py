"""An AR-CNN small enough for a test, and chorales made of chords on a scale."""

import numpy as np
import torch

from generation.catalogue import Card, card_from
from generation.codecs.voices import STATES, States, states_of
from generation.networks.arcnn import Arcnn, Sizes
from generation.training.arcnn import Chorales
from generation.training.editor import card_content

# Threads that wait for each other in a spin make a tiny network a hundred times slower on a busy machine.
torch.set_num_threads(1)

SIZES = Sizes(pitch=8, width=16, dilations=(1, 2), attend_after=(1,), heads=2, window=32)
CHORDS = ((72, 67, 64, 48), (74, 67, 62, 55), (76, 67, 60, 48), (77, 69, 60, 53))


def network(seed: int = 0) -> Arcnn:
    """Untrained: it guesses anything, which is the hardest thing to keep in bounds."""
    torch.manual_seed(seed)
    made = Arcnn(SIZES)
    with torch.no_grad():
        made.guess.weight.mul_(8)  # strong opinions, so that every kind of edit comes up
    return made.eval().requires_grad_(False)


def card() -> Card:
    return card_from({**card_content(SIZES, seed=1, commit="", training={}), "digest": ""})


def piece(steps: int = 64, shift: int = 0) -> States:
    """A chord a beat."""
    frames = np.array([CHORDS[step // 4 % len(CHORDS)] for step in range(steps)], np.int16) + shift
    return states_of(frames)


def chorales() -> Chorales:
    return Chorales((piece(), piece(96, 2)), np.array([0.4, 0.6]))


class Oracle(torch.nn.Module):
    """Knows the truth of every step by its phase: as sure of it as `sureness` says (0 is a uniform guess)."""

    def __init__(self, truth: States, sureness: float) -> None:
        super().__init__()
        self.sizes = SIZES
        self.truth, self.sureness = torch.from_numpy(truth.astype(np.int64)), sureness

    def forward(self, state: torch.Tensor, kind: torch.Tensor, phase: torch.Tensor) -> torch.Tensor:
        known = torch.nn.functional.one_hot(self.truth[:, phase], STATES)  # (V, B, T, S)
        return known.permute(1, 0, 2, 3) * float(self.sureness)
