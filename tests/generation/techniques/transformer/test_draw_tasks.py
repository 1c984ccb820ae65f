"""What the Transformer is asked to do with works: carry on, fill a gap, add a track."""

import numpy as np
import pytest

from generation.codecs.score import DRUM_PITCH, OF_PITCH, OF_SLOT, ONSET
from generation.techniques.transformer.masking import (
    GAP,
    HIGHEST,
    LOWEST,
    STRETCHED,
    TRACK,
    sample_shifts,
    sample_tasks,
)
from generation.techniques.transformer.packed_scores import LONGER
from generation.techniques.transformer.packing import pack_works
from generation.techniques.transformer.windows import ANY, bar_line
from tests.generation.lessons import (
    POP,
    draws,
    left,
    random_work,
    scores,
    tasks,
    tasks_of,
    together,
    work_with,
)


def test_it_leaves_a_gap_from_bar_line_to_bar_line() -> None:
    for task in tasks(GAP):
        inside = (together(task)[:, ONSET] >= task.start) & (together(task)[:, ONSET] < task.stop)
        assert np.array_equal(task.played, together(task)[inside])
        assert not ((task.given[:, ONSET] >= task.start) & (task.given[:, ONSET] < task.stop)).any()
        assert all(bar_line(task.score.beats, step) == step for step in (task.start, task.stop))


def test_it_gives_no_note_of_the_tracks_it_asks_for() -> None:
    for task in tasks(TRACK):
        asked = set(task.played[:, OF_SLOT].tolist())
        assert 1 <= len(asked) <= 2
        assert not asked & set(task.given[:, OF_SLOT].tolist())
        assert len(task.given)


def test_it_draws_every_kind_of_task() -> None:
    kinds = {(len(task.given) > 0, task.start > task.origin, task.stop is None) for task in draws()}
    assert {
        (False, False, True),
        (False, False, False),
        (True, True, False),
        (True, False, False),
    } == kinds


def test_it_begins_at_a_bar_line_and_takes_no_more_than_asked() -> None:
    for task in draws():
        assert bar_line(task.score.beats, task.origin) == task.origin
        assert 0 < len(together(task)) <= 50
        assert together(task)[0, ONSET] >= task.origin


def test_it_sometimes_hides_the_genre() -> None:
    assert {task.genre for task in draws()} == {ANY, POP}


def test_it_requires_three_bars_for_a_gap() -> None:
    notes = random_work(0).score.notes
    works = scores(work_with(notes[notes[:, ONSET] < 150]))
    (task,) = tasks_of(works, left(GAP, works, np.random.default_rng(1)))
    assert task.stop is None and not len(task.given)


def test_it_requires_another_track_for_a_track() -> None:
    notes = random_work(0).score.notes
    works = scores(work_with(notes[notes[:, OF_SLOT] == 1]))
    (task,) = tasks_of(works, left(TRACK, works, np.random.default_rng(1)))
    assert task.stop is None and not len(task.given)


def test_it_draws_the_same_for_the_same_seed() -> None:
    one, other = (
        sample_tasks(scores(random_work(1)), 40, 50, np.random.default_rng(3)) for _ in range(2)
    )
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_it_transposes_all_but_the_drums_and_plays_a_little_faster_or_slower() -> None:
    works = scores(*(random_work(seed, 0) for seed in range(10)))
    drawn = sample_tasks(works, 400, 50, np.random.default_rng(1))
    for number, task in enumerate(tasks_of(works, drawn)):
        first = drawn.first[number]
        pitch = works.pitch[first : first + drawn.length[number]]
        moved = (
            together(task)[:, OF_PITCH] - np.sort(pitch)
            if len(pitch) == 1
            else together(task)[:, OF_PITCH] - pitch
        )
        assert not moved[pitch >= DRUM_PITCH].any()
        assert (moved[pitch < DRUM_PITCH] == drawn.shift[number]).all()
    assert set(drawn.shift.tolist()) == set(range(-6, 7))
    ratio = drawn.qpm / works.tempo(drawn.work, drawn.origin)
    assert 1 - STRETCHED <= ratio.min() < 0.9 and 1.1 < ratio.max() <= 1 + STRETCHED


def test_it_draws_corpora_at_their_shares_and_longer_works_more_often() -> None:
    notes = random_work(0).score.notes
    short, long = work_with(notes[:20]), work_with(notes)
    works = pack_works([[short, long], [short]], [0.8, 0.2])
    found = np.bincount(works.draw_works(20_000, np.random.default_rng(1)), minlength=3) / 20_000
    assert found == pytest.approx(
        [0.8 / (1 + 6**LONGER), 0.8 - 0.8 / (1 + 6**LONGER), 0.2], abs=0.02
    )


@pytest.mark.parametrize(
    ("pitches", "moves"),
    [
        ((60,), range(-6, 7)),
        ((LOWEST + 2, 60), range(-2, 7)),
        ((60, HIGHEST - 1), range(-6, 2)),
        ((LOWEST, HIGHEST), [0]),
        ((LOWEST - 5, 60), range(7)),
        ((60, HIGHEST + 5), range(-6, 1)),
        ((DRUM_PITCH + 36, HIGHEST), range(-6, 1)),
    ],
)
def test_it_stays_on_the_piano(pitches: tuple[int, ...], moves: range) -> None:
    repeated = np.array(pitches * 300, np.int16)
    window = np.repeat(np.arange(300), len(pitches))
    assert set(sample_shifts(repeated, window, 300, np.random.default_rng(1)).tolist()) == set(
        moves
    )
