"""The bands that the data pack gives. Needs the reference data."""

from pathlib import Path

import numpy as np

from generation.techniques.gan.genres import folk, rock
from generation.techniques.gan.genres.registry import READERS
from generation.techniques.gan.genres.roles import GENRES, ROLES


def test_it_works(shared_data: Path) -> None:
    """Most rock pieces have a bass, comping and drums, and their tune is heard most of the time."""
    pieces = rock.read_bands(shared_data, "valid")
    present = dict(zip(ROLES, np.mean([piece.present for piece in pieces], 0), strict=True))
    assert min(present[role] for role in ("bass", "comp low", "comp middle", "drums")) > 0.7
    assert np.mean([np.mean(piece.melody.state > 0) for piece in pieces]) > 0.5


def test_what_is_held_out_is_not_learnt() -> None:
    rows = [{"id": f"d_map{number:02}"} for number in range(32)]
    held = [rock.is_part(row, held=True) for row in rows]
    learnt = [rock.is_part(row, held=False) for row in rows]
    assert all(one != other for one, other in zip(held, learnt, strict=True))
    assert 0 < sum(held) < 10


def test_singers_have_a_piano(shared_data: Path) -> None:
    pieces = folk.read_bands(shared_data, "valid")
    assert all(piece.present[:4].any() and piece.genre == GENRES.index("folk") for piece in pieces)


def test_every_reader_has_a_genre() -> None:
    assert set(READERS) <= set(GENRES)
