"""The shape of the AR-CNN: what training (torch) and inference (numpy) have to agree on.

The config is stored on the card of its model, under `sizes`.
"""

from dataclasses import dataclass

# Kinds of cells: to be predicted; known to be right; played, but perhaps wrong.
HIDDEN, GIVEN, EDITABLE = 0, 1, 2
# 16 steps since the beginning of the piece, or 4 steps of a beat where only the beat is known
PHASES = 20
ROPE_BASE = 1000.0  # of the rotary positions
ARCNN_EPSILON = 1.1920929e-07  # of the RMS norms: that of single precision


@dataclass(frozen=True)
class ArcnnConfig:
    """Letters: V voices, S states (a rest and the pitches), T steps."""

    voices: int = 4
    states: int = 47  # a rest, then the pitches 36 to 81
    pitch: int = 64  # width of the embedding of a state
    width: int = 192
    dilations: tuple[int, ...] = (1, 2, 4, 8, 1, 2, 4, 8, 1, 2)
    attend_after: tuple[int, ...] = (2, 5, 9)  # blocks followed by an attention over time
    heads: int = 3
    window: int = 128  # steps of a training window

    @property
    def head_dim(self) -> int:
        return self.width // self.heads
