"""A causal Transformer over compound tokens: one step for a whole note (or chord), whose fields are
predicted one after the other.

References: Vaswani et al. 2017; RoFormer (Su et al. 2021; rotary positions), grouped queries
(Ainslie et al. 2023), gated feed-forward (Shazeer 2020), RMS norm (Zhang and Sennrich 2019),
normalised queries and keys (Henry et al. 2020), compound tokens whose fields are predicted in turn
(Ryu et al. 2024, Nested Music Transformer). Letters: B windows, N steps, C width, I inputs of a
step (each an index into an embedding table), K conditions of its fields.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from generation.inference.former_names import rename_keys
from generation.techniques.transformer.config import EPSILON, Config, rope_rates, table_offsets
from generation.techniques.transformer.former_names import FORMER_KEYS

Rotation = tuple[Tensor, Tensor]  # cosines and sines (B, 1, N, head_dim / 2)


def rope(times: Tensor, by_order: Tensor, by_time: Tensor) -> Rotation:
    """Rotary positions of steps at `times` (B, N), quarters; angles a step and a quarter."""
    order = torch.arange(times.shape[1], device=times.device, dtype=torch.float32)
    angles = torch.cat(
        [(order[:, None] * by_order).expand(len(times), -1, -1), times[..., None] * by_time], 2
    )
    return angles.cos()[:, None], angles.sin()[:, None]


def apply_rope(x: Tensor, rotation: Rotation) -> Tensor:  # (B, heads, N, head_dim)
    cosine, sine = rotation
    first, second = x.chunk(2, 3)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], 3)


class Attention(nn.Module):
    """Causal self-attention with grouped queries."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        key_width = config.key_heads * config.head_dim
        self.norm = nn.RMSNorm(config.width, EPSILON)
        # Plain separate matrices: Muon makes each one orthogonal for itself.
        self.query_proj = nn.Linear(config.width, config.width, bias=False)
        self.key_proj = nn.Linear(config.width, key_width, bias=False)
        self.value_proj = nn.Linear(config.width, key_width, bias=False)
        self.out_proj = nn.Linear(config.width, config.width, bias=False)
        # without it no head could look at one step alone, for queries and keys have norm one
        self.qk_scale = nn.Parameter(torch.ones(config.heads, 1, 1))

    def forward(self, x: Tensor, rotation: Rotation) -> Tensor:  # (B, N, C)
        h, head_dim = self.norm(x), self.config.head_dim
        query, key, value = (
            layer(h).unflatten(2, (-1, head_dim)).transpose(1, 2)
            for layer in (self.query_proj, self.key_proj, self.value_proj)
        )
        query, key = (
            apply_rope(F.rms_norm(each, (head_dim,), eps=EPSILON), rotation)
            for each in (query, key)
        )
        query = query * self.qk_scale
        group = self.config.heads // self.config.key_heads
        key, value = key.repeat_interleave(group, 1), value.repeat_interleave(group, 1)
        if query.is_cuda:
            query, key = query.to(value.dtype), key.to(value.dtype)
        # Processors attend faster in single precision, also where matrices are multiplied in half
        # of it; GPUs do not.
        with torch.autocast("cpu", enabled=False):
            attn = F.scaled_dot_product_attention(query, key, value.to(query.dtype), is_causal=True)
        return self.out_proj(attn.transpose(1, 2).flatten(2))  # from (B, heads, N, head_dim)


class FeedForward(nn.Module):
    """The gated feed-forward part of a layer (SwiGLU)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.norm = nn.RMSNorm(config.width, EPSILON)
        self.gate_proj = nn.Linear(config.width, config.ffn_width, bias=False)
        self.up_proj = nn.Linear(config.width, config.ffn_width, bias=False)
        self.down_proj = nn.Linear(config.ffn_width, config.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:  # (B, N, C)
        h = self.norm(x)
        return self.down_proj(F.silu(self.gate_proj(h)) * self.up_proj(h))


def run_layer(
    attention: nn.Module, ffn: nn.Module, dropout: nn.Module, x: Tensor, rotation: Rotation
) -> Tensor:
    """One layer; a function of its parts, so that all layers can be compiled as one."""
    x = x + dropout(attention(x, rotation))
    return x + dropout(ffn(x))


class Transformer(nn.Module):
    """Steps so far -> logits of each field of the next step."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.input_emb = nn.Embedding(sum(config.inputs), config.width)
        self.condition_emb = nn.Embedding(sum(config.conditions), config.width)
        self.attentions = nn.ModuleList(Attention(config) for _ in range(config.layers))
        self.ffns = nn.ModuleList(FeedForward(config) for _ in range(config.layers))
        self.norm = nn.RMSNorm(config.width, EPSILON)
        # the head of each field: a hidden layer, and its output
        self.head_hidden = nn.ModuleList(
            nn.Linear(config.width, config.head_width) for _ in config.fields
        )
        self.head_out = nn.ModuleList(nn.Linear(config.head_width, size) for size in config.fields)
        self.dropout = nn.Dropout(config.dropout)
        nn.init.normal_(self.input_emb.weight, std=len(config.inputs) ** -0.5)
        nn.init.normal_(self.condition_emb.weight, std=0.3)
        for layer in self.head_out:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.register_buffer(
            "input_offsets", torch.tensor(table_offsets(config.inputs)), persistent=False
        )
        for name, angles in zip(("by_order", "by_time"), rope_rates(config.head_dim), strict=True):
            self.register_buffer(name, torch.from_numpy(angles), persistent=False)
        self.condition_offsets = table_offsets(config.conditions)

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
    ) -> Any:
        """Also of checkpoints whose tensors have their former names."""
        return super().load_state_dict(rename_keys(state_dict, FORMER_KEYS), strict, assign)

    def embed(self, inputs: Tensor, times: Tensor) -> tuple[Tensor, Rotation]:
        """inputs (B, N, I) indices, times (B, N) quarters -> (B, N, C), what the first layer
        takes."""
        x = self.dropout(self.input_emb(inputs + self.input_offsets).sum(2))
        return x, rope(times, self.by_order, self.by_time)

    def backbone(self, inputs: Tensor, times: Tensor) -> Tensor:
        """inputs (B, N, I), times (B, N) -> hidden states (B, N, C)."""
        x, rotation = self.embed(inputs, times)
        for attention, ffn in zip(self.attentions, self.ffns, strict=True):
            x = run_layer(attention, ffn, self.dropout, x, rotation)
        return self.norm(x)

    def field_logits(self, h: Tensor, conditions: Tensor) -> list[Tensor]:
        """h (..., C), conditions (..., K) -> logits (..., values) of each field, given the true
        ones before it."""
        logits: list[Tensor] = []
        column = 0
        for field, known in enumerate(self.config.field_conditions):
            for _ in known:
                h = h + self.embed_condition(conditions, column)
                column += 1
            hidden = F.silu(self.head_hidden[field](self.dropout(h)))
            logits.append(self.head_out[field](hidden))
            if field + 1 < len(self.config.fields):  # the field itself is known to those after it
                h = h + self.embed_condition(conditions, column)
            column += 1
        return logits

    def embed_condition(self, conditions: Tensor, column: int) -> Tensor:  # (..., C)
        return self.condition_emb(conditions[..., column] + self.condition_offsets[column])

    def forward(self, inputs: Tensor, times: Tensor, conditions: Tensor) -> list[Tensor]:
        return self.field_logits(self.backbone(inputs, times), conditions)


def nll(logits: list[Tensor], targets: Tensor) -> Tensor:
    """(..., fields) negative log likelihood, nats, of targets (..., fields); 0 where they are
    `IGNORE`."""
    losses = [
        F.cross_entropy(
            each.flatten(0, -2), targets[..., n].flatten(), reduction="none", ignore_index=-1
        )
        for n, each in enumerate(logits)
    ]
    return torch.stack(losses, 1).view_as(targets)
