"""Wrong notes for the AR-CNN to doubt."""

import torch
from torch import Tensor

from generation.codecs.chorale import REST


def corrupt(states: Tensor, share: Tensor, ranges: Tensor, random: torch.Generator) -> Tensor:
    """(B, V, T) with about `share` of the notes replaced: by a neighbour, by another pitch, or by a
    rest.

    `ranges` (V, 2): lowest and highest state of each voice.
    """
    steps = states.shape[2]
    start, stop = find_note_bounds(states)
    uniform = torch.rand((5, *states.shape), generator=random, device=states.device)
    uniform = uniform.gather(3, start.expand_as(uniform))  # one draw a note: that of its first step
    low, high = (ranges[:, n, None] for n in (0, 1))
    steps_away = 1 + (uniform[2] * 8).long() % 4
    near = states + torch.where(uniform[2] < 0.5, steps_away, -steps_away)
    near = torch.minimum(torch.maximum(near, low), high)
    anything = low + (uniform[3] * (high - low + 1)).long()
    before = states.gather(2, (start - 1).clamp(min=0))
    after = states.gather(2, stop.clamp(max=steps - 1))
    at, middle = torch.arange(steps, device=states.device), (start + stop) // 2
    # the note is late, or stops early, and its neighbour fills the time
    late = (uniform[4] < 0.5) & (start > 0)
    moved = torch.where(late & (at < middle), before, states)
    moved = torch.where(~late & (stop < steps) & (at >= middle), after, moved)
    what = uniform[1]
    wrong = torch.where(what < 0.9, anything, moved)
    wrong = torch.where((what < 0.75) & (states != REST), near, wrong)
    wrong = torch.where(what < 0.1, REST, wrong)
    return torch.where(uniform[0] < share, wrong, states)


def find_note_bounds(states: Tensor) -> tuple[Tensor, Tensor]:
    """(..., T) first step of the note or rest of each step, and the step after its last."""
    steps = states.shape[-1]
    at = torch.arange(steps, device=states.device).expand_as(states)
    begins = torch.ones_like(states, dtype=torch.bool)
    begins[..., 1:] = states[..., 1:] != states[..., :-1]
    start = torch.where(begins, at, 0).cummax(-1).values
    next_begin = torch.where(begins, at, steps).flip(-1).cummin(-1).values.flip(-1)
    return start, torch.cat([next_begin[..., 1:], torch.full_like(at[..., :1], steps)], -1)
