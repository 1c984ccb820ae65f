"""The AR-CNN: predicts any cells of a chorale from any others, and corrects those that were played.

References: Coconet (Huang et al. 2017; convolutions that complete music in any order), orderless
NADE (Uria, Murray and Larochelle 2014), RoFormer (Su et al. 2021; rotary positions), gated
convolutions (Dauphin et al. 2017). Letters: B windows, V voices, S states (a rest and the pitches),
T steps.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from generation.inference.former_names import rename_keys
from generation.techniques.arcnn.config import ARCNN_EPSILON, HIDDEN, PHASES, ROPE_BASE, ArcnnConfig
from generation.techniques.arcnn.former_names import FORMER_KEYS


class Block(nn.Module):
    """A gated, dilated convolution over time (three taps) with a residual."""

    def __init__(self, config: ArcnnConfig, dilation: int) -> None:
        super().__init__()
        width = config.width
        self.dilation = dilation
        self.norm = nn.RMSNorm(width, ARCNN_EPSILON)
        # Taps side by side as linear layers: plain matrices are what Muon trains, and what the
        # processor likes.
        self.value_proj = nn.Linear(3 * width, width)
        self.gate_proj = nn.Linear(3 * width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:  # (B, T, width)
        steps, dilation = x.shape[1], self.dilation
        padded = F.pad(self.norm(x), (0, 0, dilation, dilation))
        # (B, T, 3 width)
        taps = torch.cat([padded[:, n * dilation : n * dilation + steps] for n in range(3)], 2)
        return x + self.out_proj(self.value_proj(taps) * self.gate_proj(taps).sigmoid())


class Attention(nn.Module):
    """Self-attention over all steps: a phrase that comes back is recognised."""

    def __init__(self, config: ArcnnConfig) -> None:
        super().__init__()
        width = config.width
        self.heads = config.heads
        self.norm = nn.RMSNorm(width, ARCNN_EPSILON)
        self.query_proj = nn.Linear(width, width, bias=False)
        self.key_proj = nn.Linear(width, width, bias=False)
        self.value_proj = nn.Linear(width, width, bias=False)
        self.out_proj = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor, rotation: tuple[Tensor, Tensor]) -> Tensor:  # (B, T, width)
        h = self.norm(x)
        query, key, value = (
            layer(h).unflatten(2, (self.heads, -1)).transpose(1, 2)
            for layer in (self.query_proj, self.key_proj, self.value_proj)
        )
        # (B, heads, T, head_dim)
        attn = F.scaled_dot_product_attention(
            apply_rope(query, rotation), apply_rope(key, rotation), value
        )
        return x + self.out_proj(attn.transpose(1, 2).flatten(2))


def rope(steps: int, head_dim: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines (T, head_dim / 2) of the rotary positions."""
    rates = ROPE_BASE ** -(torch.arange(0, head_dim, 2) / head_dim)
    angles = torch.arange(steps)[:, None] * rates
    return angles.cos(), angles.sin()


def apply_rope(x: Tensor, rotation: tuple[Tensor, Tensor]) -> Tensor:  # (B, heads, T, head_dim)
    cosine, sine = rotation
    first, second = x.chunk(2, 3)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], 3)


class Arcnn(nn.Module):
    """Dilated convolutions and attentions over time; pitch is folded into channels that all voices
    share."""

    def __init__(self, config: ArcnnConfig) -> None:
        super().__init__()
        self.config = config
        self.state_emb = nn.Embedding(config.states, config.pitch)
        self.kind_emb = nn.Embedding(3 * config.voices, config.pitch)
        self.phase_emb = nn.Embedding(PHASES, config.width)
        self.in_proj = nn.Linear(config.voices * config.pitch, config.width)
        self.blocks = nn.ModuleList(Block(config, dilation) for dilation in config.dilations)
        self.attentions = nn.ModuleDict(
            {str(after): Attention(config) for after in config.attend_after}
        )
        self.norm = nn.RMSNorm(config.width, ARCNN_EPSILON)
        self.head_hidden = nn.Linear(config.width, config.voices * 2 * config.pitch)
        self.to_logits = nn.Linear(2 * config.pitch, config.states)
        self.out_bias = nn.Parameter(torch.zeros(config.voices, config.states))
        nn.init.normal_(self.kind_emb.weight, std=0.5)
        nn.init.normal_(self.phase_emb.weight, std=0.2)

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
    ) -> Any:
        """Also of checkpoints whose tensors have their former names."""
        return super().load_state_dict(rename_keys(state_dict, FORMER_KEYS), strict, assign)

    def forward(self, state: Tensor, kind: Tensor, phase: Tensor) -> Tensor:
        """state, kind (B, V, T), phase (B, T), all whole numbers -> logits (B, V, T, S)."""
        config = self.config
        kind_offset = torch.arange(config.voices, device=kind.device)[:, None] * 3
        visible = (kind != HIDDEN)[..., None]
        # (B, V, T, pitch)
        cells = self.state_emb(state) * visible + self.kind_emb(kind + kind_offset)
        # (B, T, width)
        x = self.in_proj(cells.transpose(1, 2).flatten(2)) + self.phase_emb(phase)
        rotation = rope(state.shape[2], config.head_dim)
        rotation = (rotation[0].to(x.device), rotation[1].to(x.device))
        for number, block in enumerate(self.blocks):
            x = block(x)
            if str(number) in self.attentions:
                x = self.attentions[str(number)](x, rotation)
        h = self.head_hidden(self.norm(x)).unflatten(2, (config.voices, -1))  # (B, T, V, 2 pitch)
        return (self.to_logits(F.silu(h)) + self.out_bias).transpose(1, 2)
