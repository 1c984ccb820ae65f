"""Semitones beside what sounds already cost nats."""

import numpy as np

from generation.codecs.monophonic import LOWEST, PITCHES, REST
from generation.techniques.gan.band.clashes import price_clashes

C, G = 60, 67
LINES = np.array([[C, C, REST], [REST, G, REST]])
STATES = np.where(LINES == REST, REST, LINES - LOWEST + 1)


def name_clashing(row: np.ndarray) -> set[int]:
    return {(int(pitch) + LOWEST) % 12 for pitch in np.flatnonzero(row)}


def test_it_works() -> None:
    prices = price_clashes(STATES, 1.5)
    assert prices.shape == (3, PITCHES)
    assert name_clashing(prices[0]) == {11, 1}
    assert name_clashing(prices[1]) == {11, 1, 6, 8}
    assert set(prices.ravel().tolist()) == {-1.5, 0}


def test_silence_is_beside_nothing() -> None:
    assert not price_clashes(STATES, 1.5)[2].any()


def test_a_price_of_zero_changes_nothing() -> None:
    assert not price_clashes(STATES, 0.0).any()
