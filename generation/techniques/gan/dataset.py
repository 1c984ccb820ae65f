"""Windows of songs and chorales for the GAN, drawn and varied where the network is: all pieces lie
on the device.

Letters: B windows, V voices, D drums, T steps.
"""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from generation.codecs.meter import STEPS_PER_BEAT
from generation.codecs.monophonic import PITCHES, REST
from generation.training.packs import Arrays, compute_offsets
from generation.training.randomness import below, chance

DROPPED_BEAT = 0.12  # share of 4/4 windows played in 3/4: the last beat of every bar is left out
OTHER_KEY = 0.35  # share of windows moved away from the estimated key, as an estimate may be wrong
OTHER_OCTAVE = 0.2  # share of melodies moved by an octave, as people hum where they like
# of the notes of a melody that is given rests: less than this, and less than that
LEFT_OUT, CUT_SHORT = (
    0.15,
    0.35,
)
BAR, THREE_QUARTERS = 16, 12  # steps


class Batch(NamedTuple):
    """Real music on a device."""

    melody: Tensor  # (B, T) states, long
    melody_change: Tensor  # (B, T) 0 or 1, float
    state: Tensor  # (B, V, T) states, long
    change: Tensor  # (B, V, T)
    drums: Tensor  # (B, D, T)
    meter: Tensor  # (B, meter, T)
    inside: Tensor  # (B, T) 0 or 1
    texture: Tensor  # (B, texture)


class BandDataset:
    """Pieces of one genre on a device."""

    def __init__(self, arrays: Arrays, device: torch.device | str = "cpu") -> None:
        self.device = torch.device(device)
        self.arrays = arrays
        self.state = self.tensor(arrays["state"])  # (1 + V, all steps), melody first
        self.change = self.tensor(arrays["change"]).bool()
        self.bar_position, self.bar_length = (
            self.tensor(arrays[name]) for name in ("bar_position", "bar_length")
        )
        self.first, self.length = self.spans(arrays["lengths"])
        self.first_start = self.spans(arrays["start_counts"])[0]
        self.starts = self.tensor(arrays["starts"])
        # of each start
        self.owner = self.tensor(
            np.repeat(np.arange(len(arrays["lengths"])), arrays["start_counts"])
        )
        self.weights = torch.from_numpy(arrays["weights"]).to(self.device)
        self.shifts = self.tensor(arrays["shifts"])
        self.rests = float(arrays["rests"][0])  # share of melodies given extra rests
        self.grooves = self.tensor(arrays["grooves"]).float()  # (D, all steps)
        self.first_groove, self.groove_length = self.spans(arrays["groove_lengths"])
        # (D, all steps) of pieces that bring their drums along, which then meet no groove
        self.own_drums = self.tensor(arrays["drums"]).float() if "drums" in arrays else None

    def tensor(self, values: NDArray) -> Tensor:
        return torch.from_numpy(values.astype(np.int64)).to(self.device)

    def spans(self, lengths: NDArray) -> tuple[Tensor, Tensor]:
        """Where each sequence begins, and how long it is."""
        return self.tensor(compute_offsets(lengths.tolist())[:-1]), self.tensor(lengths)

    @property
    def drums(self) -> int:
        return len(self.grooves if self.own_drums is None else self.own_drums)

    def draw_batch(self, size: int, steps: int, random: torch.Generator) -> Batch:
        """`size` windows of `steps` steps, drawn and varied by a generator of the dataset's
        device."""
        piece = torch.multinomial(self.weights, size, replacement=True, generator=random)
        start = self.draw_starts(piece, steps, random)
        kept, inside = self.keep_steps(piece, start, steps, random)  # (B, T) steps of the piece
        index = self.first[piece, None] + kept
        # (B, 1 + V, T)
        state = torch.where(inside[:, None], self.state[:, index].transpose(0, 1), REST)
        change = (self.change[:, index].transpose(0, 1) & inside[:, None]) | find_changes(state)
        state, change = self.vary(state, change, piece, random)
        drums = (
            self.draw_drums(kept - start[:, None], inside, steps, random)
            if self.own_drums is None
            else self.own_drums[:, index].transpose(0, 1) * inside[:, None]
        )
        position = torch.where(inside, self.bar_position[index], -1)
        length = torch.where(inside, self.bar_length[index], BAR)
        dropped = (kept.amax(1) - start + 1 > inside.sum(1)) & (inside.sum(1) > 1)
        length = torch.where(dropped[:, None] & inside, length.clamp(max=THREE_QUARTERS), length)
        meter = encode_batch_meter(position, length, inside)
        change = change.float()
        texture = measure_batch_textures(state[:, 1:], change[:, 1:], drums, inside)
        return Batch(
            state[:, 0],
            change[:, 0],
            state[:, 1:],
            change[:, 1:],
            drums,
            meter,
            inside.float(),
            texture,
        )

    def draw_starts(self, piece: Tensor, steps: int, random: torch.Generator) -> Tensor:
        """(B,) first steps of windows, among those at which a window of this piece may begin."""
        # starts rise, so the possible ones come first
        last = (self.length - steps // 2).clamp(min=1)
        possible = torch.zeros_like(self.length).index_add_(
            0, self.owner, (self.starts < last[self.owner]).long()
        )
        return self.starts[self.first_start[piece] + below(possible[piece], random)]

    def keep_steps(
        self, piece: Tensor, start: Tensor, steps: int, random: torch.Generator
    ) -> tuple[Tensor, Tensor]:
        """(B, T) which steps of the piece make the window, and how far it goes.

        They follow each other, or leave out every fourth beat: a song in 3/4.
        """
        reach = steps * 4 // 3 + BAR
        at = start[:, None] + torch.arange(reach, device=self.device)  # (B, reach)
        there = at < self.length[piece, None]
        index = self.first[piece, None] + torch.where(there, at, 0)
        position = self.bar_position[index]
        on_line = self.bar_position[self.first[piece] + start] == 0
        waltz = chance(DROPPED_BEAT, (len(piece), 1), random) & on_line[:, None]
        wanted = there & (~waltz | (position < THREE_QUARTERS))
        rank = wanted.cumsum(1) - 1
        count = wanted.sum(1, keepdim=True).clamp(max=steps)
        # what is not wanted goes into one more column
        slot = torch.where(wanted & (rank < steps), rank, steps)
        kept = start[:, None].repeat(1, steps + 1).scatter_(1, slot, at)[:, :steps]
        inside = torch.arange(steps, device=self.device) < count
        return torch.where(inside, kept, start[:, None]), inside

    def vary(
        self, state: Tensor, change: Tensor, piece: Tensor, random: torch.Generator
    ) -> tuple[Tensor, Tensor]:
        """Another key, another octave of the melody, rests in the melody."""
        size = len(piece)
        away = below(torch.full((size,), 12, device=self.device), random) - 6
        shift = self.shifts[piece] + torch.where(chance(OTHER_KEY, (size,), random), away, 0)
        state = transpose_voices(state, shift[:, None, None])
        octave = torch.where(chance(0.5, (size,), random), 12, -12)
        octave = torch.where(chance(OTHER_OCTAVE, (size,), random), octave, 0)
        melody = transpose_voices(state[:, 0], octave[:, None])
        rested, rested_change = add_rests(melody, change[:, 0], random)
        some = chance(self.rests, (size, 1), random)
        state = torch.cat([torch.where(some, rested, melody)[:, None], state[:, 1:]], 1)
        return state, torch.cat(
            [torch.where(some, rested_change, change[:, 0])[:, None], change[:, 1:]], 1
        )

    def draw_drums(
        self, since: Tensor, inside: Tensor, steps: int, random: torch.Generator
    ) -> Tensor:
        """(B, D, T) a stretch of a random groove, from a bar line on, with the same steps left out
        as the song."""
        size = len(since)
        if not self.drums:
            return torch.zeros(size, 0, steps, device=self.device)
        groove = below(torch.full((size,), len(self.groove_length), device=self.device), random)
        length = self.groove_length[groove]
        start = BAR * below(((length - steps).clamp(min=0) // BAR + 1), random)
        at = self.first_groove[groove, None] + (start[:, None] + since) % length[:, None]
        return self.grooves[:, at].transpose(0, 1) * inside[:, None]


def find_changes(state: Tensor) -> Tensor:
    """Where the state differs from the step before; the first step counts as moved."""
    found = torch.ones_like(state, dtype=torch.bool)
    found[..., 1:] = state[..., 1:] != state[..., :-1]
    return found


def transpose_voices(state: Tensor, shift: Tensor) -> Tensor:
    """Moved by semitones; what leaves the range comes back an octave nearer."""
    pitch = state - 1 + shift
    pitch = torch.where(pitch < 0, pitch + 12, torch.where(pitch >= PITCHES, pitch - 12, pitch))
    return torch.where(state == REST, REST, pitch + 1)


def add_rests(state: Tensor, change: Tensor, random: torch.Generator) -> tuple[Tensor, Tensor]:
    """(B, T) melodies with some notes left out or cut short."""
    steps = state.shape[1]
    at = torch.arange(steps, device=state.device).expand_as(state)
    start = torch.where(change, at, 0).cummax(1).values
    following = torch.where(change, at, steps).flip(1).cummin(1).values.flip(1)
    stop = torch.cat([following[:, 1:], torch.full_like(at[:, :1], steps)], 1)
    # one draw a note
    uniform = torch.rand(state.shape, generator=random, device=state.device).gather(1, start)
    second_half = at >= start + torch.clamp((stop - start) // 2, min=1)
    silent = (uniform < LEFT_OUT) | ((uniform < CUT_SHORT) & second_half)
    state = torch.where(silent, REST, state)
    return state, (change & (state != REST)) | find_changes(state)


def encode_batch_meter(position: Tensor, length: Tensor, inside: Tensor) -> Tensor:
    """(B, 10, T), as `codecs.meter.encode_meter`."""
    steps = position.shape[1]
    known = position >= 0
    at = torch.where(known, position, torch.arange(steps, device=position.device))
    angle = 2 * torch.pi * position / length.clamp(min=1)
    beat = torch.nn.functional.one_hot(at % STEPS_PER_BEAT, STEPS_PER_BEAT).transpose(1, 2).bool()
    flags = [inside, known, known & (position == 0), known & (2 * position == length)]
    features = torch.cat([beat, torch.stack(flags, 1)], 1).float()
    turning = torch.stack([known * angle.sin(), known * angle.cos()], 1)
    return torch.cat([features, turning], 1) * inside[:, None]


def measure_batch_textures(state: Tensor, change: Tensor, drums: Tensor, inside: Tensor) -> Tensor:
    """(B, texture) onset rate and sounding share of each voice, onset rate of each drum; 1 says
    that they are given."""
    length = inside.sum(1, keepdim=True).clamp(min=1)
    sounding = state != REST
    rates = [(change * sounding).sum(2), sounding.sum(2), drums.sum(2)]
    given = torch.ones(len(state), 1, device=state.device)
    return torch.cat([*(each / length for each in rates), given], 1)
