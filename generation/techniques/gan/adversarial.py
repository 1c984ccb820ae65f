"""Second phase: the critic learns to tell drafts from real music, the generator to be taken for
real.

WGAN-GP (Gulrajani et al. 2017): several critic steps to one of the generator, gradient penalty.
Notes are discrete, so gradients pass straight through what was drawn. Likelihood stays as an
anchor; a mode-seeking term (Mao et al. 2019) rewards the generator for letting the noise be heard.
"""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from generation.techniques.gan.features import Music, features
from generation.techniques.gan.loss import Draws, Losses, draw_noise, likelihood
from generation.techniques.gan.network import Critic, Generator, Logits
from generation.techniques.gan.relaxation import coins, gumbel, note_ids, pooled
from generation.training.randomness import chance

PENALTY = 10.0
ADVERSARIAL = 0.5  # size of the critic's gradient at the generator's heads, beside the likelihood's
MODE_SEEKING = 0.5
DRAFTS = 0.6  # share of windows of which the generator gets nothing but the melody


class Roll(NamedTuple):
    """Music as the critic hears it; real or drawn."""

    state: Tensor  # (B, 1 + V, S, T)
    change: Tensor  # (B, 1 + V, T)
    drums: Tensor  # (B, D, T)


class Verdict(NamedTuple):
    """The figures of a critic step."""

    loss: Tensor
    gap: Tensor  # real minus fake: the critic's estimate of how far apart they are
    penalty: Tensor


def real_roll(music: Music, states: int) -> Roll:
    state = torch.cat([music.melody[:, None], music.state], 1)
    change = torch.cat([music.melody_change[:, None], music.change], 1)
    return Roll(F.one_hot(state, states).transpose(2, 3).float(), change, music.drums)


def straight(hard: Tensor, soft: Tensor) -> Tensor:
    """The value of `hard` with the gradient of `soft`."""
    return hard + soft - soft.detach()


def drawn_roll(
    logits: Logits, music: Music, visible: Tensor, real: Roll, random: torch.Generator
) -> Roll:
    """What the generator would play in the hidden beats, among what is real elsewhere; gradients
    pass."""
    shown, drums_shown = visible[:, :-1], visible[:, -1:]
    likely = torch.sigmoid(logits.change)
    change = shown * music.change + (1 - shown) * straight(coins(likely.detach(), random), likely)
    ids = note_ids(change.detach().round())
    of_notes = pooled(F.log_softmax(logits.state, 2).transpose(2, 3), ids)  # (B, V, notes, S)
    soft = torch.softmax(of_notes + gumbel(of_notes, random), 3)
    picked = straight(F.one_hot(soft.argmax(3), soft.shape[3]).float(), soft)
    # (B, V, S, T)
    state = picked.gather(2, ids[..., None].expand(-1, -1, -1, soft.shape[3])).transpose(2, 3)
    state = shown[:, :, None] * real.state[:, 1:] + (1 - shown[:, :, None]) * state
    stroke = torch.sigmoid(logits.drums)
    drums = drums_shown * music.drums + (1 - drums_shown) * straight(
        coins(stroke.detach(), random), stroke
    )
    melody = real.state[:, :1], real.change[:, :1]
    return Roll(torch.cat([melody[0], state], 1), torch.cat([melody[1], change], 1), drums)


def with_drafts(draws: Draws, random: torch.Generator) -> Draws:
    """The draws with some windows hidden wholly."""
    return draws._replace(
        visible=draws.visible * ~chance(DRAFTS, (len(draws.visible), 1, 1), random)
    )


def critic_verdict(
    critic: Critic, real: Roll, fake: Roll, meter: Tensor, random: torch.Generator
) -> Verdict:
    """Wasserstein loss with gradient penalty between real and drawn music."""
    gap = (critic(*real, meter) - critic(*fake, meter)).mean()
    share = torch.rand((len(meter), 1, 1), generator=random, device=meter.device)
    shares = (share[..., None], share, share)
    mixed = [torch.lerp(b, a, each) for a, b, each in zip(real, fake, shares, strict=True)]
    mixed = [part.detach().requires_grad_(True) for part in mixed]
    slopes = torch.autograd.grad(critic(*mixed, meter).sum(), mixed, create_graph=True)
    norm = torch.sqrt(sum(slope.flatten(1).square().sum(1) for slope in slopes) + 1e-12)  # (B,)
    penalty = (norm - 1).square().mean()
    return Verdict(PENALTY * penalty - gap, gap, penalty)


class Wishes(NamedTuple):
    """The figures of a generator step."""

    loss: Tensor
    likelihood: Losses
    fooled: Tensor  # the critic's score of the drawn music
    spread: Tensor  # how far apart two noises set the same window


def generator_wishes(
    generator: Generator,
    critic: Critic,
    music: Music,
    draws: Draws,
    inside: Tensor,
    random: torch.Generator,
) -> Wishes:
    """Fool the critic, stay likely, and differ when the noise differs."""
    heard = features(music, draws.visible, generator.config.states)
    logits = generator(heard, *draws[1:])
    real = real_roll(music, generator.config.states)
    fooled = critic(*drawn_roll(logits, music, draws.visible, real, random), music.meter).mean()
    anchor = likelihood(logits, music, draws.visible, inside)
    half = max(1, len(heard) // 2)
    other = draw_noise(half, heard.shape[2], generator.config, random)
    apart = spread(logits, generator(heard[:half], draws.texture[:half], *other))
    weight = balance(anchor.total, fooled, generator.to_logits.weight)
    return Wishes(anchor.total - weight * fooled - MODE_SEEKING * apart, anchor, fooled, apart)


def spread(one: Logits, other: Logits) -> Tensor:
    """Mean distance between the probabilities of two performances, capped: beyond that, difference
    is only noise."""
    half = len(other.state)
    pitches = (
        (torch.softmax(one.state[:half], 2) - torch.softmax(other.state, 2)).abs().sum(2).mean()
    )
    onsets = (torch.sigmoid(one.change[:half]) - torch.sigmoid(other.change)).abs().mean()
    return (pitches + onsets).clamp(max=0.6)


def balance(anchor: Tensor, fooled: Tensor, heads: Tensor) -> Tensor:
    """The weight that makes the critic's pull on the heads a fixed share of the anchor's (Esser et
    al. 2021)."""
    pull = torch.autograd.grad(anchor, heads, retain_graph=True)[0].norm()
    push = torch.autograd.grad(fooled, heads, retain_graph=True)[0].norm()
    return (ADVERSARIAL * pull / (push + 1e-6)).clamp(max=10.0).detach()
