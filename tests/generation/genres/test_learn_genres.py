"""The tables of genres are learnt: from others' melodies, and they tell melodies nobody counted."""

from pathlib import Path

import numpy as np
import pytest

from generation.genres.facts import SHAPES, count_notes, gather_facts
from generation.genres.learning.counting import count_tables
from generation.genres.learning.fitting import judge_fold, make_tables
from generation.genres.learning.measuring import measure_genres
from generation.genres.learning.windows import Window, cut_windows, read_pieces
from generation.genres.model import load_genres, read_genres
from tests.generation.genres.tunes import sing

SCALE = (60, 62, 64, 65, 67, 69, 71, 72)


def make_window(name: str, walking: bool, random: np.random.Generator) -> Window:
    """Steps in quarters, or leaps in eighths and dotted quarters."""
    moves = random.choice((-1, 1) if walking else (-3, 3, 4), 23)
    pitches = [SCALE[at] for at in np.cumsum([4, *moves]) % 8]
    lengths = [2] * 24 if walking else random.choice((1, 3), 24).tolist()
    tune = sing(pitches, lengths)
    return Window(name, gather_facts(tune), count_notes(tune), 1.0)


def make_windows(count: int, random: np.random.Generator) -> dict[str, list[Window]]:
    walking = [make_window(f"walking {number}", True, random) for number in range(count)]
    leaping = [make_window(f"leaping {number}", False, random) for number in range(count)]
    return {"walking": walking, "leaping": leaping}


@pytest.fixture(scope="module")
def windows() -> dict[str, list[Window]]:
    return make_windows(80, np.random.default_rng(1))


def test_it_works(windows: dict[str, list[Window]]) -> None:
    model = read_genres(make_tables(windows, windows))
    asked = make_windows(20, np.random.default_rng(2))
    assert [row["first"] for row in measure_genres(model, asked).values()] == [1.0, 1.0]


def test_tables_are_chances(windows: dict[str, list[Window]]) -> None:
    tables = count_tables(windows, lambda window: True)
    for name in set(SHAPES) - {"place", "meter"}:
        assert np.exp(tables[name]).sum(-1) == pytest.approx(1.0)


def test_nobody_is_judged_by_tables_with_his_own_notes(
    windows: dict[str, list[Window]],
) -> None:
    """One melody that is like no other of its genre gains nothing by being in it."""
    odd = make_window("odd", False, np.random.default_rng(3))
    beside = {**windows, "walking": [*windows["walking"], odd]}
    judged = [judge_fold(each, {"walking": [odd]}, odd.fold) for each in (windows, beside)]
    scores = [each.scores[0, 0] for each in judged]
    assert scores[0].tolist() == scores[1].tolist()


def test_few_of_its_own_melodies_are_unlike_a_genre(windows: dict[str, list[Window]]) -> None:
    model = read_genres(make_tables(windows, windows))
    told = measure_genres(model, windows)
    assert all(0 <= row["own: unlike"] <= 0.1 for row in told.values())
    assert all(row["others: unlike"] > 0.5 for row in told.values())


def test_held_out_melodies_are_told(shared_data: Path) -> None:
    """By the model that is shipped: chance is one in six."""
    held = {each: read_pieces(shared_data, each, "valid") for each in ("rock", "folk", "bach")}
    cut = {genre: cut_windows(pieces, 8, 1) for genre, pieces in held.items()}
    told = measure_genres(load_genres(), cut)
    assert min(row["first"] for row in told.values()) > 0.5
