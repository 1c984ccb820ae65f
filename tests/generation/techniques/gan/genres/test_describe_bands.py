"""What is told of the bands that are learnt."""

import numpy as np
import pytest

from generation.codecs.monophonic import DRUMS
from generation.techniques.gan.genres.corpus import Groove, make_band_corpus
from generation.techniques.gan.genres.rock import make_band
from generation.techniques.gan.genres.roles import GENRES
from generation.techniques.gan.genres.statistics import describe_genre
from tests.generation.techniques.gan.genres.scores import ensemble, repeat

BARS = 8
TONES = (72, 76, 79, 76, 72, 77, 81, 77)
TUNE = repeat([(n, 1, pitch) for n, pitch in enumerate(TONES)], 8, BARS // 2)
ROOTS = repeat([(0, 2, 36), (2, 2, 36), (4, 2, 41), (6, 2, 41)], 8, BARS // 2)
CHORDS = repeat([(0, 4, 60), (0, 4, 64), (0, 4, 67)], 8, BARS // 2) + repeat(
    [(4, 4, 60), (4, 4, 65), (4, 4, 69)], 8, BARS // 2
)
KICKS = repeat([(0, 0.25, 36)], 8, BARS // 2)


@pytest.fixture(scope="module")
def told() -> dict[str, float | None]:
    players = ((81, TUNE), (33, ROOTS), (0, CHORDS), (0, KICKS))
    piece = make_band("test", ensemble(*players, drums=[3]))
    groove = Groove(GENRES.index("rock"), np.zeros((128, DRUMS), bool))
    return describe_genre(make_band_corpus([piece], [groove]), "rock")


def test_it_works(told: dict[str, float | None]) -> None:
    assert told["pieces"] == 1
    assert told["bars"] == BARS
    assert told["bass: onsets a bar"] == 2
    assert told["bass: sounding"] == 1


def test_a_role_that_nobody_has_is_told_as_absent(told: dict[str, float | None]) -> None:
    assert told["counter: present"] == 0
    assert told["counter: sounding"] is None


def test_own_drums_and_grooves_count_for_the_kick(told: dict[str, float | None]) -> None:
    """Four kicks in eight bars, none in the eight of the groove."""
    assert told["kick on one"] == 0.25
    assert told["drums of their own"] == 1


def test_it_hears_a_chord_a_bar(told: dict[str, float | None]) -> None:
    assert told["chords a bar"] == pytest.approx(7 / 8)
