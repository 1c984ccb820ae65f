"""How voices move, counted and made a habit."""

from itertools import chain

import numpy as np
import pytest

from generation.catalogue import cards
from generation.codecs.monophonic import REST, Line
from generation.techniques.gan.moves import WIDEST, count_moves, count_real_moves, tabulate_moves
from generation.techniques.gan.pieces import Piece

LINE = Line(
    np.array([30, 30, REST, 32, 32, 32, 60, 2], np.uint8),
    np.array([1, 0, 1, 1, 0, 1, 1, 1], bool),
)


def test_it_works() -> None:
    """Up a tone over a rest, the same once more, far up, far down."""
    counts = dict(zip(range(-WIDEST, WIDEST + 1), count_moves(*LINE).tolist(), strict=True))
    assert {interval: count for interval, count in counts.items() if count} == {
        2: 1,
        0: 1,
        WIDEST: 1,
        -WIDEST: 1,
    }


def test_it_adds_up_the_voices_of_pieces() -> None:
    nothing = np.zeros(0, np.int16)
    piece = Piece("a", LINE, (LINE, LINE), nothing, nothing, nothing)
    assert (count_real_moves([piece, piece]) == 2 * count_moves(*LINE)).all()


def test_each_interval_gains_what_its_row_says() -> None:
    rows = np.arange(2 * (2 * WIDEST + 1)).reshape(2, -1)
    table = tabulate_moves(rows, 2, 73)
    assert table[0, 30, 30] == rows[0, WIDEST] and table[1, 30, 32] == rows[1, WIDEST + 2]
    assert table[0, 70, 3] == rows[0, 0] and table[0, 3, 70] == rows[0, -1]


def test_rests_gain_nothing() -> None:
    table = tabulate_moves(np.ones((1, 2 * WIDEST + 1)), 1, 73)
    assert not table[:, REST].any() and not table[:, :, REST].any()
    assert table[:, 1:, 1:].all()


def test_without_rows_nothing_is_gained() -> None:
    assert not tabulate_moves((), 3, 73).any()


@pytest.mark.parametrize("card", [each for each in cards() if each.technique == "gan"])
def test_the_shipped_models_have_habits_for_every_voice(card) -> None:
    table = tabulate_moves(card.options["moves"], card.sizes["voices"], card.sizes["states"])
    played = sorted(chain.from_iterable(track.get("voices", ()) for track in card.tracks))
    assert table.any((1, 2))[played].all()
