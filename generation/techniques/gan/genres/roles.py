"""The roles that every genre's band is told in, and a piece of such a band."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from generation.codecs.instrumentation import Part
from generation.codecs.monophonic import REST, Line
from generation.techniques.gan.pieces import Piece

GENRES = ("pop", "rock", "jazz", "symphony", "folk", "bach")
VOICES = ("bass", "comp low", "comp middle", "comp high", "pad", "counter")
ROLES = (*VOICES, "drums")
LEAST = 0.02  # share of the steps in which a role sounds that a piece has


@dataclass(frozen=True)
class BandPiece(Piece):
    """A piece whose `voices` are `VOICES`: what it does not have is silent there."""

    genre: int  # its place in `GENRES`
    present: NDArray[np.bool_]  # (7,) which of `ROLES` it has
    drums: NDArray[np.bool_] | None = field(default=None)  # (9, T) its own strokes
    share: float = 1.0  # how often it is drawn beside others as long of its genre


def list_rows(part: Part) -> list[int]:
    """The places in `ROLES` of what a part plays."""
    return [ROLES.index("drums")] if part.drums else list(part.voices)


def name_player(part: Part) -> str:
    """bass, comp, pad, counter or drums."""
    return ROLES[list_rows(part)[0]].split()[0]


def fill_roles(lines: Mapping[str, Line], steps: int) -> tuple[Line, ...]:
    """The voices in their order; a role that is not named rests."""
    silence = Line(np.full(steps, REST, np.uint8), np.arange(steps) == 0)
    return tuple(lines.get(role, silence) for role in VOICES)


def mark_present(voices: Sequence[Line], *, drums: bool) -> NDArray[np.bool_]:
    """(7,) the roles that sound often enough to be learnt from."""
    sounding = [np.count_nonzero(line.state) >= LEAST * len(line.state) for line in voices]
    return np.array([*sounding, drums], bool)


def share_windows(*groups: tuple[Sequence[BandPiece], float]) -> list[BandPiece]:
    """All pieces of some groups, each group drawn for its share of the windows."""
    return list(chain.from_iterable(weigh(*group) for group in groups))


def weigh(pieces: Sequence[BandPiece], share: float) -> list[BandPiece]:
    total = sum(piece.steps * piece.share for piece in pieces)
    return [replace(piece, share=piece.share * share / total) for piece in pieces]
