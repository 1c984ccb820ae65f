"""Second phase: the critic learns to tell drafts from real music, the generator to be taken for
real.

WGAN-GP (Gulrajani et al. 2017): several critic steps to one of the generator, gradient penalty.
Notes are discrete, so gradients pass straight through what was drawn. Likelihood stays as an
anchor; a mode-seeking term (Mao et al. 2019) rewards the generator for following the noise.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from generation.techniques.gan.features import Music, encode_features
from generation.techniques.gan.loss import Draws, Losses, compute_nll, draw_noise
from generation.techniques.gan.network import Critic, Generator, Logits
from generation.techniques.gan.relaxation import draw_coins, draw_gumbel, number_notes, pool_notes
from generation.training.randomness import chance

PENALTY = 10.0
ADVERSARIAL = 0.5  # size of the critic's gradient at the generator's heads, beside the likelihood's
MODE_SEEKING = 0.5
DRAFTS = 0.6  # share of windows of which the generator gets nothing but the melody


Rolls = tuple[Tensor, Tensor, Tensor]


class Roll(NamedTuple):
    """Inputs of the critic; real or sampled."""

    state: Tensor  # (B, 1 + V, S, T)
    change: Tensor  # (B, 1 + V, T)
    drums: Tensor  # (B, D, T)


class CriticLosses(NamedTuple):
    """The figures of a critic step."""

    loss: Tensor
    gap: Tensor  # real minus fake: the critic's estimate of how far apart they are
    penalty: Tensor
    # share of the windows whose real music scores higher than what is drawn for them; a guess: .5
    told: Tensor
    generator: Tensor  # the generator's loss: how far from real its music is scored


def encode_roll(music: Music, states: int) -> Roll:
    state = torch.cat([music.melody[:, None], music.state], 1)
    change = torch.cat([music.melody_change[:, None], music.change], 1)
    return Roll(F.one_hot(state, states).transpose(2, 3).float(), change, music.drums)


def pass_straight_through(hard: Tensor, soft: Tensor) -> Tensor:
    """The value of `hard` with the gradient of `soft`."""
    return hard + soft - soft.detach()


def sample_roll(
    logits: Logits, music: Music, visible: Tensor, real: Roll, random: torch.Generator
) -> Roll:
    """What the generator would play in the hidden beats, among what is real elsewhere; gradients
    pass."""
    visible_voices, visible_drums = visible[:, :-1], visible[:, -1:]
    probability = torch.sigmoid(logits.change)
    change = visible_voices * music.change + (1 - visible_voices) * pass_straight_through(
        draw_coins(probability.detach(), random), probability
    )
    ids = number_notes(change.detach().round())
    note_log_probs = pool_notes(
        F.log_softmax(logits.state, 2).transpose(2, 3), ids
    )  # (B, V, notes, S)
    soft = torch.softmax(note_log_probs + draw_gumbel(note_log_probs, random), 3)
    picked = pass_straight_through(F.one_hot(soft.argmax(3), soft.shape[3]).float(), soft)
    # (B, V, S, T)
    state = picked.gather(2, ids[..., None].expand(-1, -1, -1, soft.shape[3])).transpose(2, 3)
    state = (
        visible_voices[:, :, None] * real.state[:, 1:] + (1 - visible_voices[:, :, None]) * state
    )
    stroke = torch.sigmoid(logits.drums)
    drums = visible_drums * music.drums + (1 - visible_drums) * pass_straight_through(
        draw_coins(stroke.detach(), random), stroke
    )
    melody = real.state[:, :1], real.change[:, :1]
    return Roll(torch.cat([melody[0], state], 1), torch.cat([melody[1], change], 1), drums)


def hide_windows(draws: Draws, random: torch.Generator) -> Draws:
    """The draws with some windows hidden wholly."""
    return draws._replace(
        visible=draws.visible * ~chance(DRAFTS, (len(draws.visible), 1, 1), random)
    )


def compute_critic_loss(
    critic: Critic, real: Roll, fake: Roll, meter: Tensor, random: torch.Generator
) -> CriticLosses:
    """Wasserstein loss with gradient penalty between real and drawn music."""
    scores = critic(*real, meter), critic(*fake, meter)
    penalty = penalize_slopes(lambda *mixed: critic(*mixed, meter), real, fake, random)
    return weigh_losses(*scores, penalty)


def weigh_losses(real: Tensor, fake: Tensor, penalty: Tensor) -> CriticLosses:
    """Of the scores (B,) of real windows, and of what was drawn for the same windows."""
    gap, told = (real - fake).mean(), (real > fake).float().mean()
    return CriticLosses(PENALTY * penalty - gap, gap, penalty, told, -fake.mean())


def penalize_slopes(
    critic: Callable[..., Tensor], real: Rolls, fake: Rolls, random: torch.Generator
) -> Tensor:
    """The mean square by which the critic's slope differs from 1 somewhere between real and drawn
    windows: state (B, 1 + V, S, T), change (B, 1 + V, T), drums (B, D, T)."""
    share = torch.rand((len(real[1]), 1, 1), generator=random, device=random.device)
    shares = (share[..., None], share, share)
    mixed = [torch.lerp(b, a, each) for a, b, each in zip(real, fake, shares, strict=True)]
    mixed = [part.detach().requires_grad_(True) for part in mixed]
    slopes = torch.autograd.grad(critic(*mixed).sum(), mixed, create_graph=True)
    norm = torch.sqrt(sum(slope.flatten(1).square().sum(1) for slope in slopes) + 1e-12)  # (B,)
    return (norm - 1).square().mean()


class GeneratorLosses(NamedTuple):
    """The figures of a generator step."""

    loss: Tensor
    likelihood: Losses
    fooled: Tensor  # the critic's score of the drawn music
    spread: Tensor  # how far apart two noises set the same window


def compute_generator_loss(
    generator: Generator,
    critic: Critic,
    music: Music,
    draws: Draws,
    inside: Tensor,
    random: torch.Generator,
) -> GeneratorLosses:
    """Fool the critic, stay likely, and differ when the noise differs."""
    inputs = encode_features(music, draws.visible, generator.config.states)
    logits = generator(inputs, *draws[1:])
    real = encode_roll(music, generator.config.states)
    fooled = critic(*sample_roll(logits, music, draws.visible, real, random), music.meter).mean()
    anchor = compute_nll(logits, music, draws.visible, inside)
    half = max(1, len(inputs) // 2)
    other = draw_noise(half, inputs.shape[2], generator.config, random)
    distance = measure_spread(logits, generator(inputs[:half], draws.texture[:half], *other))
    weight = weigh_critic(anchor.total, fooled, generator.to_logits.weight)
    return GeneratorLosses(
        anchor.total - weight * fooled - MODE_SEEKING * distance, anchor, fooled, distance
    )


def measure_spread(one: Logits, other: Logits) -> Tensor:
    """Mean distance between the probabilities of two performances, capped: beyond that, difference
    is only noise."""
    half = len(other.state)
    pitches = (
        (torch.softmax(one.state[:half], 2) - torch.softmax(other.state, 2)).abs().sum(2).mean()
    )
    onsets = (torch.sigmoid(one.change[:half]) - torch.sigmoid(other.change)).abs().mean()
    return (pitches + onsets).clamp(max=0.6)


def weigh_critic(anchor: Tensor, fooled: Tensor, heads: Tensor) -> Tensor:
    """The weight that makes the critic's pull on the heads a fixed share of the anchor's (Esser et
    al. 2021)."""
    pull = torch.autograd.grad(anchor, heads, retain_graph=True)[0].norm()
    push = torch.autograd.grad(fooled, heads, retain_graph=True)[0].norm()
    return (ADVERSARIAL * pull / (push + 1e-6)).clamp(max=10.0).detach()
