"""Batches of chorales: windows of whole pieces, each transposed at random."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator as Random

from generation.codecs.chorale import States, find_transpositions, transpose_states
from generation.techniques.chorale_lm.features import encode_frames
from generation.techniques.chorale_lm.teachers import Teachers
from generation.techniques.transformer.collate import Batch, collate


def sample_batch(
    pieces: Sequence[States],
    size: int,
    steps: int,
    random: Random,
    teachers: Teachers | None = None,
) -> Batch:
    """Windows of whole pieces where they fit, each transposed at random within the ranges of the
    voices; with teachers some targets are theirs."""
    lengths = np.array([piece.shape[1] for piece in pieces])
    rows = []
    for number in random.choice(len(pieces), size, p=lengths / lengths.sum()).tolist():
        piece = pieces[number]
        begin = max(0, int(random.integers(-steps // 4, max(1, piece.shape[1] - steps // 2))))
        shift = int(random.choice(find_transpositions(piece)))
        frames = encode_frames(transpose_states(piece, shift), begin, steps)
        if teachers:
            targets = teachers.redraw(frames.targets, number, begin, shift, random)
            frames = frames._replace(targets=targets)
        rows.append(frames)
    return collate(rows)
