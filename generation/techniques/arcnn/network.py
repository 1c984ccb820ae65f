"""The AR-CNN: guesses any cells of a chorale from any others, and doubts those that were played.

References: Coconet (Huang et al. 2017; convolutions that complete music in any order), orderless
NADE (Uria, Murray and Larochelle 2014), RoFormer (Su et al. 2021; rotary positions), gated
convolutions (Dauphin et al. 2017). Letters: B windows, V voices, S states (a rest and the pitches),
T steps.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from generation.techniques.arcnn.config import ARCNN_EPSILON, HIDDEN, PHASES, ROPE_BASE, ArcnnConfig


class Block(nn.Module):
    """A gated, dilated convolution over time (three taps) with a residual."""

    def __init__(self, config: ArcnnConfig, dilation: int) -> None:
        super().__init__()
        width = config.width
        self.dilation = dilation
        self.norm = nn.RMSNorm(width, ARCNN_EPSILON)
        # Taps side by side as linear layers: plain matrices are what Muon trains, and what the
        # processor likes.
        self.value = nn.Linear(3 * width, width)
        self.gate = nn.Linear(3 * width, width)
        self.leave = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:  # (B, T, width)
        steps, apart = x.shape[1], self.dilation
        near = F.pad(self.norm(x), (0, 0, apart, apart))
        # (B, T, 3 width)
        taps = torch.cat([near[:, n * apart : n * apart + steps] for n in range(3)], 2)
        return x + self.leave(self.value(taps) * self.gate(taps).sigmoid())


class Attention(nn.Module):
    """Every step looks at every other, so that a phrase that comes back is recognised."""

    def __init__(self, config: ArcnnConfig) -> None:
        super().__init__()
        width = config.width
        self.heads = config.heads
        self.norm = nn.RMSNorm(width, ARCNN_EPSILON)
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(width, width, bias=False)
        self.value = nn.Linear(width, width, bias=False)
        self.leave = nn.Linear(width, width, bias=False)

    def forward(self, x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:  # (B, T, width)
        heard = self.norm(x)
        query, key, value = (
            layer(heard).unflatten(2, (self.heads, -1)).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        )
        # (B, heads, T, depth)
        found = F.scaled_dot_product_attention(
            apply_rope(query, turn), apply_rope(key, turn), value
        )
        return x + self.leave(found.transpose(1, 2).flatten(2))


def rope(steps: int, head_dim: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines (T, depth / 2) of the rotary positions."""
    rates = ROPE_BASE ** -(torch.arange(0, head_dim, 2) / head_dim)
    angles = torch.arange(steps)[:, None] * rates
    return angles.cos(), angles.sin()


def apply_rope(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:  # (B, heads, T, depth)
    cosine, sine = turn
    first, second = x.chunk(2, 3)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], 3)


class Arcnn(nn.Module):
    """Pitch is folded into features that all voices share; convolutions and three attentions run
    over time."""

    def __init__(self, config: ArcnnConfig) -> None:
        super().__init__()
        self.config = config
        self.state = nn.Embedding(config.states, config.pitch)
        self.kind = nn.Embedding(3 * config.voices, config.pitch)
        self.phase = nn.Embedding(PHASES, config.width)
        self.enter = nn.Linear(config.voices * config.pitch, config.width)
        self.blocks = nn.ModuleList(Block(config, dilation) for dilation in config.dilations)
        self.attentions = nn.ModuleDict(
            {str(after): Attention(config) for after in config.attend_after}
        )
        self.leave = nn.Sequential(
            nn.RMSNorm(config.width, ARCNN_EPSILON),
            nn.Linear(config.width, config.voices * 2 * config.pitch),
        )
        self.guess = nn.Linear(2 * config.pitch, config.states)
        self.habit = nn.Parameter(torch.zeros(config.voices, config.states))
        nn.init.normal_(self.kind.weight, std=0.5)
        nn.init.normal_(self.phase.weight, std=0.2)

    def forward(self, state: Tensor, kind: Tensor, phase: Tensor) -> Tensor:
        """state, kind (B, V, T), phase (B, T), all whole numbers -> logits (B, V, T, S)."""
        config = self.config
        of_voice = torch.arange(config.voices, device=kind.device)[:, None] * 3
        # (B, V, T, pitch)
        cells = self.state(state) * (kind != HIDDEN)[..., None] + self.kind(kind + of_voice)
        x = self.enter(cells.transpose(1, 2).flatten(2)) + self.phase(phase)  # (B, T, width)
        turn = rope(state.shape[2], config.width // config.heads)
        turn = (turn[0].to(x.device), turn[1].to(x.device))
        for number, block in enumerate(self.blocks):
            x = block(x)
            if str(number) in self.attentions:
                x = self.attentions[str(number)](x, turn)
        out = self.leave(x).unflatten(2, (config.voices, -1))  # (B, T, V, 2 pitch)
        return (self.guess(F.silu(out)) + self.habit).transpose(1, 2)
