"""A gap is reminded of the bars around it, as if the ones before had just been heard."""

from itertools import product

import numpy as np

from generation.codecs.score import Notes
from generation.techniques.transformer.match_model import Memory
from generation.techniques.transformer.recall import Recall
from generation.techniques.transformer.tokens import PITCH
from tests.generation.techniques.transformer.test_hear_harmony import BAR, Q, passage

FIGURE = (60, 64, 67, 72)


def bars(*numbers: int) -> Notes:
    """A figure of quarters in each bar."""
    rows = [
        (bar * BAR + beat * Q, 0, pitch, Q, 10)
        for bar, (beat, pitch) in product(numbers, enumerate(FIGURE))
    ]
    return np.array(rows, np.int32)


def recall(given: Notes, gap: tuple[int, int]) -> Recall:
    return Recall(passage(given, bars=gap, slot=0).task, Memory(), 1)


def test_it_goes_on_from_the_bars_before() -> None:
    row, kind = recall(bars(0, 1, 4), (2, 4)).find_matches()[0]
    assert kind
    assert row[PITCH] == FIGURE[0]
    assert row[0] == 0  # counted from the bar line of the gap


def test_it_follows_what_is_played() -> None:
    found = recall(bars(0, 1, 4), (2, 4))
    for place in range(3):
        row, _ = found.find_matches()[0]
        assert row[PITCH] == FIGURE[place]
        found.append(row[None])


def test_it_takes_what_comes_after_the_gap() -> None:
    alone = np.concatenate([bars(0)[-2:], bars(3, 4)]).astype(np.int32)
    row, kind = recall(alone, (1, 3)).find_matches()[0]
    assert kind
    assert row[PITCH] == FIGURE[0]


def test_other_tracks_are_not_recalled() -> None:
    others = bars(0, 1, 2, 3)
    others[:, 1] = 1
    found = recall(np.concatenate([bars(0), others]).astype(np.int32), (1, 3))
    assert (found.memories[0].rows[: found.memories[0].count, 2] == 0).all()


def test_a_row_that_would_have_begun_already_is_no_match() -> None:
    held = np.array([(0, 0, 60, Q, 10), (Q, 0, 60, Q, 10), (2 * Q, 0, 60, Q, 10)], np.int32)
    assert recall(held, (1, 3)).find_matches()[0][1] == 0
