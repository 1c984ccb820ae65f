"""The GAN: a U-Net that adds voices to a melody, and the critic that tells them from real music.

References: MuseGAN (Dong et al. 2018; critic, shared and per-bar noise), WGAN-GP (Gulrajani et al.
2017), Coconet (Huang et al. 2017; any part of the music may be given), FiLM (Perez et al. 2018).
Letters: B windows, V voices, S states (a rest and the pitches), D drums, T steps.
"""

import itertools
from collections.abc import Mapping
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from generation.inference.former_names import rename_keys
from generation.techniques.gan.config import GAN_EPSILON, GanConfig
from generation.techniques.gan.former_names import FORMER_KEYS


class Logits(NamedTuple):
    """Logits of every cell."""

    state: Tensor  # (B, V, S, T)
    change: Tensor  # (B, V, T)
    drums: Tensor  # (B, D, T)


class RMSNorm(nn.Module):
    """Normalises over channels only, so that a step never sees how long the song is."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(width, 1))

    def forward(self, x: Tensor) -> Tensor:  # (B, C, T)
        return x * torch.rsqrt(x.square().mean(1, keepdim=True) + GAN_EPSILON) * self.gain


class Block(nn.Module):
    """Two convolutions over time with a residual; the condition scales and shifts between them
    (FiLM)."""

    def __init__(self, width: int, config: GanConfig) -> None:
        super().__init__()
        padding = config.kernel // 2
        self.norm1 = RMSNorm(width)
        self.conv1 = nn.Conv1d(width, width, config.kernel, padding=padding)
        self.norm2 = RMSNorm(width)
        self.film = nn.Conv1d(config.condition, 2 * width, 1)
        self.conv2 = nn.Conv1d(width, width, config.kernel, padding=padding)
        nn.init.zeros_(self.film.weight)
        nn.init.zeros_(self.film.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:  # (B, C, T), (B, condition, T)
        scale, shift = self.film(condition).chunk(2, 1)
        h = self.norm2(self.conv1(self.norm1(x)))
        return x + self.conv2(F.silu(h * (1 + scale) + shift))


class Generator(nn.Module):
    """U-Net over time with pitch folded into channels: four levels, one block down and one up at
    each."""

    def __init__(self, config: GanConfig) -> None:
        super().__init__()
        self.config = config
        widths = config.widths
        self.in_proj = nn.Conv1d(config.inputs, widths[0], 1)
        self.down = nn.ModuleList(Block(width, config) for width in widths)
        self.downsample = nn.ModuleList(
            nn.Conv1d(a, b, 2, stride=2) for a, b in itertools.pairwise(widths)
        )
        self.upsample = nn.ModuleList(nn.Conv1d(b, a, 1) for a, b in itertools.pairwise(widths))
        self.skip_proj = nn.ModuleList(nn.Conv1d(2 * width, width, 1) for width in widths[:-1])
        self.up = nn.ModuleList(Block(width, config) for width in widths[:-1])
        self.bottleneck = Block(widths[-1], config)
        self.norm = RMSNorm(widths[0])
        self.head_hidden = nn.Conv1d(widths[0], 2 * widths[0], 1)
        self.to_logits = nn.Conv1d(2 * widths[0], config.outputs, 1)

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
    ) -> Any:
        """Also of checkpoints whose tensors have their former names."""
        return super().load_state_dict(rename_keys(state_dict, FORMER_KEYS), strict, assign)

    def forward(
        self, features: Tensor, texture: Tensor, song_noise: Tensor, bar_noise: Tensor
    ) -> Logits:
        """features (B, inputs, T), texture (B, texture), song_noise (B, song_noise), bar_noise (B,
        bar_noise, T/16)."""
        shared = torch.cat([texture, song_noise], 1)[:, :, None].expand(-1, -1, bar_noise.shape[2])
        condition = torch.cat([shared, bar_noise], 1)  # (B, condition, T/16)
        conditions = [
            condition.repeat_interleave(16 >> level, 2) for level in range(len(self.down))
        ]
        x = self.in_proj(features)
        skips = []
        for level, block in enumerate(self.down):
            x = block(x, conditions[level])  # (B, widths[level], T >> level)
            if level < len(self.downsample):
                skips.append(x)
                x = self.downsample[level](x)
        x = self.bottleneck(x, conditions[-1])
        for level in reversed(range(len(self.up))):
            x = self.upsample[level](x).repeat_interleave(2, 2)
            x = self.skip_proj[level](torch.cat([x, skips[level]], 1))
            x = self.up[level](x, conditions[level])
        return self.split_logits(self.to_logits(F.silu(self.head_hidden(self.norm(x)))))

    def split_logits(self, out: Tensor) -> Logits:  # (B, outputs, T)
        voices, states = self.config.voices, self.config.states
        state, change, drums = out.split([voices * states, voices, self.config.drums], 1)
        return Logits(state.unflatten(1, (voices, states)), change, drums)


class Critic(nn.Module):
    """Four strided convolutions and a dense layer over the melody, the voices, and their
    chroma."""

    def __init__(self, config: GanConfig) -> None:
        super().__init__()
        self.config = config
        inputs = (config.voices + 1) * (config.states + 1 + 12) + config.drums + config.meter
        channels = (inputs, *config.critic_widths)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(a, b, 6, stride=2, padding=2) for a, b in itertools.pairwise(channels)
        )
        self.dense = nn.Linear(channels[-1] * (config.window // 16), 1)
        fold = torch.zeros(12, config.states)
        fold[torch.arange(config.states - 1) % 12, torch.arange(1, config.states)] = 1
        self.register_buffer("fold", fold, persistent=False)

    def forward(self, state: Tensor, change: Tensor, drums: Tensor, meter: Tensor) -> Tensor:
        """Melody first: state (B, 1 + V, S, T), change (B, 1 + V, T); drums (B, D, T); meter (B,
        meter, T) -> (B,)."""
        chroma = torch.einsum("ps,bvst->bvpt", self.fold, state)
        x = torch.cat([state.flatten(1, 2), chroma.flatten(1, 2), change, drums, meter], 1)
        for convolution in self.convolutions:
            x = F.leaky_relu(convolution(x), 0.2)  # (B, critic_widths[level], T >> level + 1)
        return self.dense(x.flatten(1)).squeeze(1)
