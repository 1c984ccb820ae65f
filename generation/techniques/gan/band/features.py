"""What the band network is given: the melody, what is visible of rhythm and of pitches, meter,
genre, roles and texture."""

from typing import NamedTuple

import torch
from torch import Tensor

from generation.codecs.monophonic import REST
from generation.techniques.gan.band.config import BAR, PHRASE


class Music(NamedTuple):
    """Melody and band as tensors. B windows, V voices, R roles (the voices, the drums), D drums, T
    steps."""

    melody: Tensor  # (B, T) states, long
    melody_change: Tensor  # (B, T) 0 or 1, float
    state: Tensor  # (B, V, T) states, long
    change: Tensor  # (B, V, T) 0 or 1, float
    drums: Tensor  # (B, D, T) 0 or 1, float
    meter: Tensor  # (B, meter, T)
    bars: Tensor  # (B, T) bars since the window's first step, with fractions
    genre: Tensor  # (B,) long
    present: Tensor  # (B, R) 0 or 1, float
    inside: Tensor  # (B, T) 0 or 1, float


class Visible(NamedTuple):
    """What the network is shown, 1 or 0. Where a voice's pitch shows, its rhythm does."""

    rhythm: Tensor  # (B, R, T); the drums' strokes are their rhythm
    pitch: Tensor  # (B, V, T)


class Told(NamedTuple):
    """What is told of a window beside its notes, and its luck."""

    texture: Tensor  # (B, texture, T / 64)
    song_noise: Tensor  # (B, song_noise)
    bar_noise: Tensor  # (B, bar_noise, T / 16)


def encode_flags(music: Music, visible: Visible) -> Tensor:
    """(B, flags, T): all of the input but states."""
    rhythm, drums = visible.rhythm[:, :-1], visible.rhythm[:, -1:]
    sounding = (music.state != REST).float()
    return torch.cat(
        [
            music.change * sounding * rhythm,
            sounding * rhythm,
            rhythm,
            visible.pitch,
            music.drums * drums,
            drums,
            music.melody_change[:, None],
            music.meter,
        ],
        1,
    )


def hide_states(music: Music, visible: Visible, states: int) -> Tensor:
    """(B, 1 + V, T): the states that show, melody first; `states` is that of a hidden cell."""
    shown = torch.where(visible.pitch.bool(), music.state, states)
    return torch.cat([music.melody[:, None], shown], 1)


def encode_condition(music: Music, told: Told, genres: int) -> Tensor:
    """(B, condition, T / 16)."""
    bars = told.bar_noise.shape[2]
    genre = torch.nn.functional.one_hot(music.genre, genres).float()
    shared = torch.cat([genre, music.present, told.song_noise], 1)[:, :, None]
    texture = told.texture.repeat_interleave(PHRASE // BAR, 2)[:, :, :bars]
    return torch.cat([shared.expand(-1, -1, bars), texture, told.bar_noise], 1)
