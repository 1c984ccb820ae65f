"""From the generator's beliefs to music: where voices change is drawn first, then one pitch for each note so begun.

The same drawing serves the sampler and, with straight-through gradients, the adversarial training.
"""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from generation.networks.gan import Logits
from generation.networks.hearing import BEAT

STEADY = 0.8  # of the temperature, for drums: a beat lives on what is most usual
GIVEN = 1e4  # nats: what is already there is not drawn again


class Drawn(NamedTuple):
    """An accompaniment with how sure the network was of each beat."""

    state: Tensor  # (B, V, T) long
    change: Tensor  # (B, V, T) 0 or 1, float
    drums: Tensor  # (B, D, T) 0 or 1, float
    confidence: Tensor  # (B, V + 1, T / 4) mean nats of a step, drums last


class Luck(NamedTuple):
    """Uniform numbers that decide where voices change and drums are struck."""

    change: Tensor  # (B, V, T)
    drums: Tensor  # (B, D, T)


def coins(probability: Tensor, random: torch.Generator | None) -> Tensor:
    return (torch.rand(probability.shape, generator=random, device=probability.device) < probability).float()


def note_ids(change: Tensor) -> Tensor:
    """(B, V, T) number of the note or rest that each step belongs to, counted within a voice."""
    return change.long().cumsum(2)


def pooled(beliefs: Tensor, ids: Tensor) -> Tensor:
    """Beliefs (B, V, T, S) averaged over the steps of each note: (B, V, notes, S)."""
    slots = int(ids.max()) + 1
    index = ids[..., None].expand_as(beliefs)
    total = beliefs.new_zeros((*ids.shape[:2], slots, beliefs.shape[3])).scatter_add(2, index, beliefs)
    steps = beliefs.new_zeros((*ids.shape[:2], slots)).scatter_add(2, ids, torch.ones_like(ids, dtype=beliefs.dtype))
    return total / steps.clamp(min=1)[..., None]


def gumbel(like: Tensor, random: torch.Generator | None) -> Tensor:
    uniform = torch.rand(like.shape, generator=random, device=like.device).clamp(1e-9, 1 - 1e-7)
    return -torch.log(-torch.log(uniform))


def without_double_rests(scores: Tensor) -> Tensor:
    """The best state of each note, (B, V, notes, S) -> (B, V, notes), without a rest after a rest."""
    chosen = scores.argmax(3)
    sounding = scores[..., 1:].argmax(3) + 1
    for note in range(1, scores.shape[2]):
        twice = (chosen[:, :, note] == 0) & (chosen[:, :, note - 1] == 0)
        # What is given stays: its score is out of reach.
        free = scores[:, :, note].amax(2) < GIVEN / 2
        chosen[:, :, note] = torch.where(twice & free, sounding[:, :, note], chosen[:, :, note])
    return chosen


def draw(
    logits: Logits, before: Drawn, visible: Tensor, temperature: float, luck: Luck, random: torch.Generator
) -> Drawn:
    """Draws what is hidden, keeps what is visible (B, V + 1, T); a note begun in a visible beat may sound on."""
    shown, drums_shown = visible[:, :-1], visible[:, -1:]
    change = (luck.change < torch.sigmoid(logits.change / temperature)).float()
    change = torch.where(shown > 0, before.change, change)
    beliefs = F.log_softmax(logits.state, 2).transpose(2, 3)  # (B, V, T, S)
    given = F.one_hot(before.state, beliefs.shape[3]) * shown[..., None] * GIVEN
    ids = note_ids(change)
    of_notes = pooled(beliefs / temperature + given, ids)
    chosen = without_double_rests(of_notes + gumbel(of_notes, random))  # (B, V, notes)
    state = torch.where(shown > 0, before.state, chosen.gather(2, ids))
    change = torch.maximum(change, starts(state))
    drums = (luck.drums < torch.sigmoid(logits.drums / (STEADY * temperature))).float()
    drums = torch.where(drums_shown > 0, before.drums, drums)
    return Drawn(state, change, drums, confidence(logits, beliefs, state, change, drums))


def starts(state: Tensor) -> Tensor:
    """1 where a state differs from the step before it, and at the first step."""
    first = torch.ones_like(state[..., :1], dtype=torch.float32)
    return torch.cat([first, (state[..., 1:] != state[..., :-1]).float()], -1)


def confidence(logits: Logits, beliefs: Tensor, state: Tensor, change: Tensor, drums: Tensor) -> Tensor:
    """(B, V + 1, T / 4): log-likelihood of what was drawn, a step's mean over each beat."""
    of_state = beliefs.gather(3, state[..., None]).squeeze(3)
    of_change = -F.binary_cross_entropy_with_logits(logits.change, change, reduction="none")
    of_drums = -F.binary_cross_entropy_with_logits(logits.drums, drums, reduction="none").sum(1, keepdim=True)
    return torch.cat([of_state + of_change, of_drums], 1).unflatten(2, (-1, BEAT)).mean(3)
