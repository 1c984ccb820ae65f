"""Chords, voices and faults on bars one can hear in the head; choirs of which we know who
differs."""

import numpy as np
import pytest

from generation.evaluation.bands.swaps import group_songs
from generation.evaluation.chorales.chords import OF_CHORDS
from generation.evaluation.chorales.comparison import (
    AGAIN,
    BACH,
    Choir,
    compare_chords,
    compare_writing,
    measure_end,
)
from generation.evaluation.chorales.swaps import copy_voices, mix_voices, profile, swap_voices
from generation.evaluation.chorales.voices import OF_FAULTS, OF_VOICES
from generation.evaluation.partwriting import Pitches
from tests.generation.evaluation.light import lighten

C, F, G, G7 = (76, 67, 60, 48), (77, 69, 60, 53), (74, 67, 59, 55), (74, 65, 59, 55)
C6, CLASH = (72, 67, 60, 52), (76, 73, 66, 48)


def beats(*chords: tuple[int, ...]) -> Pitches:
    """A chord a beat."""
    return np.array(chords, np.int16).T.repeat(4, 1)


@pytest.mark.parametrize(
    ("name", "chords", "value"),
    [
        ("complete", (C, F, G, CLASH), 3 / 4),
        ("no chord", (C, F, G, CLASH), 1 / 4),
        ("root position", (C, C6), 1 / 2),
        ("first inversion", (C, C6), 1 / 2),
        ("sevenths", (C, G7), 1 / 2),
        ("root up a fourth", (C, F, C), 1 / 2),
        ("root up a fifth", (C, F, C), 1 / 2),
        ("changes", (C, C, F), 1 / 2),
        ("doubled third", (C, (76, 64, 55, 48)), 1 / 2),
        ("false relations", (C, F, C), 0),
        # E flat in the bass after E in the soprano, which leaps away
        ("false relations", ((76, 67, 60, 48), (79, 67, 60, 51)), 1),
        ("alto over tenor", (C, C), 7),
    ],
)
def test_it_works(name: str, chords: tuple[tuple[int, ...], ...], value: float) -> None:
    assert OF_CHORDS[name](beats(*chords)) == pytest.approx(value)


def test_parallels_are_heard_between_the_beats() -> None:
    """Soprano and bass go up in octaves on an eighth, and part on the beat."""
    moving = beats((72, 67, 60, 48), (76, 67, 60, 48))
    moving[0, 2:4], moving[3, 2:4] = 74, 50
    assert OF_FAULTS["octaves, every move"](moving) == pytest.approx(50)
    assert OF_FAULTS["octaves on beats"](moving) == 0


def test_moves_are_counted_by_voice() -> None:
    piece = beats(C, F, G)
    assert OF_VOICES["bass by step"](piece) == pytest.approx(1 / 2)  # C F G
    assert OF_VOICES["moves a beat"](piece) == pytest.approx(5 / 3)
    tritone = beats(C, (76, 67, 60, 54))
    assert OF_VOICES["bass tritones, sevenths"](tritone) == 1
    assert OF_VOICES["bass between eighths"](tritone) == 0
    assert OF_VOICES["bass by step"](beats(C, C)) is None


def test_a_piece_ends_on_its_tonic_or_not() -> None:
    chords = (F, G, C, F, (79, 67, 59, 55), C, (72, 67, 64, 48))
    piece = beats(*chords)
    piece[0, :24] = np.array((72, 74, 76, 77, 79, 74)).repeat(4)
    assert measure_end(piece)["ends on the tonic triad"] == 1
    assert measure_end(piece[:, :-4])["ends on the tonic triad"] == 0
    assert measure_end(np.full((4, 8), -1, np.int16))["ends on the tonic triad"] is None
    doubled = measure_end(beats(C, (72, 64, 60, 48)))["soprano doubled"]
    assert doubled == pytest.approx(1 / 2)


def chorale(seed: int, late: int = 0) -> Pitches:
    """Sixteen bars of chords by chance; `late` moves what the bass does."""
    random = np.random.default_rng(seed)
    piece = beats(*(((C, F, G, G7, C6)[n]) for n in random.integers(5, size=64)))
    piece[3] = np.roll(piece[3], late)
    return piece + np.int16(seed % 3)


def sing(seed: int, name: str) -> list[Pitches]:
    return [chorale(seed + number, 3 * (name == "late")) for number in range(8)]


def test_makers_are_told_apart_by_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    lighten(monkeypatch)
    groups = group_songs(8, 2)
    rows = {BACH: 0, "late": 50, "same": 100}
    choirs = {name: Choir(sing(seed, name), groups) for name, seed in rows.items()}
    said: list[str] = []
    told = compare_chords(choirs, said.append)["makers"]
    assert told["late"]["chords"].value == 1
    assert told["same"]["chords"].value < 0.75
    assert set(told) == {"late", "same", AGAIN}
    writing = compare_writing(choirs)["makers"]
    assert writing[BACH]["chords: complete"] == (1, 1, 1)
    assert writing["late"]["voices: bass between eighths"][0] == 1


def test_voices_are_borrowed_in_the_right_key() -> None:
    pieces = [chorale(n) for n in range(5)]
    groups = group_songs(5, 5)
    swapped = swap_voices(pieces, groups, 0)
    assert (swapped[0] == pieces[0][0]).all()
    assert set(swapped[3] % 12) <= {0, 4, 5, 7, 11}
    mixed = mix_voices(pieces, groups, 0)
    assert (mixed[1] == swapped[1]).all()
    assert (mixed[3] != swapped[3]).any()


def test_a_copy_is_of_the_nearest_soprano() -> None:
    learnt = [chorale(n) for n in range(6)]
    profiles = np.stack([profile(piece) for piece in learnt])
    asked = learnt[4][:, :200] + np.int16(2)
    assert (copy_voices(asked, learnt, profiles) == asked).all()
