"""Bands of all genres as one corpus, with the grooves of each genre; laid end to end."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import DRUMS
from generation.harmony.keys import find_profile_shift
from generation.techniques.gan.corpus import Corpus, pack_corpus, unpack_piece
from generation.techniques.gan.genres.roles import BandPiece
from generation.training.packs import Arrays, compute_offsets

RESTS = 0.1  # share of melodies given extra rests


class Groove(NamedTuple):
    """Drums that any song of their genre may meet."""

    genre: int
    strokes: NDArray[np.bool_]  # (T, 9)


class BandCorpus(NamedTuple):
    """Pieces with how often each is drawn and what brings it to C major or A minor."""

    pieces: tuple[BandPiece, ...]
    weights: NDArray[np.float64]
    shifts: tuple[int, ...]
    grooves: tuple[Groove, ...]


def make_band_corpus(pieces: Sequence[BandPiece], grooves: Sequence[Groove]) -> BandCorpus:
    """Every genre is drawn equally often, and within it longer pieces more often."""
    size = np.array([piece.steps * piece.share for piece in pieces])
    genre = np.array([piece.genre for piece in pieces])
    total = np.bincount(genre, size)
    weights = size / total[genre] / np.count_nonzero(total)
    shifts = tuple(find_profile_shift(piece.melody) for piece in pieces)
    return BandCorpus(tuple(pieces), weights, shifts, tuple(grooves))


def pack_bands(corpus: BandCorpus) -> Arrays:
    """As `pack_corpus`, with each piece's genre, roles and own drums, and each groove's genre.
    Letters: P pieces, G grooves."""
    pieces, grooves = corpus.pieces, corpus.grooves
    strokes = tuple(groove.strokes for groove in grooves)
    plain = Corpus(pieces, corpus.weights, corpus.shifts, strokes, RESTS)
    return {
        **pack_corpus(plain),
        "genre": np.array([piece.genre for piece in pieces], np.uint8),  # (P,)
        "present": np.array([piece.present for piece in pieces]).astype(np.uint8),  # (P, 7)
        "drums": np.concatenate([lay_drums(piece) for piece in pieces], 1),  # (9, steps)
        "own_drums": np.array([piece.drums is not None for piece in pieces], np.uint8),  # (P,)
        "groove_genre": np.array([groove.genre for groove in grooves], np.uint8),  # (G,)
    }


def lay_drums(piece: BandPiece) -> NDArray[np.uint8]:
    """(9, T) its own strokes, or none."""
    silence = np.zeros((DRUMS, piece.steps), np.uint8)
    return silence if piece.drums is None else piece.drums.astype(np.uint8)


def unpack_band(arrays: Arrays, number: int) -> BandPiece:
    """One piece out of what `pack_bands` wrote."""
    piece = unpack_piece(arrays, number)
    first, stop = compute_offsets(arrays["lengths"].tolist())[number : number + 2]
    drums = arrays["drums"][:, first:stop].astype(bool)
    return BandPiece(
        **vars(piece),
        genre=int(arrays["genre"][number]),
        present=arrays["present"][number].astype(bool),
        drums=drums if arrays["own_drums"][number] else None,
    )
