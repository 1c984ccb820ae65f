"""Helper: a corpus made of scales, for the GAN."""

import numpy as np

from generation.codecs.monophonic import DRUMS, Cell, encode_latest, encode_skyline
from generation.techniques.gan.corpus import Corpus, make_corpus
from generation.techniques.gan.pieces import Piece


def scale_piece(tonic: int, steps: int = 96) -> Piece:
    """A scale up and down in quarters, with voices that hold thirds below it."""
    degrees = (0, 2, 4, 5, 7, 5, 4, 2)
    tune = [Cell(4 * n, 4 * n + 4, 72 + tonic + degrees[n % 8]) for n in range(steps // 4)]
    voices = []
    for v in range(5):
        line = [Cell(c.start, c.stop, c.pitch - 12 - 4 * v) for c in tune[:: v + 1]]
        voices.append(encode_latest(line, steps))
    at = np.arange(steps, dtype=np.int16)
    starts = np.arange(0, steps, 16, dtype=np.int32)
    return Piece(
        f"scale on {tonic}",
        encode_skyline(tune, steps),
        tuple(voices),
        at % 16,
        np.full(steps, 16, np.int16),
        starts,
    )


def corpus() -> Corpus:
    beat = np.zeros((128, DRUMS), bool)
    beat[::8, 0] = beat[4::8, 1] = beat[::2, 2] = True
    pieces = [scale_piece(tonic) for tonic in range(4)]
    return make_corpus(pieces, [1.0] * len(pieces), [beat], rests=0.5)
