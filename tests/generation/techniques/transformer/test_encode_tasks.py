"""Windows made by the batch are those that are made one by one, number by number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.techniques.transformer.batch_matching import find_matches
from generation.techniques.transformer.encoding import Encoded, encode_tasks
from generation.techniques.transformer.masking import GAP, TRACK, Tasks, draw_tasks
from generation.techniques.transformer.match_model import Memory
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.rows import order_notes, rest_long
from generation.techniques.transformer.windows import IGNORE, Window, encode_window
from tests.generation.continuer import work
from tests.generation.lessons import SILENCE, left, random_work, scores, tasks_of, whole_works

seeds = st.integers(0, 2**32 - 1)


def window_in(batch: Encoded, number: int, rows: int) -> Window:
    return Window(*(each[number, :rows] for each in batch))


def assert_same(works: PackedScores, tasks: Tasks, steps: int = 256) -> None:
    batch = encode_tasks(works, tasks, steps)
    for number, task in enumerate(tasks_of(works, tasks)):
        one = encode_window(task)
        rows = min(len(one.times), steps)
        for name, expected, found in zip(
            one._fields, one, window_in(batch, number, rows), strict=True
        ):
            assert np.array_equal(expected[:rows], found), (number, name)
        assert (
            not batch.inputs[number, rows:].any() and (batch.targets[number, rows:] == IGNORE).all()
        )


@given(
    seed=seeds, silence=st.sampled_from([0, 3, 63, 64, 65, SILENCE, 300]), limit=st.integers(1, 130)
)
@settings(max_examples=60, deadline=None)
def test_it_makes_what_is_made_one_by_one(seed: int, silence: int, limit: int) -> None:
    works = scores(random_work(seed, silence), random_work(seed + 1, 0), work())
    assert_same(works, draw_tasks(works, 8, limit, np.random.default_rng(seed)))


@pytest.mark.parametrize("kind", [GAP, TRACK])
@pytest.mark.parametrize("silence", [0, SILENCE])
def test_it_makes_every_kind_alike(kind: int, silence: int) -> None:
    works = scores(*(random_work(seed, silence) for seed in range(20)))
    assert_same(works, left(kind, works, np.random.default_rng(1)))


def test_it_cuts_what_is_too_long() -> None:
    works = scores(*map(random_work, range(5)))
    assert_same(works, whole_works(works), 40)


def test_it_knows_which_windows_need_rests() -> None:
    works = scores(random_work(1, 0), random_work(1, SILENCE))
    tasks = whole_works(works)
    assert rest_long(order_notes(works, tasks), 2).tolist() == [False, True]


keys = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=25), min_size=1, max_size=5)


@given(keys=keys, pause=st.integers(0, 24))
@settings(max_examples=200, deadline=None)
def test_it_finds_the_passages_that_a_memory_finds(keys: list[list[int]], pause: int) -> None:
    """`Memory` hears row after row; a pause before row `pause` of each window."""
    lengths = [len(each) for each in keys]
    first = np.cumsum([0, *lengths])[:-1]
    pauses = np.array(
        [at + pause for at, rows in zip(first, lengths, strict=True) if pause < rows], np.int64
    )
    found = find_matches(np.concatenate(keys), np.repeat(np.arange(len(keys)), lengths), pauses)
    for at, rows in zip(first, keys, strict=True):
        memory = Memory()
        for number, key in enumerate(rows):
            if number == pause:
                memory.pause()
            memory.append(np.array([0, 0, 0, key, 0, 0, 0]))
            same = memory.same[: memory.count]
            longest = int(same.max(initial=0))
            assert found.length[at + number] == longest
            if longest:
                latest = memory.count - 1 - int(same[::-1].argmax())
                assert found.ending[at + number] == at + latest - 1
