"""Shared passages, on pieces of which we know what they share."""

from pathlib import Path

import numpy as np
import pytest

from generation.codecs.chorale import States, transpose_states
from generation.datasets.jsb import read_chorales
from generation.evaluation.passages import Library, SharedPassage, encode_chord_changes


def made(seed: int, chords: int = 40, held: int = 4) -> States:
    """Random chords, each held for some steps."""
    return (
        np.random.default_rng(seed).integers(10, 30, (4, chords)).astype(np.uint8).repeat(held, 1)
    )


LIBRARY = Library([made(1), made(2), made(3)])


def test_it_works() -> None:
    assert LIBRARY.longest(made(2)) == SharedPassage(40, 0, 1, 0)


@pytest.mark.parametrize("shift", [-5, 1, 7])
def test_it_finds_a_passage_in_another_key_at_another_time(shift: int) -> None:
    piece = np.concatenate([made(9, 7), transpose_states(made(3)[:, 40:80], shift), made(8, 7)], 1)
    assert LIBRARY.longest(piece) == SharedPassage(10, 7, 2, 10)


def test_a_passage_ends_where_it_was_altered() -> None:
    piece = made(1).copy()
    piece[2, 100:104] += 1
    assert LIBRARY.longest(piece) == SharedPassage(25, 0, 0, 0)


def test_holding_is_no_copying() -> None:
    assert LIBRARY.longest(made(1)[:, :4].repeat(50, 1)).length == 1
    assert len(encode_chord_changes(made(1, 3, held=50))[0]) == 3
    assert LIBRARY.longest(made(1, held=9)).length == 40  # nor does another tempo hide it


def test_no_passage_goes_from_one_piece_into_the_next() -> None:
    assert LIBRARY.longest(np.concatenate([made(1)[:, -40:], made(2)[:, :40]], 1)).length == 10


def test_strangers_share_next_to_nothing() -> None:
    assert LIBRARY.longest(made(77)).length <= 1


def test_it_handles_silence() -> None:
    assert LIBRARY.longest(np.zeros((4, 16), np.uint8)).length == 0
    assert Library([np.zeros((4, 16), np.uint8)]).longest(np.zeros((4, 8), np.uint8)).length == 1


def test_it_finds_each_chorale_among_the_chorales(shared_data: Path) -> None:
    train, valid = (read_chorales(shared_data, split) for split in ("train", "valid"))
    library = Library(train)
    for number in (0, 100, 228):
        assert library.longest(train[number]).length == len(encode_chord_changes(train[number])[0])
    lengths = sorted(library.longest(piece).length for piece in valid)
    assert lengths[len(lengths) // 2] <= 6  # Bach repeats himself now and then, but not for long
