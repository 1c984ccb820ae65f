"""What is learnt, and how it is shared: chords in different places of a key are alike as far as
nothing tells otherwise.

A weight of a state is that of its quality, plus its own; a transition is that of the two qualities
and the move of the root, plus its own. Both are drawn to zero, so rare chords live from the shares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from generation.harmony.evidence import FEATURES, TONES
from generation.harmony.symbols import NAMES

Floats = NDArray[np.float64]
MODES, PACES = 2, 2
BORDERS = 9  # the places of a phrase, and one where they are unknown
TONE_ROWS = 12 * len(TONES)


@dataclass(frozen=True)
class States:
    """Degrees (semitones above the tonic) and qualities of the chords of one mode."""

    degree: NDArray[np.int64]
    quality: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.degree)


class Layout:
    """Where each table lies in the one vector that is fitted."""

    def __init__(self, states: list[States]) -> None:
        self.states = states
        kinds = len(NAMES)
        self.shapes = {
            "tones": (len(TONES), kinds, 12),
            "moves": (PACES, 12, kinds, kinds),
            "stay": (PACES, BORDERS),
            **{f"own {mode}": (FEATURES, len(each)) for mode, each in enumerate(states)},
            **{
                f"ways {mode} {pace}": (len(states[mode]), len(states[mode]))
                for mode, pace in product(range(MODES), range(PACES))
            },
        }
        self.size = sum(int(np.prod(shape)) for shape in self.shapes.values())

    def split(self, vector: Floats) -> dict[str, Floats]:
        return dict(self._pieces(vector))

    def _pieces(self, vector: Floats) -> Iterator[tuple[str, Floats]]:
        at = 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape))
            yield name, vector[at : at + size].reshape(shape)
            at += size

    def emission(self, parts: dict[str, Floats], mode: int) -> Floats:
        """(FEATURES, S)."""
        states = self.states[mode]
        shared = parts["tones"][:, states.quality[None, :], self.above(mode)]  # (blocks, 12, S)
        weights = parts[f"own {mode}"].copy()
        weights[:TONE_ROWS] += shared.reshape(TONE_ROWS, -1)
        return weights

    def above(self, mode: int) -> NDArray[np.int64]:
        """(12, S) how far each tone above the tonic lies above each state's root."""
        return np.asarray((np.arange(12)[:, None] - self.states[mode].degree[None]) % 12)

    def transition(self, parts: dict[str, Floats], mode: int, pace: int) -> Floats:
        return np.asarray(parts["moves"][pace][self.moves(mode)] + parts[f"ways {mode} {pace}"])

    def moves(self, mode: int) -> tuple[NDArray[np.int64], ...]:
        """(S, S) indices: move of the root, quality before, quality after."""
        degree, quality = self.states[mode].degree, self.states[mode].quality
        move = (degree[None] - degree[:, None]) % 12
        before = np.broadcast_to(quality[:, None], move.shape)
        return move, before, np.broadcast_to(quality[None], move.shape)

    def add_emission(self, slopes: dict[str, Floats], mode: int, slope: Floats) -> None:
        slopes[f"own {mode}"] += slope
        tones = slope[:TONE_ROWS].reshape(len(TONES), 12, -1)
        quality = np.broadcast_to(self.states[mode].quality, tones.shape[1:])
        for block, rows in enumerate(tones):
            np.add.at(slopes["tones"][block], (quality, self.above(mode)), rows)

    def add_transition(
        self, slopes: dict[str, Floats], mode: int, pace: int, slope: Floats
    ) -> None:
        slopes[f"ways {mode} {pace}"] += slope
        np.add.at(slopes["moves"][pace], self.moves(mode), slope)
