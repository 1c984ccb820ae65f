"""First phase: guess the hidden beats (orderless likelihood, as Coconet). Second phase's anchor to
real music."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.dataset import BAR, Batch
from generation.techniques.gan.features import BEAT, Music, encode_features, repeat_beats
from generation.techniques.gan.network import Generator, Logits
from generation.training.randomness import below, chance, normal

UNKNOWN_TEXTURE = 0.15  # share of windows that are not told how busy the music is to be


class Losses(NamedTuple):
    """Nats per hidden cell: pitches of voices, where they change, drum strokes."""

    state: Tensor
    change: Tensor
    drums: Tensor

    @property
    def total(self) -> Tensor:
        # Changes and strokes are yes-or-no cells: they carry the rhythm, and few nats, so they
        # weigh more.
        return self.state + 2 * self.change + 2 * self.drums


class Draws(NamedTuple):
    """Everything random about one step, on the device."""

    visible: Tensor  # (B, V + 1, T)
    texture: Tensor  # (B, texture)
    song_noise: Tensor  # (B, song_noise)
    bar_noise: Tensor  # (B, bar_noise, T / 16)


def select_music(batch: Batch) -> Music:
    """The music of a batch, without what tells of its making."""
    return Music(*batch[:6])


def draw_inputs(batch: Batch, config: GanConfig, random: torch.Generator) -> Draws:
    """Masks, noise and textures for one batch."""
    windows, steps = batch.melody.shape
    visible = repeat_beats(~draw_mask(windows, config.voices + 1, steps // BEAT, random)).float()
    texture = batch.texture * ~chance(UNKNOWN_TEXTURE, (windows, 1), random)
    return Draws(visible, texture, *draw_noise(windows, steps, config, random))


def draw_noise(
    windows: int, steps: int, config: GanConfig, random: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Standard normal noise for whole windows and for their bars."""
    bars = (windows, config.bar_noise, steps // BAR)
    return normal((windows, config.song_noise), random), normal(bars, random)


def draw_mask(windows: int, voices: int, beats: int, random: torch.Generator) -> Tensor:
    """(B, voices, beats), True where the network has to guess: all but the melody, voices, bars, or
    scattered beats.

    At least one cell a window is hidden.
    """
    device = random.device
    kind, some_voices, scattered, stretch = draw_patterns(windows, voices, beats, random)
    hidden = torch.where(kind < 0.7, stretch, scattered)
    hidden = torch.where(kind < 0.5, some_voices, hidden)
    hidden = torch.where(kind < 0.3, True, hidden)
    cell = below(torch.full((windows, 1), voices * beats, device=device), random)
    forced = torch.arange(voices * beats, device=device) == cell
    return hidden | forced.view(windows, voices, beats)


class Patterns(NamedTuple):
    """What may be hidden of each window."""

    kind: Tensor  # (B, 1, 1) uniform, by which one of the others is chosen
    rows: Tensor  # (B, rows, 1) some of them
    scattered: Tensor  # (B, rows, beats) some beats
    stretch: Tensor  # (B, 1, beats) beats that follow each other


def draw_patterns(windows: int, rows: int, beats: int, random: torch.Generator) -> Patterns:
    device = random.device
    kind = torch.rand((windows, 1, 1), generator=random, device=device)
    density = torch.rand((windows, 1, 1), generator=random, device=device)
    some_rows = torch.rand((windows, rows, 1), generator=random, device=device) < density
    scattered = torch.rand((windows, rows, beats), generator=random, device=device) < density
    length = 2 + below(torch.full((windows, 1, 1), beats - 1, device=device), random)
    start = below(beats - length + 1, random)
    at = torch.arange(beats, device=device)
    return Patterns(kind, some_rows, scattered, (at >= start) & (at < start + length))


def compute_losses(generator: Generator, music: Music, draws: Draws, inside: Tensor) -> Losses:
    """Cross-entropy of the hidden cells inside the music; `inside` (B, T)."""
    inputs = encode_features(music, draws.visible, generator.config.states)
    return compute_nll(generator(inputs, *draws[1:]), music, draws.visible, inside)


def compute_nll(logits: Logits, music: Music, visible: Tensor, inside: Tensor) -> Losses:
    hidden = (1 - visible) * inside[:, None]  # (B, V + 1, T)
    of_voices, of_drums = hidden[:, :-1], hidden[:, -1:]
    # (B, V, T)
    state = F.cross_entropy(logits.state.transpose(1, 2).float(), music.state, reduction="none")
    change = F.binary_cross_entropy_with_logits(
        logits.change.float(), music.change, reduction="none"
    )
    strokes = F.binary_cross_entropy_with_logits(
        logits.drums.float(), music.drums, reduction="none"
    ).sum(1, keepdim=True)
    cells = of_voices.sum().clamp(min=1)
    return Losses(
        (state * of_voices).sum() / cells,
        (change * of_voices).sum() / cells,
        (strokes.sum(1, keepdim=True) * of_drums).sum()
        / of_drums.sum().clamp(min=1)
        / max(1, music.drums.shape[1]),
    )
