"""Works laid end to end, and where their notes stand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.techniques.transformer.context import locate_steps
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.packing import (
    from_arrays,
    pack_works,
    to_arrays,
    unpack_work,
)
from generation.techniques.transformer.windows import bar_line
from generation.techniques.transformer.works import Work
from tests.generation.continuer import work
from tests.generation.lessons import random_work, scores


def works() -> list[Work]:
    return [random_work(1), work(), random_work(2, 3)]


def test_it_gives_back_every_work() -> None:
    packed = scores(*works())
    assert len(packed) == 3
    for number, one in enumerate(works()):
        found = unpack_work(packed, number)
        assert np.array_equal(found.score.notes, one.score.notes)
        assert (found.genre, *found.score[1:]) == (one.genre, *one.score[1:])


def test_it_stores_and_reads_itself() -> None:
    packed = pack_works([works()[:1], works()[1:]], [0.7, 0.3])
    again = from_arrays(to_arrays(packed))
    for name in PackedScores.__dataclass_fields__:
        one, other = getattr(packed, name), getattr(again, name)
        assert np.array_equal(one, other) and one.dtype == other.dtype, name


def test_it_stores_small_numbers() -> None:
    arrays = to_arrays(scores(*works()))
    assert arrays["since"].min() >= 0
    assert {
        array.dtype.itemsize
        for name, array in arrays.items()
        if name not in ("since", "corpus_shares")
    } <= {1, 2}


@given(steps=st.lists(st.integers(0, 3000), min_size=1, max_size=30))
@settings(deadline=None)
def test_it_places_steps_as_the_tokens_do(steps: list[int]) -> None:
    many = works()
    packed = scores(*many)
    for number, one in enumerate(many):
        at, beats = np.array(steps), one.score.beats
        found = packed.place(np.full(len(at), number), at)
        beat, part, in_bar, bar = beats.place(at)
        assert [found.beat.tolist(), found.part.tolist()] == [beat.tolist(), part.tolist()]
        assert [found.in_bar.tolist(), found.bar.tolist()] == [in_bar.tolist(), bar.tolist()]
        assert found.bar_line.tolist() == [bar_line(beats, step) for step in steps]


def test_it_places_its_notes_as_the_tokens_do() -> None:
    packed = scores(*works())
    expected = [locate_steps(one.score.beats, one.score.notes[:, 0]) for one in works()]
    assert packed.places.beat.tolist() == np.concatenate([each.beat for each in expected]).tolist()
    assert (
        packed.places.in_bar.tolist() == np.concatenate([each.in_bar for each in expected]).tolist()
    )
    assert packed.places.bar.tolist() == np.concatenate([each.bar for each in expected]).tolist()


def test_it_knows_the_first_note_of_every_bar() -> None:
    packed = scores(*works())
    rank, first = packed.places.bar_rank, packed.first_of_bar
    assert (np.diff(rank) >= 0).all() and rank[first[:-1]].tolist() == list(range(len(first) - 1))
    assert packed.bar_lines[:-1].tolist() == packed.places.bar_line[first[:-1]].tolist()


def test_it_tells_meter_and_tempo_at_any_step() -> None:
    packed = scores(random_work(1))
    steps = np.array([0, 149, 150, 299, 300, 599, 600, 5000])
    zeros = np.zeros(len(steps), np.int64)
    assert packed.meter(zeros, steps).tolist() == [[4, 4]] * 2 + [[7, 8]] * 4 + [[3, 4]] * 2
    assert packed.tempo(zeros, steps).tolist() == [100] * 4 + [1500] * 4
