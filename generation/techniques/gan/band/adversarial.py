"""Second phase of the band network: the critic learns to tell drafts from real music of the genre,
the generator to be taken for real.

WGAN-GP (Gulrajani et al. 2017) as in `generation.techniques.gan.adversarial`; here rhythm is drawn
before pitches, and of a long window the critic hears every eight bars by themselves.
"""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from generation.codecs.monophonic import REST
from generation.techniques.gan.adversarial import (
    MODE_SEEKING,
    CriticLosses,
    pass_straight_through,
    penalize_slopes,
    weigh_critic,
    weigh_losses,
)
from generation.techniques.gan.band.config import BEGINS, RESTS
from generation.techniques.gan.band.features import Music, Visible
from generation.techniques.gan.band.loss import Draws, Losses, compute_nll, read_rhythm
from generation.techniques.gan.band.masking import hide_all, show_rhythm
from generation.techniques.gan.band.network import Critic, Generator, Logits
from generation.techniques.gan.relaxation import draw_coins, draw_gumbel, number_notes, pool_notes
from generation.training.randomness import normal

# shares of windows, summed up: nothing but the melody shows, rhythm without pitches; else masks as
# in the first phase
DRAFTS, RHYTHMS_SHOWN = 0.4, 0.75


class Roll(NamedTuple):
    """What the critic hears; real or drawn."""

    state: Tensor  # (B, 1 + V, S, T)
    change: Tensor  # (B, 1 + V, T)
    drums: Tensor  # (B, D, T)


def encode_roll(music: Music, states: int) -> Roll:
    state = torch.cat([music.melody[:, None], music.state], 1)
    change = torch.cat([music.melody_change[:, None], music.change * (music.state != REST)], 1)
    return Roll(F.one_hot(state, states).transpose(2, 3).float(), change, music.drums)


def hide_windows(music: Music, draws: Draws, random: torch.Generator) -> Draws:
    """The draws with some windows hidden wholly, and some but for their rhythm."""
    kind = torch.rand((len(music.genre), 1, 1), generator=random, device=random.device)
    every, rhythm = hide_all(music), show_rhythm(music)
    shown = (
        torch.where(kind < DRAFTS, nothing, torch.where(kind < RHYTHMS_SHOWN, onsets, as_drawn))
        for nothing, onsets, as_drawn in zip(every, rhythm, draws.visible, strict=True)
    )
    return draws._replace(visible=Visible(*shown))


def draw_one(logits: Tensor, dim: int, random: torch.Generator) -> Tensor:
    """A one-hot draw along a dimension; gradients pass."""
    soft = torch.softmax(logits + draw_gumbel(logits, random), dim)
    hard = torch.zeros_like(soft).scatter_(dim, soft.argmax(dim, keepdim=True), 1.0)
    return pass_straight_through(hard, soft)


def sample_roll(
    logits: Logits, music: Music, visible: Visible, real: Roll, random: torch.Generator
) -> Roll:
    """What the generator would play where something is hidden, among what is real elsewhere."""
    there = music.present[:, :, None] * music.inside[:, None]  # (B, R, T)
    drawn = draw_one(logits.rhythm, 2, random)  # (B, V, RHYTHMS, T)
    real_rhythm = F.one_hot(read_rhythm(music), drawn.shape[2]).transpose(2, 3).float()
    hidden = ((1 - visible.rhythm) * there)[:, :-1, None]
    rhythm = hidden * drawn + (1 - hidden) * real_rhythm
    change, sounding = rhythm[:, :, BEGINS], 1 - rhythm[:, :, RESTS]
    pitches = draw_pitches(logits.pitch, rhythm.argmax(2) != BEGINS, random)
    unseen = ((1 - visible.pitch) * there[:, :-1])[:, :, None]
    pitches = unseen * pitches + (1 - unseen) * real.state[:, 1:, 1:]
    state = torch.cat([1 - sounding[:, :, None], pitches * sounding[:, :, None]], 2)
    stroke = torch.sigmoid(logits.drums)
    strokes = pass_straight_through(draw_coins(stroke.detach(), random), stroke)
    silent = ((1 - visible.rhythm) * there)[:, -1:]
    drums = silent * strokes + (1 - silent) * music.drums
    return Roll(
        torch.cat([real.state[:, :1], state], 1),
        torch.cat([real.change[:, :1], change], 1),
        drums,
    )


def draw_pitches(logits: Tensor, held: Tensor, random: torch.Generator) -> Tensor:
    """(B, V, S - 1, T): one pitch from each onset to the next."""
    ids = number_notes(~held)
    beliefs = pool_notes(F.log_softmax(logits, 2).transpose(2, 3), ids)
    picked = draw_one(beliefs, 3, random)
    index = ids[..., None].expand(-1, -1, -1, picked.shape[3])
    return picked.gather(2, index).transpose(2, 3)


def crop(values: Tensor, steps: int) -> Tensor:
    """(B, ..., T) -> (B T / steps, ..., steps): every stretch by itself."""
    return values.unflatten(-1, (-1, steps)).movedim(-2, 1).flatten(0, 1)


def crop_music(music: Music, steps: int) -> Music:
    """What the critic is told of every stretch."""
    count = music.melody.shape[1] // steps
    by_step = {
        name: crop(value, steps)
        for name, value in music._asdict().items()
        if name not in ("genre", "present")
    }
    genre, present = (each.repeat_interleave(count, 0) for each in (music.genre, music.present))
    return Music(**by_step, genre=genre, present=present)


def crop_roll(roll: Roll, steps: int) -> Roll:
    return Roll(*(crop(each, steps) for each in roll))


def judge(critic: Critic, roll: Roll, music: Music) -> Tensor:
    """(B crops,) scores."""
    short = critic.config.short
    return critic(*crop_roll(roll, short), crop_music(music, short))


def compute_critic_loss(
    critic: Critic, real: Roll, fake: Roll, music: Music, random: torch.Generator
) -> CriticLosses:
    """Wasserstein loss with gradient penalty between real and drawn music."""
    short = critic.config.short
    one, other = crop_roll(real, short), crop_roll(fake, short)
    told = crop_music(music, short)
    scores = critic(*one, told), critic(*other, told)
    penalty = penalize_slopes(lambda *mixed: critic(*mixed, told), one, other, random)
    return weigh_losses(*scores, penalty)


class GeneratorLosses(NamedTuple):
    """The figures of a generator step."""

    loss: Tensor
    likelihood: Losses
    fooled: Tensor  # the critic's score of the drawn music
    spread: Tensor  # how far apart two noises set the same window


def compute_generator_loss(
    generator: Generator, critic: Critic, music: Music, draws: Draws, random: torch.Generator
) -> GeneratorLosses:
    """Fool the critic, stay likely, and differ when the noise differs."""
    logits, config = generator(music, *draws), generator.config
    roll = sample_roll(logits, music, draws.visible, encode_roll(music, config.states), random)
    fooled = judge(critic, roll, music).mean()
    anchor = compute_nll(logits, music, draws.visible)
    told = draws.told._replace(
        song_noise=normal(tuple(draws.told.song_noise.shape), random),
        bar_noise=normal(tuple(draws.told.bar_noise.shape), random),
    )
    distance = measure_spread(logits, generator(music, draws.visible, told))
    weight = weigh_critic(anchor.total, fooled, generator.to_logits.weight)
    return GeneratorLosses(
        anchor.total - weight * fooled - MODE_SEEKING * distance, anchor, fooled, distance
    )


def measure_spread(one: Logits, other: Logits) -> Tensor:
    """Mean distance between the probabilities of two performances, capped: beyond that, difference
    is only noise."""
    pitches, rhythms = (
        (torch.softmax(a, 2) - torch.softmax(b, 2)).abs().sum(2).mean()
        for a, b in zip(one[:2], other[:2], strict=True)
    )
    return (pitches + rhythms).clamp(max=0.6)
