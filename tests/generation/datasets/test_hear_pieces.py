"""Three pieces of a kind of music, before one trains on it."""

from pathlib import Path

import pytest

from generation.datasets.hearing import hear_piece
from generation.datasets.offers import offers


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_shipped_music_is_heard_without_a_folder(number: int) -> None:
    song = hear_piece("arranged", number, None)
    assert song is not None
    assert len(song.tracks) > 2


@pytest.mark.parametrize("number", [0, 4, 10**30])
def test_there_are_three(number: int) -> None:
    assert hear_piece("arranged", number, None) is None


def test_music_that_is_not_here_is_not_heard(tmp_path: Path) -> None:
    assert hear_piece("pop", 1, None) is None
    assert hear_piece("pop", 1, tmp_path) is None
    assert hear_piece("../../etc/passwd", 1, tmp_path) is None


def test_all_that_is_offered_is_heard(shared_data: Path) -> None:
    for offer in offers(shared_data):
        heard = [hear_piece(offer.name, number, shared_data) for number in (1, 2, 3)]
        assert all(song is not None and song.note_count > 20 for song in heard), offer.name
        assert len({song.digest for song in heard if song}) == 3
