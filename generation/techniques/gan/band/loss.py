"""The first phase of the band network: guess hidden rhythm, and hidden pitches (orderless
likelihood, as Coconet). The second phase's anchor to real music."""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from generation.codecs.monophonic import REST
from generation.techniques.gan.band.config import (
    BAR,
    BEGINS,
    HELD,
    RESTS,
    BandConfig,
    spread_roles,
)
from generation.techniques.gan.band.dataset import Batch
from generation.techniques.gan.band.features import Music, Told, Visible
from generation.techniques.gan.band.masking import draw_visible
from generation.techniques.gan.band.network import Generator, Logits
from generation.training.randomness import chance, normal

# shares of windows and of roles that are not told how busy they are to be
UNKNOWN, UNKNOWN_ROLE = 0.3, 0.25
# A yes-or-no of rhythm has few nats and carries the groove; a long note's pitch has as many steps
# as it is long.
RHYTHM_WEIGHT, DRUMS_WEIGHT = 2.0, 2.0


class Losses(NamedTuple):
    """Nats per hidden cell: pitches of what sounds, rhythm of voices, drum strokes."""

    pitch: Tensor
    rhythm: Tensor
    drums: Tensor

    @property
    def total(self) -> Tensor:
        return self.pitch + RHYTHM_WEIGHT * self.rhythm + DRUMS_WEIGHT * self.drums


class Hidden(NamedTuple):
    """Where there is something to guess, 1 or 0."""

    pitch: Tensor  # (B, V, T)
    rhythm: Tensor  # (B, V, T)
    drums: Tensor  # (B, 1, T)


class Draws(NamedTuple):
    """Everything random about one step, on the device."""

    visible: Visible
    told: Told


def draw_inputs(batch: Batch, config: BandConfig, random: torch.Generator) -> Draws:
    """Masks, noise and textures for one batch."""
    return Draws(draw_visible(batch.music, random), draw_told(batch, config, random))


def draw_told(batch: Batch, config: BandConfig, random: torch.Generator) -> Told:
    windows, steps = batch.music.melody.shape
    known = ~chance(UNKNOWN, (windows, 1, 1), random)
    known = known & ~chance(UNKNOWN_ROLE, (windows, config.roles, 1), random)
    rows = torch.from_numpy(spread_roles(np.arange(config.roles), config)).to(known.device)
    texture = batch.texture * known[:, rows]
    return Told(
        texture,
        normal((windows, config.song_noise), random),
        normal((windows, config.bar_noise, steps // BAR), random),
    )


def find_hidden(music: Music, visible: Visible) -> Hidden:
    """What an absent role would play is nothing to guess, nor the pitch of a rest."""
    there = music.present[:, :, None] * music.inside[:, None]
    rhythm = (1 - visible.rhythm) * there
    pitch = (1 - visible.pitch) * there[:, :-1] * (music.state != REST)
    return Hidden(pitch, rhythm[:, :-1], rhythm[:, -1:])


def read_rhythm(music: Music) -> Tensor:
    """(B, V, T) what each voice does at each step."""
    held = torch.where(music.change.bool(), BEGINS, HELD)
    return torch.where(music.state == REST, RESTS, held)


def compute_losses(generator: Generator, music: Music, draws: Draws) -> Losses:
    """Cross-entropy of the hidden cells."""
    return compute_nll(generator(music, *draws), music, draws.visible)


def compute_nll(logits: Logits, music: Music, visible: Visible) -> Losses:
    hidden, nats = find_hidden(music, visible), measure_nats(logits, music)
    return Losses(*(mean_over(each, where) for each, where in zip(nats, hidden, strict=True)))


def measure_nats(logits: Logits, music: Music) -> tuple[Tensor, Tensor, Tensor]:
    """(B, V, T) of the pitch of what sounds, (B, V, T) of the rhythm, (B, 1, T) a drum's mean."""
    target = (music.state - 1).clamp(min=0)
    pitch = F.cross_entropy(logits.pitch.transpose(1, 2).float(), target, reduction="none")
    rhythm = F.cross_entropy(
        logits.rhythm.transpose(1, 2).float(), read_rhythm(music), reduction="none"
    )
    strokes = F.binary_cross_entropy_with_logits(
        logits.drums.float(), music.drums, reduction="none"
    )
    return pitch, rhythm, strokes.mean(1, keepdim=True)


def mean_over(values: Tensor, where: Tensor) -> Tensor:
    return (values * where).sum() / where.sum().clamp(min=1)
