"""What a training step of the AR-CNN hides.

The mixture holds every task that the network is used or judged for: cells in any order (orderless
NADE), frames in any order and in time order (Coconet's protocol), whole voices (harmonising), beats
(rewriting a region). Letters: B windows, V voices, T steps.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from generation.training.randomness import below, chance

SOON = 6  # steps after the known past that are scored: later ones are anybody's guess
BEAT = 4  # steps


def draw_ranks(shape: tuple[int, ...], random: torch.Generator) -> Tensor:
    """Random permutations along the last axis."""
    return torch.rand(shape, generator=random, device=random.device).argsort(-1).argsort(-1)


Masks = tuple[Tensor, Tensor]  # (B, V, T) which cells are hidden, and which of those are scored


def any_cells(windows: int, voices: int, steps: int, random: torch.Generator) -> Masks:
    """A uniform number of cells, anywhere: the loss of orderless NADE."""
    cells = voices * steps
    count = 1 + below(torch.full((windows, 1), cells, device=random.device), random)
    hidden = (draw_ranks((windows, cells), random) < count).view(windows, voices, steps)
    return hidden, hidden


def any_frames(windows: int, voices: int, steps: int, random: torch.Generator) -> Masks:
    """A uniform number of whole frames; in a quarter of them some voices are known already."""
    rank = draw_ranks((windows, 1, steps), random)
    count = 1 + below(torch.full((windows, 1, 1), steps, device=random.device), random)
    # Only cells in reach of the known ones teach much; far from them guessing is the chronological
    # task.
    density = torch.rand((windows, 1, steps), generator=random, device=random.device)
    partly = torch.rand((windows, voices, steps), generator=random, device=random.device) < density
    hidden = (rank < count) & (partly | (rank >= (count // 4).clamp(min=1)))
    one = below(torch.full((windows, 1, 1), voices, device=random.device), random)
    forced = (rank == count - 1) & (torch.arange(voices, device=random.device)[:, None] == one)
    hidden = hidden | forced
    return hidden, hidden


def the_future(windows: int, voices: int, steps: int, random: torch.Generator) -> Masks:
    """All that follows a moment, where some voices may be known; scored is what comes soon."""
    moment = below(torch.full((windows, 1, 1), steps, device=random.device), random)
    known = below(torch.full((windows, 1, 1), voices, device=random.device), random)
    at = torch.arange(steps, device=random.device)
    first = draw_ranks((windows, voices), random)[..., None] < known
    hidden = (at >= moment) & ~((at == moment) & first)
    return hidden, hidden & (at < moment + SOON)


def whole_voices(windows: int, voices: int, steps: int, random: torch.Generator) -> Masks:
    """One to three voices, of which some cells may be known."""
    # The soprano is kept more often than others: it is what people bring.
    order = torch.rand((windows, voices), generator=random, device=random.device)
    order[:, 0] += 2.0 * chance(0.6, (windows,), random)
    rank = order.argsort(1).argsort(1)[..., None]
    count = 1 + below(torch.full((windows, 1, 1), 3, device=random.device), random)
    density = torch.rand((windows, 1, 1), generator=random, device=random.device)
    density = torch.where(chance(0.5, (windows, 1, 1), random), 1.0, density)
    cells = torch.rand((windows, voices, steps), generator=random, device=random.device) < density
    at = torch.arange(steps, device=random.device)
    forced = (rank == 0) & (
        at == below(torch.full((windows, 1, 1), steps, device=random.device), random)
    )
    hidden = (rank < count) & cells | forced
    return hidden, hidden


def some_beats(windows: int, voices: int, steps: int, random: torch.Generator) -> Masks:
    """Stretches of whole beats, by voice or in all voices: what blocked Gibbs sampling asks."""
    beats = -(-steps // BEAT)
    uniform = torch.rand((windows, voices, beats), generator=random, device=random.device)
    uniform = torch.where(chance(0.7, (windows, 1, 1), random), uniform, uniform[:, :1])
    density = torch.rand((windows, 1, 1), generator=random, device=random.device)
    hidden = (uniform < density).repeat_interleave(BEAT, 2)[..., :steps]
    cell = below(torch.full((windows, 1), voices * steps, device=random.device), random)
    forced = torch.arange(voices * steps, device=random.device) == cell
    hidden = hidden | forced.view(windows, voices, steps)
    return hidden, hidden


Task = Callable[[int, int, int, torch.Generator], Masks]

TASKS: tuple[Task, ...] = (any_cells, any_frames, the_future, whole_voices, some_beats)
SHARES = (0.25, 0.2, 0.25, 0.15, 0.15)


def draw_masks(shape: tuple[int, ...], random: torch.Generator, task: int | None = None) -> Masks:
    """(hidden, scored) of windows (B, V, T), each of one task; scored cells are hidden ones."""
    windows, voices, steps = shape
    if task is not None:
        return TASKS[task](windows, voices, steps, random)
    shares = torch.tensor(SHARES, device=random.device)
    chosen = torch.multinomial(shares, windows, replacement=True, generator=random)
    every = [each(windows, voices, steps, random) for each in TASKS]
    rows = torch.arange(windows, device=random.device)
    hidden, scored = (torch.stack(masks)[chosen, rows] for masks in zip(*every, strict=True))
    return hidden, scored
