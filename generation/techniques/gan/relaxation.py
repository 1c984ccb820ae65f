"""Drawing music from the generator's logits so that gradients pass, for adversarial training.

The sampler draws in the same way, in numpy (`generation.techniques.gan.decoding`).
"""

import torch
from torch import Tensor


def draw_coins(probability: Tensor, random: torch.Generator) -> Tensor:
    return (
        torch.rand(probability.shape, generator=random, device=probability.device) < probability
    ).float()


def number_notes(change: Tensor) -> Tensor:
    """(B, V, T) number of the note or rest that each step belongs to, counted within a voice."""
    return change.long().cumsum(2)


def pool_notes(log_probs: Tensor, ids: Tensor) -> Tensor:
    """Beliefs (B, V, T, S) averaged over the steps of each note: (B, V, T + 1, S), the first ones
    of the last axis but one; how many notes there are is not asked, for a GPU would have to be
    waited for.
    """
    slots = ids.shape[2] + 1
    index = ids[..., None].expand_as(log_probs)
    total = log_probs.new_zeros((*ids.shape[:2], slots, log_probs.shape[3])).scatter_add(
        2, index, log_probs
    )
    steps = log_probs.new_zeros((*ids.shape[:2], slots)).scatter_add(
        2, ids, torch.ones_like(ids, dtype=log_probs.dtype)
    )
    return total / steps.clamp(min=1)[..., None]


def draw_gumbel(like: Tensor, random: torch.Generator) -> Tensor:
    uniform = torch.rand(like.shape, generator=random, device=like.device).clamp(1e-9, 1 - 1e-7)
    return -torch.log(-torch.log(uniform))
