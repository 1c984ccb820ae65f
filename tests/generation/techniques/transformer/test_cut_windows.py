"""Windows of music for the Transformer: inputs, conditions and targets, whoever makes them."""

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from generation.codecs.score import ONSET, SLOTS, STEPS, Notes, encode_score
from generation.music.song import Note, Song, Track
from generation.techniques.transformer.context import (
    FIELD_CONDITIONS,
    FIELD_SIZES,
    INPUT_SIZES,
    NO_LEVEL,
    NO_PITCH,
)
from generation.techniques.transformer.masking import GAP, ON, TRACK
from generation.techniques.transformer.tokens import (
    BEATS,
    BEGIN,
    END,
    GO,
    METER,
    PART,
    PITCH,
    PROGRAM,
    REST,
    SLOT,
    TEMPO,
    VELOCITY,
)
from generation.techniques.transformer.windows import (
    CONDITION_COUNTS,
    IGNORE,
    Task,
    Window,
    encode_window,
)
from tests.generation.lessons import POP, draws, tasks, together

FIELD_COLUMNS = np.cumsum(CONDITION_COUNTS) - 1  # where each field stands among the conditions


every_kind = pytest.mark.parametrize("kind", [ON, GAP, TRACK])


def spoken(task: Task, targets: np.ndarray, start: int) -> Notes:
    """The notes that truths say one after the other, from the step `start` on."""
    rows = targets[(targets[:, BEATS] != IGNORE) & (targets[:, BEATS] != END)]
    at = task.score.beats.place(np.array([start]))[0] + np.cumsum(rows[:, BEATS])
    onset, length = task.score.beats.step(at, rows[:, PART]), rows[:, 4] * STEPS + rows[:, 5]
    return np.column_stack([onset, rows[:, SLOT], rows[:, PITCH], length, rows[:, 6]])[
        rows[:, SLOT] < SLOTS
    ]


def go_of(window: Window) -> int:
    """The step that says: from here on the network plays."""
    return int(np.flatnonzero(window.inputs[:, 0] == GO)[0])


def test_it_works() -> None:
    score = encode_score(
        Song((Track((Note(0, 60, 960, 100), Note(1280, 64, 480, 100)), program=7),))
    )
    window = encode_window(Task(score, POP, 0, score.notes[:0], score.notes, 0, None, True))
    assert window.inputs[:, 0].tolist() == [BEGIN, METER, TEMPO, PROGRAM, GO, 0, 0]
    assert window.times.tolist() == pytest.approx([0, 0, 0, 0, 0, 0, 4 / 3])
    assert (window.targets[:4] == IGNORE).all()
    assert window.targets[4:].tolist() == [
        [0, 0, 0, 60, 1, 0, 12],
        [1, 8, 0, 64, 0, 12, 12],
        [END] + [IGNORE] * 6,
    ]


@every_kind
def test_it_never_shows_what_it_asks(kind: int) -> None:
    """A note stands once in a window, and that is right after the step that asks for it."""
    for task in tasks(kind):
        window = encode_window(task)
        inputs = [
            (float(times), *row)
            for times, row in zip(window.times, window.inputs[:, :5].tolist(), strict=True)
        ]
        asked = np.flatnonzero(
            (window.targets[:, SLOT] != IGNORE) & (window.targets[:, SLOT] < SLOTS)
        )
        assert len(asked)
        for step in asked:
            assert inputs[step + 1][1:] == tuple(window.targets[step, SLOT:])
            assert inputs.index(inputs[step + 1]) == step + 1


def test_it_tells_of_the_tracks_that_play_and_of_no_others() -> None:
    for task in tasks(ON):
        rows = encode_window(task).inputs
        conditions = rows[rows[:, 0] == PROGRAM, 2]
        assert conditions.tolist() == np.unique(task.played[:, 1]).tolist()


@every_kind
@pytest.mark.parametrize("known", [0, 1, 7])
def test_it_does_not_depend_on_what_comes_later(kind: int, known: int) -> None:
    """But for the list of the tracks that play, which is told beforehand."""
    for task in tasks(kind):
        cast = tuple(np.unique(task.played[:, 1]).tolist())
        whole = encode_window(task)
        cut = encode_window(replace(task, played=task.played[:known], finished=False, slots=cast))
        upto = len(cut.times)
        assert np.array_equal(whole.inputs[:upto], cut.inputs)
        assert np.array_equal(whole.conditions[: upto - 1], cut.conditions[:-1])
        assert np.array_equal(whole.targets[: upto - 1], cut.targets[:-1])


@every_kind
def test_it_asks_for_all_that_is_played(kind: int) -> None:
    for task in tasks(kind):
        window = encode_window(task)
        assert np.array_equal(
            spoken(task, window.targets[go_of(window) :], task.start), task.played
        )


@pytest.mark.parametrize("kind", [GAP, TRACK])
def test_it_asks_for_all_that_is_known_too(kind: int) -> None:
    for task in tasks(kind):
        window = encode_window(task)
        assert np.array_equal(
            spoken(task, window.targets[: go_of(window)], task.origin), task.given
        )


@every_kind
def test_it_counts_time_from_its_origin(kind: int) -> None:
    for task in tasks(kind):
        window = encode_window(task)
        playing = window.inputs[:, 0] < SLOTS
        assert (window.times[playing] * STEPS).tolist() == pytest.approx(
            [*(task.given[:, ONSET] - task.origin), *(task.played[:, ONSET] - task.origin)]
        )


@every_kind
def test_it_tells_the_truth_after_the_hints(kind: int) -> None:
    for task in tasks(kind):
        window = encode_window(task)
        asked = window.targets != IGNORE
        assert np.array_equal(window.conditions[:, FIELD_COLUMNS][asked], window.targets[asked])


@every_kind
def test_it_hints_at_what_the_track_played_before(kind: int) -> None:
    """Pitch and level of the note before it on its track, known or played; never its own."""
    for task in tasks(kind):
        window, last, hints = encode_window(task), {}, {}
        for onset, slot, pitch, _, level in together(task).tolist():
            hints[onset, slot, pitch] = last.get(slot, (NO_PITCH, NO_LEVEL))
            last[slot] = (pitch, level)
        conditions = window.conditions[go_of(window) :][
            window.targets[go_of(window) :, PITCH] != IGNORE
        ]
        found = conditions[:, [FIELD_COLUMNS[PITCH] - 2, FIELD_COLUMNS[VELOCITY] - 1]].tolist()
        assert found == [list(hints[key]) for key in map(tuple, task.played[:, :3].tolist())]


def test_it_asks_nothing_of_a_rest_but_when() -> None:
    targets = np.concatenate([encode_window(task).targets for task in tasks(ON)])
    rests = targets[targets[:, SLOT] == REST]
    assert len(rests)
    assert (rests[:, PITCH:] == IGNORE).all()


def test_it_says_the_end_of_what_is_finished_and_only_there() -> None:
    for task in draws():
        ends = encode_window(task).targets[:, BEATS] == END
        assert ends.sum() == task.finished
        assert ends[-1] == task.finished


def test_it_counts_down_to_the_end_where_it_is_told() -> None:
    for task in draws():
        window = encode_window(task)
        ahead = window.inputs[go_of(window) :, -1]
        assert (np.diff(ahead) <= 0).all()
        assert (ahead > 0).all() if task.stop is not None else not ahead.any()


def test_it_keeps_every_value_below_the_size_of_its_table() -> None:
    pairs = zip(FIELD_CONDITIONS, FIELD_SIZES, strict=True)
    condition_sizes = list(chain.from_iterable((*known, field) for known, field in pairs))
    for task in draws():
        window = encode_window(task)
        assert (window.inputs < INPUT_SIZES).all()
        assert (window.conditions < condition_sizes).all()
        assert (window.targets < FIELD_SIZES).all()
        assert min(window.inputs.min(), window.conditions.min(), window.targets.min() + 1) == 0
