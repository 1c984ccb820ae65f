"""One real piece judged as it is, spoilt in every way, changed in neutral ways, and under many
seeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from generation.music.song import Song
from scoring.evaluation.pieces import held_back
from scoring.report import judge
from scoring.spoiling import NEUTRAL, SPOILINGS
from scoring.spoiling.partners import choose_partner


class Asked(NamedTuple):
    """What is measured: pieces of one genre and split, by which spoilings, from which seed."""

    folder: Path
    genre: str
    split: str
    spoilings: tuple[str, ...]
    neutral: tuple[str, ...]
    seed: int
    draws: int  # seeds of the score's own draw
    most: int
    bars: int


@dataclass(frozen=True)
class Measured:
    """Scores of one piece. What could not be spoilt in some way is not among `spoilt`."""

    work: str
    real: float | None
    spoilt: dict[str, float | None]
    neutral: dict[str, float | None]
    drawn: list[float | None]


def measure_piece(asked: Asked, place: int) -> Measured:
    """Judges the piece at a place among those held back, and all that is made of it."""
    pieces = held_back(asked.genre, asked.folder, asked.split, asked.most, asked.bars)
    song = pieces[place].song
    draws = [judge(song, asked.genre, f"draw {n}").score for n in range(asked.draws)]
    return Measured(
        pieces[place].work,
        judge(song, asked.genre).score,
        _spoilt(asked, place, asked.spoilings),
        _spoilt(asked, place, asked.neutral),
        draws,
    )


def _spoilt(asked: Asked, place: int, names: Sequence[str]) -> dict[str, float | None]:
    made = {name: spoil_piece(asked, place, name) for name in names}
    return {name: judge(song, asked.genre).score for name, song in made.items() if song is not None}


def spoil_piece(asked: Asked, place: int, name: str) -> Song | None:
    """The piece spoilt in one way, the same each time: draws go by seed, place and name."""
    pieces = held_back(asked.genre, asked.folder, asked.split, asked.most, asked.bars)
    random = np.random.default_rng([asked.seed, place, *name.encode()])
    other = choose_partner(place, pieces, random)
    return {**SPOILINGS, **NEUTRAL}[name].of(pieces[place].song, other, random)
