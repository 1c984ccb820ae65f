"""A program that reads every public address and every ballot names makers no better than chance."""

from typing import Any

import pytest

from benchmarks.blindness import attacked, upper_end
from benchmarks.blindness_worlds import world_made

MAKERS = 10

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _heard_at_once(settings: Any) -> None:
    settings.VOTING_REQUIRED_MS = 0  # ballots go by fast here


@pytest.mark.slow
def test_it_works() -> None:
    """400 sides of 100 entries, each attack by itself and all together."""
    worlds = [world_made(seed, MAKERS) for seed in range(10)]
    for attack, (right, asked, left_out) in attacked(worlds, 400).items():
        assert (asked, left_out) == (400, 0)
        assert upper_end(right, asked) < 2 / MAKERS, attack


def test_it_names_all_whose_songs_stay_public() -> None:
    """So the attacks are worth something: without the seal they name nearly everybody."""
    found = attacked([world_made(11, MAKERS, public=MAKERS)], 40, ask_all=True)
    assert min(found[attack][0] for attack in ("tune", "everything")) >= 38


def test_it_leaves_out_who_chose_to_be_known() -> None:
    found = attacked([world_made(12, MAKERS, public=3)], 40)
    for right, asked, left_out in found.values():
        assert asked + left_out == 40 and left_out > 0
        assert right < asked


def test_it_knows_the_interval() -> None:
    """Of the published example of Wilson's lower bound, the upper end."""
    assert round(1 - upper_end(50, 259), 6) == round(0.754538, 6)
