"""A bass that the installed network adds to chords: it agrees with them, and no worse for each
knob."""

from typing import Any

import pytest

from generation.codecs.score import OF_SLOT, Notes, Score, decode_score, encode_score
from generation.engine import Request, generate
from generation.evaluation.added_tracks import agree, sound_classes
from tests.generation.techniques.transformer.test_hear_harmony import METERS, chords

SIXTEENTHS = 12 * 16


def add_bass(seed: int, **wishes: Any) -> Notes:
    song = decode_score(Score(chords(), (0,), METERS, ((0, 120),)))
    asked = {"mode": "add a track", "instrument": "bass", **wishes}
    made = generate(Request("transformer", song, None, seed, asked)).song
    notes = encode_score(made, range(len(made.tracks))).notes
    assert (notes[notes[:, OF_SLOT] == 0] == encode_score(song).notes).all()
    return notes[notes[:, OF_SLOT] == 1]


def measure(bass: Notes) -> float:
    return agree(sound_classes(bass, SIXTEENTHS), sound_classes(chords(), SIXTEENTHS)) or 0.0


@pytest.mark.parametrize("seed", [1, 2])
def test_it_agrees_with_the_chords(seed: int) -> None:
    assert measure(add_bass(seed)) > max(0.6, measure(add_bass(seed, harmony=0.0)))


def test_the_same_wish_gives_the_same_notes() -> None:
    assert (add_bass(3) == add_bass(3)).all()


def test_density_is_notes() -> None:
    assert len(add_bass(4, density=0.5)) < len(add_bass(4, density=2.0))
