"""What the generator is given: the melody, those parts of the accompaniment that are already there,
and the meter."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

BEAT = 4  # steps; what is hidden or shown is hidden or shown for whole beats of one voice


class Music(NamedTuple):
    """Melody and accompaniment as tensors. B windows, V voices, D drums, T steps."""

    melody: Tensor  # (B, T) states, long
    melody_change: Tensor  # (B, T) 0 or 1, float
    state: Tensor  # (B, V, T) states, long
    change: Tensor  # (B, V, T) 0 or 1, float
    drums: Tensor  # (B, D, T) 0 or 1, float
    meter: Tensor  # (B, meter, T)


def encode_features(music: Music, visible: Tensor, states: int) -> Tensor:
    """The generator's input (B, inputs, T); `visible` (B, V + 1, T) is 1 where a voice or (last)
    the drums show."""
    visible_voices = visible[:, :-1]
    visible_drums = visible[:, -1:]
    melody = F.one_hot(music.melody, states).transpose(1, 2).float()  # (B, S, T)
    voices = (
        F.one_hot(music.state, states).transpose(2, 3) * visible_voices[:, :, None]
    )  # (B, V, S, T)
    return torch.cat(
        [
            melody,
            music.melody_change[:, None],
            voices.flatten(1, 2),
            music.change * visible_voices,
            visible_voices,
            music.drums * visible_drums,
            visible_drums,
            music.meter,
        ],
        1,
    )


def repeat_beats(flags: Tensor) -> Tensor:
    """(B, V, T/4) flags of beats -> (B, V, T) flags of steps."""
    return flags.repeat_interleave(BEAT, -1)
