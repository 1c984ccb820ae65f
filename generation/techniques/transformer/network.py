"""A causal Transformer over compound steps: one step for a whole note (or chord), whose fields are
drawn in turn.

References: Vaswani et al. 2017; RoFormer (Su et al. 2021; rotary positions), grouped queries
(Ainslie et al. 2023), gated feed-forward (Shazeer 2020), RMS norm (Zhang and Sennrich 2019),
normalised queries and keys (Henry et al. 2020), compound steps whose fields are drawn one after the
other (Ryu et al. 2024, Nested Music Transformer). Letters: B pieces, N steps, I tables of what a
step shows, K of what is told while the next one is drawn.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from generation.techniques.transformer.config import EPSILON, Config, offsets, rates


def rope(times: Tensor, by_order: Tensor, by_time: Tensor) -> tuple[Tensor, Tensor]:
    """Cosines and sines (B, 1, N, depth / 2) for steps at `times` (B, N), quarters; angles a step
    and a quarter."""
    order = torch.arange(times.shape[1], device=times.device, dtype=torch.float32)
    angles = torch.cat(
        [(order[:, None] * by_order).expand(len(times), -1, -1), times[..., None] * by_time], 2
    )
    return angles.cos()[:, None], angles.sin()[:, None]


def apply_rope(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:  # (B, heads, N, depth)
    cosine, sine = turn
    first, second = x.chunk(2, 3)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], 3)


class Attention(nn.Module):
    """Every step looks at those before it and at itself."""

    def __init__(self, sizes: Config) -> None:
        super().__init__()
        self.sizes = sizes
        keys = sizes.key_heads * sizes.head_dim
        self.norm = nn.RMSNorm(sizes.width, EPSILON)
        # Plain separate matrices: Muon makes each one orthogonal for itself.
        self.query = nn.Linear(sizes.width, sizes.width, bias=False)
        self.key = nn.Linear(sizes.width, keys, bias=False)
        self.value = nn.Linear(sizes.width, keys, bias=False)
        self.leave = nn.Linear(sizes.width, sizes.width, bias=False)
        # without it no head could look at one step alone
        self.sharp = nn.Parameter(torch.ones(sizes.heads, 1, 1))

    def forward(self, x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:  # (B, N, width)
        heard, head_dim = self.norm(x), self.sizes.head_dim
        query, key, value = (
            layer(heard).unflatten(2, (-1, head_dim)).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        )
        query, key = (
            apply_rope(F.rms_norm(each, (head_dim,), eps=EPSILON), turn) for each in (query, key)
        )
        query = query * self.sharp
        group = self.sizes.heads // self.sizes.key_heads
        key, value = key.repeat_interleave(group, 1), value.repeat_interleave(group, 1)
        if query.is_cuda:
            query, key = query.to(value.dtype), key.to(value.dtype)
        # Processors attend faster in single precision, also where matrices are multiplied in half
        # of it; GPUs do not.
        with torch.autocast("cpu", enabled=False):
            found = F.scaled_dot_product_attention(
                query, key, value.to(query.dtype), is_causal=True
            )
        return self.leave(found.transpose(1, 2).flatten(2))  # from (B, heads, N, depth)


class Feed(nn.Module):
    """The gated feed-forward part of a layer."""

    def __init__(self, sizes: Config) -> None:
        super().__init__()
        self.norm = nn.RMSNorm(sizes.width, EPSILON)
        self.gate = nn.Linear(sizes.width, sizes.inner, bias=False)
        self.value = nn.Linear(sizes.width, sizes.inner, bias=False)
        self.leave = nn.Linear(sizes.inner, sizes.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:  # (B, N, width)
        heard = self.norm(x)
        return self.leave(F.silu(self.gate(heard)) * self.value(heard))


def pass_layer(
    attention: nn.Module, feed: nn.Module, drop: nn.Module, x: Tensor, turn: tuple[Tensor, Tensor]
) -> Tensor:
    """One layer; a function of its parts, so that all layers can be compiled as one."""
    x = x + drop(attention(x, turn))
    return x + drop(feed(x))


class Transformer(nn.Module):
    """What a piece was so far -> what its next step is, field by field."""

    def __init__(self, sizes: Config) -> None:
        super().__init__()
        self.sizes = sizes
        self.show = nn.Embedding(sum(sizes.shown), sizes.width)
        self.tell = nn.Embedding(sum(sizes.conditions), sizes.width)
        self.attentions = nn.ModuleList(Attention(sizes) for _ in range(sizes.layers))
        self.feeds = nn.ModuleList(Feed(sizes) for _ in range(sizes.layers))
        self.norm = nn.RMSNorm(sizes.width, EPSILON)
        self.draw = nn.ModuleList(nn.Linear(sizes.width, sizes.drawing) for _ in sizes.fields)
        self.leave = nn.ModuleList(nn.Linear(sizes.drawing, size) for size in sizes.fields)
        self.drop = nn.Dropout(sizes.dropout)
        nn.init.normal_(self.show.weight, std=len(sizes.shown) ** -0.5)
        nn.init.normal_(self.tell.weight, std=0.3)
        for layer in self.leave:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.register_buffer("shown_at", torch.tensor(offsets(sizes.shown)), persistent=False)
        for name, angles in zip(("by_order", "by_time"), rates(sizes.head_dim), strict=True):
            self.register_buffer(name, torch.from_numpy(angles), persistent=False)
        self.told_at = offsets(sizes.conditions)

    def enter(self, shown: Tensor, times: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """What the first layer takes."""
        return self.drop(self.show(shown + self.shown_at).sum(2)), rope(
            times, self.by_order, self.by_time
        )

    def hear(self, shown: Tensor, times: Tensor) -> Tensor:
        """shown (B, N, I) whole numbers, when (B, N) quarters -> (B, N, width)."""
        x, turn = self.enter(shown, times)
        for attention, feed in zip(self.attentions, self.feeds, strict=True):
            x = pass_layer(attention, feed, self.drop, x, turn)
        return self.norm(x)

    def say(self, heard: Tensor, conditions: Tensor) -> list[Tensor]:
        """heard (..., width), told (..., K) -> logits (..., values) of each field, given the true
        ones before it."""
        logits, known = [], heard
        column = 0
        for field, hints in enumerate(self.sizes.hints):
            for _ in hints:
                known = known + self.tell(conditions[..., column] + self.told_at[column])
                column += 1
            logits.append(self.leave[field](F.silu(self.draw[field](self.drop(known)))))
            if field + 1 < len(self.sizes.fields):
                known = known + self.tell(conditions[..., column] + self.told_at[column])
            column += 1
        return logits

    def forward(self, shown: Tensor, times: Tensor, conditions: Tensor) -> list[Tensor]:
        return self.say(self.hear(shown, times), conditions)


def nll(logits: list[Tensor], targets: Tensor) -> Tensor:
    """(..., fields) nats of each true value (..., fields); 0 where the truth is negative: not to be
    said there."""
    found = [
        F.cross_entropy(
            each.flatten(0, -2), targets[..., n].flatten(), reduction="none", ignore_index=-1
        )
        for n, each in enumerate(logits)
    ]
    return torch.stack(found, 1).view_as(targets)
