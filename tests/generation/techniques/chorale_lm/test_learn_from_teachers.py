"""Distillation: targets drawn from the mean of teachers, in whatever key the piece is heard."""

from pathlib import Path

import numpy as np
import pytest

from generation.codecs.chorale import STATES, States, transpose_states
from generation.techniques.chorale_lm.dataset import sample_batch
from generation.techniques.chorale_lm.features import encode_frames
from generation.techniques.chorale_lm.teachers import (
    TAUGHT,
    Teachers,
    average_teachers,
    find_teachers,
    move_chances,
    predict_cells,
)
from tests.generation.choir import piece
from tests.generation.techniques.chorale_lm.test_sing_chorales import network


def sure_of(state: int, song: States) -> Teachers:
    """Teachers who know one state only."""
    found = Teachers([], [song])
    chances = np.zeros((song.shape[1], 4, STATES), np.float32)
    chances[..., state:] = 1
    found.chances = lambda number: chances
    return found


def test_it_works() -> None:
    found = average_teachers([network(1), network(2)], piece())
    assert found.shape == (piece().shape[1], 4, STATES)
    assert np.allclose(found.sum(-1), 1, atol=1e-5)


def test_the_same_music_is_found_in_another_key() -> None:
    chances = predict_cells(network(), piece())
    assert np.allclose(move_chances(move_chances(chances, 2), -2)[..., 3:], chances[..., 3:])
    assert not move_chances(chances, 2)[..., -2:].any()


def test_what_teachers_say_is_drawn_in_the_key_of_the_window() -> None:
    state, shift = 20, 2
    targets = encode_frames(transpose_states(piece(), shift)).targets
    random = np.random.default_rng(1)
    drawn = sure_of(state, piece()).redraw(targets, 0, 0, shift, random)
    taught = drawn == state + shift
    assert (drawn[~taught] == targets[~taught]).all()
    assert taught.mean() == pytest.approx(TAUGHT, abs=0.1)


def test_what_cannot_be_said_in_a_key_is_left_as_it_was() -> None:
    targets = encode_frames(piece()).targets
    random = np.random.default_rng(1)
    drawn = sure_of(STATES - 1, piece()).redraw(targets, 0, 0, 1, random)
    assert (drawn == targets).all()


def test_what_stands_before_a_cell_stays_as_it_was_written() -> None:
    both = [
        sample_batch([piece(40)], 3, 16, np.random.default_rng(5), teachers).conditions
        for teachers in (None, sure_of(20, piece(40)))
    ]
    assert (both[0][0] == both[1][0]).all()  # of the first window: the later ones begin elsewhere


def test_it_requires_teachers_where_a_folder_is_told(tmp_path: Path) -> None:
    assert find_teachers("", [piece()]) is None
    with pytest.raises(ValueError, match="no model of the JSB table"):
        find_teachers(str(tmp_path), [piece()])
