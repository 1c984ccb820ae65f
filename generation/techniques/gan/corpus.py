"""Pieces of one genre for the GAN, with how often each is drawn and the grooves of its drums; laid
end to end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import Line
from generation.harmony.keys import find_profile_shift
from generation.techniques.gan.pieces import Piece
from generation.training.packs import Arrays, compute_offsets


@dataclass(frozen=True)
class Corpus:
    """Pieces with their weights and key shifts; drums come from elsewhere, so any groove may meet
    any song."""

    pieces: tuple[Piece, ...]
    weights: NDArray[np.float64]
    shifts: tuple[int, ...]
    grooves: tuple[NDArray[np.bool_], ...] = ()
    rests: float = 0.1  # share of melodies given extra rests


def make_corpus(
    pieces: list[Piece], shares: list[float], grooves: list[NDArray[np.bool_]], rests: float
) -> Corpus:
    """`shares` weigh the pieces; within them longer pieces are drawn more often."""
    weights = np.array([piece.steps * share for piece, share in zip(pieces, shares, strict=True)])
    shifts = tuple(find_profile_shift(piece.melody) for piece in pieces)
    return Corpus(tuple(pieces), weights / weights.sum(), shifts, tuple(grooves), rests)


def stack_lines(piece: Piece) -> Line:
    """The melody and the voices as one line (1 + V, steps)."""
    states, changes = zip(piece.melody, *piece.voices, strict=True)
    return Line(np.stack(states), np.stack(changes))


def pack_corpus(corpus: Corpus) -> Arrays:
    """Lines end to end, melody first, with bars and grooves. Letters: V voices, D drums, P
    pieces."""
    pieces = corpus.pieces
    grooves = corpus.grooves or (np.zeros((0, 0), bool),)
    return {
        # (1 + V, steps)
        "state": np.concatenate([stack_lines(each).state for each in pieces], 1),
        "change": np.concatenate([stack_lines(each).change for each in pieces], 1).astype(np.uint8),
        "bar_position": np.concatenate([piece.bar_position for piece in pieces]).astype(
            np.int8
        ),  # (steps,)
        "bar_length": np.concatenate([piece.bar_length for piece in pieces]).astype(np.int8),
        "lengths": np.array([piece.steps for piece in pieces], np.uint16),  # (P,)
        "starts": np.concatenate([piece.starts for piece in pieces]).astype(np.uint16),
        "start_counts": np.array([len(piece.starts) for piece in pieces], np.uint16),
        "weights": corpus.weights.astype(np.float32),
        "shifts": np.array(corpus.shifts, np.int8),
        "rests": np.array([corpus.rests], np.float32),
        "grooves": np.concatenate(grooves).T.astype(np.uint8),  # (D, steps)
        "groove_lengths": np.array([len(groove) for groove in corpus.grooves], np.uint32),
    }


def unpack_piece(arrays: Arrays, number: int) -> Piece:
    """One piece out of what `pack_corpus` wrote."""
    first, stop = compute_offsets(arrays["lengths"].tolist())[number : number + 2]
    state, change = arrays["state"][:, first:stop], arrays["change"][:, first:stop].astype(bool)
    lines = [Line(*each) for each in zip(state, change, strict=True)]
    position, bar = (
        arrays[name][first:stop].astype(np.int16) for name in ("bar_position", "bar_length")
    )
    starts = slice(*compute_offsets(arrays["start_counts"].tolist())[number : number + 2])
    bars = arrays["starts"][starts].astype(np.int32)
    return Piece(f"piece {number}", lines[0], tuple(lines[1:]), position, bar, bars)
