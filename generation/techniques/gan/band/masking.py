"""What is hidden from the band network while it learns: of rhythm, and of the pitches of what
shows its rhythm.

Letters: B windows, V voices, R roles (the voices, the drums).
"""

import torch
from torch import Tensor

from generation.techniques.gan.band.features import Music, Visible
from generation.techniques.gan.features import BEAT, repeat_beats
from generation.techniques.gan.loss import draw_patterns

# shares of windows, summed up: all is hidden, whole roles, a stretch of all, scattered beats; else
# nothing. Of the rhythm, and of the pitches where the rhythm shows
RHYTHM = (0.25, 0.55, 0.65, 0.75)
PITCH = (0.35, 0.7, 0.82, 1.0)


def draw_visible(music: Music, random: torch.Generator) -> Visible:
    """Masks for a batch; an absent role shows nothing."""
    windows, roles = music.present.shape
    beats = music.melody.shape[1] // BEAT
    rhythm = ~draw_hidden(windows, roles, beats, RHYTHM, random)
    pitch = ~draw_hidden(windows, roles, beats, PITCH, random)[:, :-1] & rhythm[:, :-1]
    present = music.present.bool()[:, :, None]
    shown = repeat_beats(rhythm) & present
    return Visible(shown.float(), (repeat_beats(pitch) & present[:, :-1]).float())


def draw_hidden(
    windows: int, roles: int, beats: int, shares: tuple[float, ...], random: torch.Generator
) -> Tensor:
    """(B, R, beats), True where the network has to guess."""
    kind, some_roles, scattered, stretch = draw_patterns(windows, roles, beats, random)
    everything, whole_roles, one_stretch, some_beats = shares
    hidden = torch.where(kind < one_stretch, stretch, scattered & (kind < some_beats))
    hidden = torch.where(kind < whole_roles, some_roles, hidden)
    return torch.where(kind < everything, True, hidden)


def hide_all(music: Music) -> Visible:
    """Nothing but the melody shows."""
    windows, roles = music.present.shape
    rhythm = music.present.new_zeros(windows, roles, music.melody.shape[1])
    return Visible(rhythm, torch.zeros_like(music.change))


def show_rhythm(music: Music) -> Visible:
    """All onsets and rests, no pitch."""
    present = music.present[:, :, None]
    return hide_all(music)._replace(rhythm=present.expand(-1, -1, music.melody.shape[1]))
