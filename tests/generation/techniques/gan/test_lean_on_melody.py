"""What a band's voices gain by standing as they should to the melody."""

import numpy as np

from generation.codecs.monophonic import REST
from generation.techniques.gan.inference import Melody
from generation.techniques.gan.leanings import lean
from tests.generation.untrained import GAN

# A note, a rest, the note once more and on.
MELODY = Melody(
    np.array([40, REST, 40, 40], np.uint8), np.array([1, 1, 1, 0], bool), np.zeros((10, 4))
)
FIRST = [1.0] + [0.0] * (GAN.voices - 1)


def test_it_works() -> None:
    states, changes = lean({"rests": FIRST, "above": FIRST, "together": FIRST}, MELODY, GAN)
    assert states.shape == (GAN.voices, 4, GAN.states) and changes.shape == (GAN.voices, 4)
    assert states[0].any() and changes[0].any()
    assert not states[1:].any() and not changes[1:].any()


def test_a_voice_leans_to_rests() -> None:
    states, _ = lean({"rests": FIRST}, MELODY, GAN)
    assert (states[0, :, REST] == 1).all() and not states[:, :, REST + 1 :].any()


def test_a_voice_leans_to_what_is_above_the_melody_where_it_sounds() -> None:
    states, _ = lean({"above": FIRST}, MELODY, GAN)
    assert states[0, 0].nonzero()[0].tolist() == list(range(41, GAN.states))
    assert not states[0, 1].any()


def test_a_voice_leans_to_where_the_melody_begins_a_note() -> None:
    _, changes = lean({"together": FIRST}, MELODY, GAN)
    assert changes[0].tolist() == [1, 0, 1, 0]


def test_without_wishes_nothing_is_gained() -> None:
    assert not any(each.any() for each in lean({}, MELODY, GAN))
