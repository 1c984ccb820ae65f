"""As many notes as such a track has beside such others."""

import numpy as np
import pytest

from generation.codecs.score import DRUM_KIT, Notes
from generation.techniques.transformer.cost import count_seconds
from generation.techniques.transformer.pace import (
    OF_BASS,
    OF_OTHERS,
    Pace,
    find_rate,
    weigh_beats,
    weigh_parts,
)
from generation.techniques.transformer.tokens import END
from tests.generation.continuer import band
from tests.generation.techniques.transformer.test_hear_harmony import Q, chords, passage
from tests.generation.untrained import card


def pace(density: float = 1.0) -> Pace:
    wish = passage(quarters())
    return Pace(type(wish)(wish.task, wish.bounds, wish.sampling._replace(density=density)), 1)


def quarters() -> Notes:
    rows = [(beat * Q, 0, 60, Q, 10) for beat in range(48)]
    return np.array(rows, np.int32)


def waiting(made: Pace, notes: int, beats: int) -> float:
    for _ in range(notes):
        made.add_note(0)
    return float(made.weigh_waiting(np.array([beats * Q]))[0])


def test_a_rate_is_that_of_the_others() -> None:
    assert find_rate(passage(quarters())) == pytest.approx(OF_BASS)
    assert find_rate(passage(quarters(), programs=(0, 42))) == pytest.approx(OF_OTHERS)


def test_a_track_that_plays_around_the_gap_keeps_its_own() -> None:
    around = [(beat * Q, 1, 40, Q, 10) for beat in range(0, 16, 2)]
    given = np.concatenate([quarters(), np.array(around, np.int32)])
    given = given[np.lexsort((given[:, 1], given[:, 0]))]
    assert find_rate(passage(given, bars=(4, 12))) == pytest.approx(8 / 16)


def test_too_many_notes_make_it_wait() -> None:
    assert waiting(pace(), 40, 8) > waiting(pace(), 20, 8) > 0
    assert waiting(pace(), 1, 16) < 0
    assert waiting(pace(), 20, 8) > waiting(pace(2.0), 20, 8)


def test_it_says_nothing_where_nothing_is_to_be_expected() -> None:
    assert waiting(pace(0.0), 99, 1) == 0
    assert find_rate(passage(quarters(), programs=(0, DRUM_KIT))) == 0
    assert find_rate(passage(chords(gap=range(4, 8)), bars=(4, 8), slot=0)) == 0


def test_waiting_favours_later_times_and_not_the_end() -> None:
    beats, parts = weigh_beats(np.array([1.0]))[0], weigh_parts(np.array([1.0]))[0]
    assert beats[:6].tolist() == [0, 1, 2, 3, 4, 4]
    assert beats[END] == 0
    assert parts[12] == pytest.approx(0.5)


def test_more_notes_and_hints_of_harmony_are_charged() -> None:
    def cost(**wishes: object) -> float:
        asked = {"mode": "add a track", "instrument": "bass", **wishes}
        model = card("transformer")
        return count_seconds(model, band(), 0, model.complete_parameters(asked))

    assert cost(density=2.0) > cost() > cost(harmony=0.0)
    assert cost(mode="extend") > cost(mode="extend", harmony=0.0)
    assert cost(mode="extend", solo=True) == cost(mode="extend", solo=True, harmony=0.0)
