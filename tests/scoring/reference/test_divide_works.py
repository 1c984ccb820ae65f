"""No work stands on both sides, and none of what measures is learnt from."""

from collections import Counter
from pathlib import Path

import pytest

from scoring.reference.works import GENRES, Genre, place_work, split_pieces


def test_it_divides_works_alike_everywhere():
    places = Counter(place_work(f"work {number}", 6) for number in range(600))
    assert place_work("Bach, Johann Sebastian: Mass in B minor", 6) == "train"
    assert 70 < places["valid"] < 130 and 70 < places["test"] < 130


def works_of(genre: Genre, folder: Path, split: str) -> set[str]:
    return {piece.work for piece in split_pieces(genre, folder, split)}


@pytest.mark.parametrize("name", ["jazz", "folk", "solo", "band"])
def test_works_are_on_one_side_only(name, shared_data):
    genre = GENRES[name]
    valid, test = (works_of(genre, shared_data, split) for split in ("valid", "test"))
    assert len(valid) >= 10 and len(test) >= 10
    assert not valid & test
    assert all(place_work(work, genre.parts) == "valid" for work in valid)


def test_nobody_learns_from_chorales_that_are_held_back(shared_data):
    works = works_of(GENRES["bach"], shared_data, "train")
    assert {work.split()[0] for work in works} == {"train"}
