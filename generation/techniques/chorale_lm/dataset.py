"""Batches of chorales: windows of whole pieces, each transposed at random."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator as Random

from generation.codecs.chorale import States, find_transpositions, transpose_states
from generation.techniques.chorale_lm.features import encode_frames
from generation.techniques.transformer.collate import Batch, collate


def sample_batch(pieces: Sequence[States], size: int, steps: int, random: Random) -> Batch:
    """Windows of whole pieces where they fit, each transposed at random within the ranges of the
    voices."""
    lengths = np.array([piece.shape[1] for piece in pieces])
    rows = []
    for number in random.choice(len(pieces), size, p=lengths / lengths.sum()):
        piece = pieces[int(number)]
        begin = max(0, int(random.integers(-steps // 4, max(1, piece.shape[1] - steps // 2))))
        rows.append(
            encode_frames(
                transpose_states(piece, int(random.choice(find_transpositions(piece)))),
                begin,
                steps,
            )
        )
    return collate(rows)
