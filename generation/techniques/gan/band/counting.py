"""How often each role of a band begins notes, rests, strikes and moves by each interval.

Letters: V voices, D drums, K kinds of steps, T steps.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import FULL_BAR
from generation.codecs.monophonic import DRUMS, REST
from generation.techniques.gan.band.config import BEGINS, RESTS
from generation.techniques.gan.band.inference import Band
from generation.techniques.gan.band.leanings import KINDS, classify_steps
from generation.techniques.gan.genres.corpus import Groove
from generation.techniques.gan.genres.roles import VOICES, BandPiece
from generation.techniques.gan.moves import UNSEEN, WIDEST, count_moves

Counts = NDArray[np.float64]


class Habits(NamedTuple):
    """Counts of a genre's bands."""

    begins: Counts  # (V, K)
    places: Counts  # (V, K) at which a note may have begun
    rests: Counts  # (V,)
    strokes: Counts  # (D, K)
    drummed: Counts  # (K,)
    moves: Counts  # (V, 2 * WIDEST + 1)

    def add(self, other: "Habits") -> "Habits":
        return Habits(*(one + more for one, more in zip(self, other, strict=True)))

    def scale(self, share: float) -> "Habits":
        return Habits(*(share * counts for counts in self))


def begin_counting() -> Habits:
    voices = len(VOICES)
    return Habits(
        np.zeros((voices, KINDS)),
        np.zeros((voices, KINDS)),
        np.zeros(voices),
        np.zeros((DRUMS, KINDS)),
        np.zeros(KINDS),
        np.zeros((voices, 2 * WIDEST + 1)),
    )


def sum_habits(each: Iterable[Habits]) -> Habits:
    total = begin_counting()
    for habits in each:
        total = total.add(habits)
    return total


def sort_steps(place: NDArray[np.integer]) -> Counts:
    """(T, K) 1 for the kind of each step, of steps since the bar line."""
    return np.eye(KINDS)[classify_steps(place)]


def count_band(band: Band, place: NDArray[np.integer], present: NDArray[np.bool_]) -> Habits:
    """Of what a network played (T steps): `place` (T,) are steps since the bar line, `present` (R,)
    who plays."""
    kinds = sort_steps(place)
    playing = present[:-1].astype(float)
    state = np.where(band.rhythm == RESTS, REST, band.state)
    moves = [count_moves(*line) for line in zip(state, band.rhythm == BEGINS, strict=True)]
    return Habits(
        playing[:, None] * ((band.rhythm == BEGINS) @ kinds),
        playing[:, None] * kinds.sum(0),
        playing * (band.rhythm == RESTS).sum(1),
        present[-1] * (band.drums @ kinds),
        present[-1] * kinds.sum(0),
        playing[:, None] * np.array(moves),
    )


def count_piece(piece: BandPiece) -> Habits:
    """Of a real band, where its bars are known."""
    state = np.stack([line.state for line in piece.voices])
    begins = np.stack([line.change for line in piece.voices]) & (state != REST)
    rhythm = np.where(state == REST, RESTS, np.where(begins, BEGINS, BEGINS + 1))
    own = piece.drums is not None
    drums = piece.drums if own else np.zeros((DRUMS, piece.steps), bool)
    present = piece.present & np.array([*[True] * len(VOICES), own])
    return count_band(Band(state, rhythm.astype(np.uint8), drums), piece.bar_position, present)


def count_groove(groove: Groove) -> Habits:
    """Of the drums alone; grooves are in sixteen steps."""
    kinds = sort_steps(np.arange(len(groove.strokes)) % FULL_BAR)
    return begin_counting()._replace(strokes=groove.strokes.T @ kinds, drummed=kinds.sum(0))


def compare_shares(
    real: Counts, real_places: Counts, made: Counts, made_places: Counts
) -> NDArray[np.float64]:
    """Logits of how often it comes in real bands, less those of how often it was made."""
    return find_logits(real, real_places) - find_logits(made, made_places)


def find_logits(counts: Counts, places: Counts) -> NDArray[np.float64]:
    return np.asarray(np.log((counts + UNSEEN) / (places - counts + UNSEEN)))


def describe_pieces(pieces: Sequence[BandPiece], grooves: Sequence[Groove]) -> Habits:
    """Of all real bands of a genre, each counted as often as it is drawn in training."""
    drawn = sum(piece.share * piece.steps for piece in pieces)
    usual = sum(piece.steps for piece in pieces) / drawn
    counted = [count_piece(piece).scale(piece.share * usual) for piece in pieces]
    return sum_habits([*counted, *map(count_groove, grooves)])
