"""Windows of bands of all genres, drawn and varied where the network is.

Letters: B windows, V voices, R roles (the voices, the drums), D drums, T steps.
"""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from generation.codecs.monophonic import REST
from generation.techniques.gan.band.config import PHRASE
from generation.techniques.gan.band.features import Music
from generation.techniques.gan.dataset import (
    BAR,
    THREE_QUARTERS,
    BandDataset,
    encode_batch_meter,
    find_changes,
)
from generation.training.packs import Arrays
from generation.training.randomness import below, chance

# share of windows that lose members of their band, and share of the members lost
SMALLER, LOST = 0.2, 0.35


class Batch(NamedTuple):
    """Real music on a device."""

    music: Music
    texture: Tensor  # (B, texture, T / 64)


class GenreDataset(BandDataset):
    """Bands of all genres on a device."""

    def __init__(self, arrays: Arrays, device: torch.device | str = "cpu") -> None:
        super().__init__({name: arrays[name] for name in arrays if name != "drums"}, device)
        self.genre, self.bring_drums = (
            self.tensor(arrays[name]) for name in ("genre", "own_drums")
        )
        self.present = self.tensor(arrays["present"]).bool()  # (P, R)
        # (D, all steps)
        self.strokes = torch.from_numpy(arrays["drums"].astype(bool)).to(self.device)
        groove_genre = self.tensor(arrays["groove_genre"])
        self.grooves_by_genre = groove_genre.argsort(stable=True)
        self.genres = 1 + int(max(arrays["genre"].max(), arrays["groove_genre"].max(initial=0)))
        self.groove_count = torch.bincount(groove_genre, minlength=self.genres)  # (genres,)
        self.first_of_genre = self.groove_count.cumsum(0) - self.groove_count

    def draw_windows(
        self, size: int, steps: int, random: torch.Generator, genre: int | None = None
    ) -> Batch:
        """`size` windows of `steps` steps, of one genre or of all."""
        weights = self.weights if genre is None else self.weights * (self.genre == genre)
        piece = torch.multinomial(weights, size, replacement=True, generator=random)
        start = self.draw_starts(piece, steps, random)
        kept, inside = self.keep_steps(piece, start, steps, random)
        index = self.first[piece, None] + kept
        position = torch.where(inside, self.bar_position[index], -1)
        length = torch.where(inside, self.bar_length[index], BAR)
        plain = ((length == BAR) | (position < 0)).all(1)
        drums, drummed = self.draw_band_drums(piece, kept - start[:, None], index, plain, random)
        present = self.draw_present(piece, drummed, random)
        state = torch.where(inside[:, None], self.state[:, index].transpose(0, 1), REST)
        state[:, 1:] *= present[:, :-1, None]
        change = (self.change[:, index].transpose(0, 1) & inside[:, None]) | find_changes(state)
        state, change = self.vary(state, change, piece, random)
        dropped = (kept.amax(1) - start + 1 > inside.sum(1)) & (inside.sum(1) > 1)
        length = torch.where(dropped[:, None] & inside, length.clamp(max=THREE_QUARTERS), length)
        music = Music(
            state[:, 0],
            change[:, 0].float(),
            state[:, 1:],
            change[:, 1:].float(),
            drums * (present[:, -1:] & inside)[:, None],
            encode_batch_meter(position, length, inside),
            count_bars(position, length),
            self.genre[piece],
            present.float(),
            inside.float(),
        )
        return Batch(music, measure_phrases(music))

    def draw_band_drums(
        self, piece: Tensor, since: Tensor, index: Tensor, plain: Tensor, random: torch.Generator
    ) -> tuple[Tensor, Tensor]:
        """(B, D, T) a piece's own strokes, else a groove of its genre where its bars have four
        quarters; and (B,) whether there are any."""
        genre, own = self.genre[piece], self.bring_drums[piece].bool()
        count = self.groove_count[genre]
        number = self.first_of_genre[genre] + below(count.clamp(min=1), random)
        number = number.clamp(max=max(0, len(self.grooves_by_genre) - 1))
        drummed = own | ((count > 0) & plain)
        if not len(self.grooves_by_genre):
            return self.strokes[:, index].transpose(0, 1).float(), drummed
        groove = self.grooves_by_genre[number]
        length, steps = self.groove_length[groove], since.shape[1]
        start = BAR * below(((length - steps).clamp(min=0) // BAR + 1), random)
        at = self.first_groove[groove, None] + (start[:, None] + since) % length[:, None]
        strokes = torch.where(own[:, None], self.strokes[:, index], self.grooves[:, at].bool())
        return strokes.transpose(0, 1).float(), drummed

    def draw_present(self, piece: Tensor, drummed: Tensor, random: torch.Generator) -> Tensor:
        """(B, R) who plays: the piece's own band, sometimes without some of its members."""
        present = self.present[piece].clone()
        present[:, -1] &= drummed
        smaller = chance(SMALLER, (len(piece), 1), random)
        return present & ~(smaller & chance(LOST, tuple(present.shape), random))


def count_bars(position: Tensor, length: Tensor) -> Tensor:
    """(B, T) bars since the first step, with fractions; a bar that is not known has sixteen
    steps."""
    share = 1 / torch.where(position < 0, BAR, length.clamp(min=1)).double()
    return (share.cumsum(1) - share).float()


def measure_phrases(music: Music) -> Tensor:
    """(B, texture, T / 64): onset rate and sounding share of each voice, onset rate of each drum,
    and of which roles they are given."""
    sounding = (music.state != REST).float()
    told = torch.cat([music.change * sounding, sounding, music.drums], 1)
    length = sum_phrases(music.inside[:, None])
    given = music.present[:, :, None] * (length > 0)
    return torch.cat([sum_phrases(told) / length.clamp(min=1), given], 1)


def sum_phrases(values: Tensor) -> Tensor:
    """(B, C, T) -> (B, C, T / 64), the last phrase perhaps shorter."""
    padded = F.pad(values, (0, -values.shape[2] % PHRASE))
    return padded.unflatten(2, (-1, PHRASE)).sum(3)
