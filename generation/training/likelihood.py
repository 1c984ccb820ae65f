"""First phase: guess the hidden beats (orderless likelihood, as Coconet). Second phase's anchor to real music."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.random import Generator as Random
from torch import Tensor
from torch.nn import functional as F

from generation.networks.config import GanConfig
from generation.networks.gan import Generator, Logits
from generation.networks.hearing import BEAT, Music, by_beat, features
from generation.training.batches import Batch
from generation.training.masks import hidden_beats

UNKNOWN_TEXTURE = 0.15  # share of windows that are not told how busy the music is to be


class Losses(NamedTuple):
    """Nats per hidden cell: pitches of voices, where they change, drum strokes."""

    state: Tensor
    change: Tensor
    drums: Tensor

    @property
    def total(self) -> Tensor:
        # Changes and strokes are yes-or-no cells: they carry the rhythm, and few nats, so they weigh more.
        return self.state + 2 * self.change + 2 * self.drums


class Draws(NamedTuple):
    """Everything random about one step, on the device."""

    visible: Tensor  # (B, V + 1, T)
    texture: Tensor  # (B, texture)
    song_noise: Tensor  # (B, song_noise)
    bar_noise: Tensor  # (B, bar_noise, T / 16)


def music_of(batch: Batch, device: torch.device) -> Music:
    """A batch as tensors."""
    melody, melody_change, state, change, drums, meter = (torch.from_numpy(field).to(device) for field in batch[:6])
    return Music(melody.long(), melody_change.float(), state.long(), change.float(), drums.float(), meter)


def draws_for(batch: Batch, config: GanConfig, random: Random, device: torch.device) -> Draws:
    """Masks, noise and textures for one batch."""
    windows, steps = batch.melody.shape
    hidden = hidden_beats(windows, config.voices + 1, steps // BEAT, random)
    visible = by_beat(torch.from_numpy(~hidden)).float()
    texture = torch.from_numpy(batch.texture * (random.random((windows, 1)) >= UNKNOWN_TEXTURE)).float()
    return Draws(visible.to(device), texture.to(device), *(n.to(device) for n in noise(windows, steps, config, random)))


def noise(windows: int, steps: int, config: GanConfig, random: Random) -> tuple[Tensor, Tensor]:
    """Standard normal noise for whole windows and for their bars."""
    song = random.standard_normal((windows, config.song_noise), np.float32)
    bars = random.standard_normal((windows, config.bar_noise, steps // 16), np.float32)
    return torch.from_numpy(song), torch.from_numpy(bars)


def losses(generator: Generator, music: Music, draws: Draws, inside: Tensor) -> Losses:
    """Cross-entropy of the hidden cells inside the music; `inside` (B, T)."""
    heard = features(music, draws.visible, generator.config.states)
    return likelihood(generator(heard, *draws[1:]), music, draws.visible, inside)


def likelihood(logits: Logits, music: Music, visible: Tensor, inside: Tensor) -> Losses:
    hidden = (1 - visible) * inside[:, None]  # (B, V + 1, T)
    of_voices, of_drums = hidden[:, :-1], hidden[:, -1:]
    state = F.cross_entropy(logits.state.transpose(1, 2), music.state, reduction="none")  # (B, V, T)
    change = F.binary_cross_entropy_with_logits(logits.change, music.change, reduction="none")
    strokes = F.binary_cross_entropy_with_logits(logits.drums, music.drums, reduction="none").sum(1, keepdim=True)
    cells = of_voices.sum().clamp(min=1)
    return Losses(
        (state * of_voices).sum() / cells,
        (change * of_voices).sum() / cells,
        (strokes * of_drums).sum() / of_drums.sum().clamp(min=1) / max(1, music.drums.shape[1]),
    )
