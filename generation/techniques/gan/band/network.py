"""The band network: a U-Net over time whose bottleneck attends from bar to bar.

References: MuseGAN (Dong et al. 2018; noise of song and bar), Coconet (Huang et al.
2017; any part of the music may be given), FiLM (Perez et al. 2018). Letters: B windows, V voices, S
states (a rest and the pitches), D drums, T steps.
"""

import itertools
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from generation.techniques.gan.band.attention import (
    Detail,
    Layer,
    describe_distances,
    number_tokens,
)
from generation.techniques.gan.band.config import RHYTHMS, BandConfig
from generation.techniques.gan.band.features import (
    Music,
    Told,
    Visible,
    encode_condition,
    encode_flags,
    hide_states,
)
from generation.techniques.gan.network import RMSNorm


class Logits(NamedTuple):
    """Of every cell."""

    pitch: Tensor  # (B, V, S - 1, T) if it sounds
    rhythm: Tensor  # (B, V, RHYTHMS, T)
    drums: Tensor  # (B, D, T)


class Block(nn.Module):
    """Two convolutions over time with a residual, FiLM between them."""

    def __init__(self, width: int, config: BandConfig) -> None:
        super().__init__()
        padding = config.kernel // 2
        self.norm1 = RMSNorm(width)
        self.conv1 = nn.Conv1d(width, width, config.kernel, padding=padding)
        self.norm2 = RMSNorm(width)
        self.film = nn.Conv1d(config.condition, 2 * width, 1)
        self.conv2 = nn.Conv1d(width, width, config.kernel, padding=padding)
        nn.init.zeros_(self.film.weight)
        nn.init.zeros_(self.film.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        """(B, C, T'), (B, condition, T / 16): a row of the condition for each bar."""
        film = self.film(condition).repeat_interleave(x.shape[2] // condition.shape[2], 2)
        scale, shift = film.chunk(2, 1)
        h = self.norm2(self.conv1(self.norm1(x)))
        return x + self.conv2(F.silu(h * (1 + scale) + shift))


class Generator(nn.Module):
    """Four levels of convolutions, one block down and one up at each; a fifth of attention."""

    def __init__(self, config: BandConfig) -> None:
        super().__init__()
        self.config = config
        widths = config.widths
        self.states = nn.Embedding((config.voices + 1) * (config.states + 1), widths[0])
        self.in_proj = nn.Conv1d(config.flags, widths[0], 1)
        self.down = nn.ModuleList(Block(width, config) for width in widths[:-1])
        self.downsample = nn.ModuleList(
            nn.Conv1d(a, b, 2, stride=2) for a, b in itertools.pairwise(widths)
        )
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.detail = Detail(config)
        self.upsample = nn.ModuleList(nn.Conv1d(b, a, 1) for a, b in itertools.pairwise(widths))
        self.skip_proj = nn.ModuleList(nn.Conv1d(2 * width, width, 1) for width in widths[:-1])
        self.up = nn.ModuleList(Block(width, config) for width in widths[:-1])
        self.norm = RMSNorm(widths[0])
        self.head_hidden = nn.Conv1d(widths[0], 2 * widths[0], 1)
        self.to_logits = nn.Conv1d(2 * widths[0], config.outputs, 1)
        nn.init.normal_(self.states.weight, std=0.1)

    def forward(self, music: Music, visible: Visible, told: Told) -> Logits:
        condition = encode_condition(music, told, self.config.genres)
        distances = describe_distances(number_tokens(music.bars))
        x = self.in_proj(encode_flags(music, visible)) + self.embed(music, visible)
        skips = []
        for block, downsample in zip(self.down, self.downsample, strict=True):
            skips.append(block(x, condition))
            x = downsample(skips[-1])
        for layer in self.layers:
            x = layer(x, distances, condition)  # (B, widths[-1], T / 16)
        bars = x
        for level in reversed(range(len(self.up))):
            x = self.upsample[level](x).repeat_interleave(2, 2)
            x = self.skip_proj[level](torch.cat([x, skips[level]], 1))
            if level == self.config.detail:
                x = self.detail(x, bars, distances)
            x = self.up[level](x, condition)
        return self.split_logits(self.to_logits(F.silu(self.head_hidden(self.norm(x)))))

    def embed(self, music: Music, visible: Visible) -> Tensor:
        """(B, C, T) sum of what each voice's visible state stands for."""
        rows = self.config.states + 1
        states = hide_states(music, visible, self.config.states)
        first = rows * torch.arange(states.shape[1], device=states.device)
        return self.states(states + first[:, None]).sum(1).transpose(1, 2)

    def split_logits(self, out: Tensor) -> Logits:  # (B, outputs, T)
        voices, pitches = self.config.voices, self.config.states - 1
        pitch, rhythm, drums = out.split([voices * pitches, voices * RHYTHMS, self.config.drums], 1)
        return Logits(
            pitch.unflatten(1, (voices, pitches)), rhythm.unflatten(1, (voices, RHYTHMS)), drums
        )


class Critic(nn.Module):
    """Four strided convolutions and a dense layer over eight bars, as the original's; how well they
    suit the genre by projection (Miyato and Koyama 2018)."""

    def __init__(self, config: BandConfig) -> None:
        super().__init__()
        self.config = config
        told = config.meter + config.roles
        inputs = (config.voices + 1) * (config.states + 1 + 12) + config.drums + told
        channels = (inputs, *config.critic_widths)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(a, b, 6, stride=2, padding=2) for a, b in itertools.pairwise(channels)
        )
        features = channels[-1] * (config.short // 16)
        self.dense = nn.Linear(features, 1)
        self.genres = nn.Embedding(config.genres, features)
        nn.init.normal_(self.genres.weight, std=features**-0.5)
        fold = torch.zeros(12, config.states)
        fold[torch.arange(config.states - 1) % 12, torch.arange(1, config.states)] = 1
        self.register_buffer("fold", fold, persistent=False)

    def forward(self, state: Tensor, change: Tensor, drums: Tensor, music: Music) -> Tensor:
        """Melody first: state (B, 1 + V, S, T), change (B, 1 + V, T); drums (B, D, T) -> (B,)."""
        chroma = torch.einsum("ps,bvst->bvpt", self.fold, state)
        present = music.present[:, :, None].expand(-1, -1, state.shape[3])
        notes = [state.flatten(1, 2), chroma.flatten(1, 2), change, drums]
        x = torch.cat([*notes, music.meter, present], 1)
        for convolution in self.convolutions:
            x = F.leaky_relu(convolution(x), 0.2)  # (B, critic_widths[level], T >> level + 1)
        x = x.flatten(1)
        return self.dense(x).squeeze(1) + (self.genres(music.genre) * x).sum(1)
