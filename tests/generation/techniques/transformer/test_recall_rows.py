"""Passages that come back: what came the last time conditions each field, the same in learning and
in playing."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from generation.codecs.score import STEPS, Notes, encode_score
from generation.techniques.transformer import recall
from generation.techniques.transformer.context import FIELD_CONDITIONS
from generation.techniques.transformer.decoding import Candidates
from generation.techniques.transformer.match_model import (
    CLASSES,
    EDGES,
    NONE,
    ROOM,
    Memory,
    encode_match,
)
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.tokens import PITCH, note_rows
from generation.techniques.transformer.windowed_inference import WindowedInference
from generation.techniques.transformer.windows import Task, encode_window
from tests.generation.continuer import band
from tests.generation.untrained import card
from tests.generation.untrained import transformer as weights

TUNE = (60, 64, 62, 67, 65)


def rows_of(pitches: tuple[int, ...]) -> np.ndarray:
    notes: Notes = np.array(
        [(n * STEPS, 0, pitch, STEPS, 10) for n, pitch in enumerate(pitches)], np.int32
    )
    return note_rows(notes, encode_score(band()).beats)


def test_a_tune_that_comes_again_is_known_from_its_second_note_on() -> None:
    match = Memory().match_rows(rows_of((*TUNE, *TUNE)))
    assert not match.length[:6].any()
    # The first row of all has no beat before it, so the passage begins with the second.
    assert match.length[7:11].tolist() == [CLASSES[n] for n in range(1, 5)]
    assert match.rows[7:10, PITCH].tolist() == list(TUNE[2:])


def test_of_passages_of_one_length_the_latest_counts() -> None:
    match = Memory().match_rows(rows_of((60, 61, 60, 62, 60, 63)))
    assert match.rows[5, PITCH] == 62


def test_lengths_and_loudness_may_vary() -> None:
    rows = rows_of((*TUNE, *TUNE))
    rows[7, 4:] = (2, 3, 7)
    assert Memory().match_rows(rows).length[8:11].tolist() == [CLASSES[n] for n in range(2, 5)]


def test_fields_are_told_of_it_as_long_as_the_row_goes_the_same_way() -> None:
    rows = rows_of((*TUNE, 60, 64, 50, 67))
    memory = Memory()
    match = memory.match_rows(rows)
    conditions = encode_match(rows, type(match)(*(each[: len(rows)] for each in match)))
    assert [int(each[7]) for each in conditions] == [1, 0, 0, 62, *NONE[4:]]
    assert [int(each[0]) for each in conditions] == list(NONE)


def test_after_a_pause_a_passage_begins_anew() -> None:
    memory = Memory()
    memory.match_rows(rows_of(TUNE))
    memory.pause()
    assert memory.find_match()[1] == 0
    memory.match_rows(rows_of(TUNE)[1:3])
    assert (memory.find_match()[0][PITCH], memory.find_match()[1]) == (TUNE[3], CLASSES[2])


def test_it_remembers_more_rows_than_it_has_room_for_at_first() -> None:
    pitches = tuple(np.random.default_rng(1).integers(40, 80, ROOM).tolist())
    match = Memory().match_rows(rows_of(pitches * 2)[1:])
    assert match.length[-1] == len(EDGES)
    assert match.rows[-2, PITCH] == pitches[-1]


@pytest.mark.parametrize("mode", ["extend", "fill bars"])
def test_playing_tells_what_learning_told(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    """The conditions of every field sampled are those of a window that holds the finished
    passage; but for what a gap is reminded of besides (`test_recall_gap.py`)."""
    monkeypatch.setattr(recall, "find_sides", lambda task: (task.given[:0], task.given[:0]))
    plan = build_plan(
        band(),
        0,
        card("transformer").complete_parameters(
            {"mode": mode, "seconds": 16, "first_bar": 3, "last_bar": 6}
        ),
    )
    by_itself = plan.passages[0].sampling._replace(form=False)  # a plan tells more
    passage: Passage = replace(plan.passages[0], sampling=by_itself)
    candidates = Candidates(partial(WindowedInference, weights()), passage, 5)
    conditions: list[list[int]] = []
    begin = candidates.inference.start_step

    def start_step() -> object:
        made, here = begin(), []
        conditions.append(here)
        add_condition = made.add_condition

        def noted(value: np.ndarray) -> None:
            here.append(int(value[0]))
            add_condition(value)

        monkeypatch.setattr(made, "add_condition", noted)
        return made

    monkeypatch.setattr(candidates.inference, "start_step", start_step)
    notes = [row[0] for row in candidates.rows() if row[0]]
    assert len(notes) > 4
    task = passage.task
    whole = np.concatenate([task.played, np.array(notes, np.int32)])
    window = encode_window(Task(**{**vars(task), "played": whole}))
    expected = window.conditions[len(window.conditions) - len(notes) - 1 : -1]
    assert len(conditions) >= len(notes)
    assert expected.shape[1] == sum(len(hints) + 1 for hints in FIELD_CONDITIONS)
    assert conditions[: len(notes)] == expected.tolist()
    assert (window.conditions[:, 0] > 0).any()


@pytest.mark.parametrize(("times", "reminded"), [(3, True), (4, False)])
def test_nobody_is_reminded_of_what_has_come_too_often_without_a_break(
    times: int, reminded: bool
) -> None:
    memory = Memory()
    memory.match_rows(rows_of(TUNE * times)[1:])  # the first row of all is like no other
    memory.append(rows_of(TUNE * (times + 1))[len(TUNE) * times])
    assert memory.find_match()[1] > 0
    assert (memory.find_match(most=3)[1] > 0) == reminded
