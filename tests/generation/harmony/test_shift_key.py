"""Melodies come to C major or A minor."""

import numpy as np
import pytest

from generation.codecs.meter import FEATURES, encode_meter
from generation.codecs.monophonic import Cell, encode_skyline
from generation.harmony.keys import find_key_shift

SCALE = (0, 2, 4, 5, 7, 9, 11, 12, 7, 4, 0)


@pytest.mark.parametrize("tonic", range(12))
def test_it_works(tonic: int) -> None:
    cells = [Cell(4 * n, 4 * n + 4, 60 + tonic + step) for n, step in enumerate(SCALE)]
    assert (find_key_shift(encode_skyline(cells, 48)) + tonic) % 12 == 0


def test_it_leaves_silence_alone() -> None:
    assert find_key_shift(encode_skyline([], 16)) == 0


def test_it_counts_beats_where_bars_are_unknown() -> None:
    unknown = np.full(16, -1)
    features = encode_meter(unknown, unknown, np.ones(16, bool))
    assert features.shape == (FEATURES, 16)
    assert list(np.flatnonzero(features[0])) == [0, 4, 8, 12]
    assert not features[5:].any()


def test_it_marks_bars_and_what_lies_outside() -> None:
    position, length = np.arange(16) % 12, np.full(16, 12)
    features = encode_meter(position, length, np.arange(16) < 14)
    assert list(np.flatnonzero(features[6])) == [0, 12]
    assert not features[:, 14:].any()
