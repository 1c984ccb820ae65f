"""Attention between the bars of a song, and what a bar reads of the bars it attends to.

References: Vaswani et al. 2017; relative positions as a bias on the scores (Shaw et al. 2018), here
smooth in the number of bars between, and periodic in phrases of 2, 4, 8 and 16 bars. Letters: B
windows, H heads, N tokens (16 steps each), C channels, P steps of a level within a token.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from generation.techniques.gan.band.config import BAR, PERIODS, BandConfig
from generation.techniques.gan.network import RMSNorm

NEAR = 2 * len(PERIODS) + 2  # features of a distance
BEYOND = -1e4  # nats: out of reach


def describe_distances(bars: Tensor) -> Tensor:
    """(B, N) bar numbers of tokens, with fractions -> (B, N, N, NEAR): how far, and where in a
    phrase, each token lies from each other one."""
    between = bars[:, None, :] - bars[:, :, None]
    turns = [2 * torch.pi * between / period for period in PERIODS]
    far = torch.log1p(between.abs())
    return torch.stack(
        [*(t.cos() for t in turns), *(t.sin() for t in turns), far, far * between.sign()], 3
    )


def find_reach(tokens: int, reach: int, device: torch.device) -> Tensor:
    """(N, N) 0 for tokens nearer than `reach`, else so little that they are not heard."""
    at = torch.arange(tokens, device=device)
    return torch.where((at[None] - at[:, None]).abs() < reach, 0.0, BEYOND)


class Weights(nn.Module):
    """How much each bar attends to each bar."""

    def __init__(self, config: BandConfig) -> None:
        super().__init__()
        width = config.widths[-1]
        self.heads, self.reach = config.heads, config.reach
        self.norm = RMSNorm(width)
        self.query_key = nn.Conv1d(width, 2 * width, 1)
        self.distance = nn.Linear(NEAR, config.heads, bias=False)
        nn.init.zeros_(self.distance.weight)

    def forward(self, x: Tensor, distances: Tensor) -> Tensor:  # (B, C, N), (B, N, N, NEAR)
        query, key = self.query_key(self.norm(x)).unflatten(1, (2, self.heads, -1)).unbind(1)
        scores = torch.einsum("bhcn,bhcm->bhnm", query, key).float() * query.shape[2] ** -0.5
        scores = scores + self.distance(distances).permute(0, 3, 1, 2)
        reach = find_reach(x.shape[2], self.reach, x.device)
        return torch.softmax(scores + reach, 3)  # (B, H, N, N)


class Layer(nn.Module):
    """Attention and a layer at each bar; the condition scales and shifts between them (FiLM)."""

    def __init__(self, config: BandConfig) -> None:
        super().__init__()
        width = config.widths[-1]
        self.weights = Weights(config)
        self.value = nn.Conv1d(width, width, 1)
        self.out_proj = nn.Conv1d(width, width, 1)
        self.norm = RMSNorm(width)
        self.film = nn.Conv1d(config.condition, 2 * width, 1)
        self.ffn_in = nn.Conv1d(width, config.ffn, 1)
        self.ffn_out = nn.Conv1d(config.ffn, width, 1)
        for each in (self.film.weight, self.film.bias, self.out_proj.weight, self.ffn_out.weight):
            nn.init.zeros_(each)

    def forward(self, x: Tensor, distances: Tensor, condition: Tensor) -> Tensor:
        """(B, C, N), (B, N, N, NEAR), (B, condition, N)."""
        read = read_bars(self.weights(x, distances), self.value(self.weights.norm(x)))
        x = x + self.out_proj(read)
        scale, shift = self.film(condition).chunk(2, 1)
        h = self.norm(x) * (1 + scale) + shift
        return x + self.ffn_out(F.silu(self.ffn_in(h)))


class Detail(nn.Module):
    """Each step reads the same place of the bars that its bar attends to: what is to be repeated,
    note for note."""

    def __init__(self, config: BandConfig) -> None:
        super().__init__()
        width = config.widths[config.detail]
        self.weights = Weights(config)
        self.norm = RMSNorm(width)
        self.value = nn.Conv1d(width, width, 1)
        self.out_proj = nn.Conv1d(width, width, 1)
        nn.init.zeros_(self.out_proj.weight)

    def forward(self, x: Tensor, bars: Tensor, distances: Tensor) -> Tensor:
        """(B, C, N P), (B, C of the bottleneck, N), (B, N, N, NEAR)."""
        return x + self.out_proj(read_bars(self.weights(bars, distances), self.value(self.norm(x))))


def read_bars(weights: Tensor, value: Tensor) -> Tensor:
    """(B, H, N, N) of (B, C, N P): each head reads its share of the channels."""
    heads, tokens = weights.shape[1], weights.shape[2]
    split = value.unflatten(1, (heads, -1)).unflatten(3, (tokens, -1))  # (B, H, C / H, N, P)
    read = torch.einsum("bhnm,bhcmp->bhcnp", weights.to(value.dtype), split)
    return read.flatten(3, 4).flatten(1, 2)


def number_tokens(bars: Tensor) -> Tensor:
    """(B, T) bar numbers of steps, with fractions -> (B, N) of the tokens' first steps."""
    return bars[:, ::BAR]
