"""What is watched while a model learns, on music one can hear in the head."""

import pytest

from generation.evaluation.watched import watch_accompaniment, watch_music
from generation.music.metrics.view import View
from generation.music.song import Note, Song, Track
from generation.music.theory import Key

BEAT = 960
C_MAJOR = Key(0, "major", 1.0)


def line(*pitches: int, length: int = BEAT, drums: bool = False) -> Track:
    """A note a beat."""
    notes = [Note(BEAT * n, pitch, length, 90) for n, pitch in enumerate(pitches)]
    return Track(tuple(notes), drums=drums)


TUNE = line(60, 64, 67, 72, 67, 65, 64, 62, 60, 64, 71, 72, 71, 67, 62, 60)
BELOW = line(*[48, 48, 48, 48, 43, 43, 43, 43] * 2)


def test_it_works() -> None:
    told = watch_accompaniment(Song((TUNE, BELOW)), 0, [1])
    assert told["empty bars"] == 0
    assert told["in scale"] == 1
    assert told["notes a bar"] == 4
    assert told["polyphony"] == 1
    assert told["on the beat"] == 1
    assert told["clash with the melody"] == pytest.approx(1 / 16)  # the B over C


def test_drums_are_left_out() -> None:
    """No data set of bands tells them; what they play is no measure of the network."""
    plain = watch_accompaniment(Song((TUNE, BELOW)), 0, [1])
    drummed = Song((TUNE, BELOW, line(*[36, 42] * 8, length=240, drums=True)))
    assert watch_accompaniment(drummed, 0, [1, 2]) == plain


def test_the_melody_tells_the_key() -> None:
    """A band in another key than its melody is out of scale, however consistent it is."""
    other = Track(tuple(note._replace(pitch=note.pitch + 6) for note in BELOW.notes))
    far, near = (watch_accompaniment(Song((TUNE, band)), 0, [1]) for band in (other, BELOW))
    assert (far["in scale"], near["in scale"]) == (0, 1)
    assert far["consonance"] < near["consonance"]  # type: ignore[operator]


def test_what_is_silent_has_few_measures() -> None:
    told = watch_accompaniment(Song((TUNE, Track(()))), 0, [1])
    assert told["empty bars"] == 1 and told["notes a bar"] == 0
    assert told["pitch class entropy"] is None and told["consonance"] is None


def test_without_a_melody_it_is_the_opening_that_tells_the_key() -> None:
    told = watch_music(View.of(Song((TUNE,))), C_MAJOR)
    assert told["in scale"] == 1 and "consonance" not in told
    assert watch_music(View.of(Song((TUNE,))), None)["in scale"] is None
