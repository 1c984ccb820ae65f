"""What training hides and what it plays wrongly."""

import numpy as np
import pytest

from generation.codecs.voices import RANGES, REST, pitches_of
from generation.training.hiding import SOON, TASKS, Task, any_cells, hide, played_wrongly, the_future, whole_voices
from tests.generation.choir import piece


@pytest.mark.parametrize("task", [*TASKS, hide], ids=lambda task: task.__name__)
def test_it_works(task: Task) -> None:
    for seed in range(100):
        hidden, scored = task(4, 32, np.random.default_rng(seed))
        assert hidden.shape == scored.shape == (4, 32)
        assert scored.any()
        assert (hidden | ~scored).all()  # what is scored is hidden


def test_it_hides_any_number_of_cells_alike() -> None:
    counts = [any_cells(4, 8, np.random.default_rng(seed))[0].sum() for seed in range(2000)]
    assert min(counts) == 1 and max(counts) == 32
    assert np.mean(counts) == pytest.approx(16.5, abs=0.8)


def test_it_hides_the_whole_future_and_scores_its_beginning() -> None:
    for seed in range(50):
        hidden, scored = the_future(4, 32, np.random.default_rng(seed))
        moment = int(np.flatnonzero(hidden.any(0))[0])
        assert not hidden[:, :moment].any() and hidden[:, moment + 1 :].all()
        assert not scored[:, moment + SOON :].any()


def test_it_leaves_a_voice_to_go_by() -> None:
    for seed in range(50):
        hidden, _ = whole_voices(4, 32, np.random.default_rng(seed))
        assert not hidden.all(1).all()


def test_it_plays_notes_wrongly() -> None:
    right = piece(64)
    assert (played_wrongly(right, 0.0, np.random.default_rng(1)) == right).all()
    wrong = played_wrongly(right, 0.5, np.random.default_rng(1))
    assert 0.2 < (wrong != right).mean() < 0.7
    pitches = pitches_of(wrong)
    for line, (low, high) in zip(pitches, RANGES, strict=True):
        assert ((line == REST - 1) | ((line >= low) & (line <= high))).all()
    assert (piece(64) == right).all()  # the truth is untouched
