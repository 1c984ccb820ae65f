"""The key of what is known as a condition on pitches, and how a passage ends in it."""

from typing import Any

import numpy as np
import pytest

from generation.codecs.score import DRUM_PITCH
from generation.music.song import Note, Song, Track
from generation.music.theory import (
    estimate_key,
    estimate_song_key,
    pitch_class_histogram,
    transpose,
)
from generation.techniques.transformer.endings import Ending
from generation.techniques.transformer.key_guidance import (
    count_classes,
    favour_classes,
    favour_pitches,
    find_key,
    hear_key,
)
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.sampler import perform
from tests.generation.continuer import Q, band
from tests.generation.tunes import ode
from tests.generation.untrained import card
from tests.generation.untrained import transformer as weights

BAR = 4 * Q


def passage(song: Song, **wishes: Any) -> Passage:
    return build_plan(song, 0, card("transformer").complete_parameters(wishes)).passages[0]


def carried_on(song: Song, seed: int, **wishes: Any) -> list[Note]:
    """The new notes of the first track."""
    parameters = card("transformer").complete_parameters({"seconds": 20, **wishes})
    made = perform(weights(), song, 0, parameters, seed).song
    return [note for note in made.tracks[0].notes if note.onset >= song.end]


def share_in_scale(song: Song, notes: list[Note]) -> float:
    key = estimate_song_key(song)
    assert key
    return float(np.mean([note.pitch % 12 in key.pitch_classes for note in notes]))


def average_in_scale(song: Song, key: float) -> float:
    takes = [carried_on(song, seed, key=key) for seed in range(4)]
    return float(np.mean([share_in_scale(song, notes) for notes in takes]))


def test_new_notes_keep_to_the_key() -> None:
    for song in (ode(), transpose(ode(), 5)):
        assert average_in_scale(song, 1.5) > average_in_scale(song, 0.0) + 0.05


def test_it_moves_with_the_song() -> None:
    here, there = (favour_pitches(passage(song)) for song in (ode(), transpose(ode(), 5)))
    assert here[60:72].tolist() == there[65:77].tolist()
    assert np.ptp(here[60:72]) > 0.5


def test_drums_are_left_alone() -> None:
    assert not favour_pitches(passage(band()))[DRUM_PITCH:].any()
    beat = Track(tuple(Note(n * Q, 36, Q // 2) for n in range(32)), drums=True)
    assert not favour_pitches(passage(band().with_tracks([beat]))).any()


def test_where_all_sounds_alike_nothing_is_favoured() -> None:
    every = Track(tuple(Note(n * Q, 60 + n % 12, Q) for n in range(48)))
    found = favour_pitches(passage(ode().with_tracks([every])))
    assert np.ptp(found[:DRUM_PITCH]) < np.ptp(favour_pitches(passage(ode()))[:DRUM_PITCH]) / 4


def test_it_is_the_key_that_is_estimated_elsewhere_and_none_where_none_is_clear() -> None:
    for steps in range(12):
        counts = pitch_class_histogram(transpose(ode(), steps))
        expected = estimate_key(counts)
        assert expected and find_key(counts / counts.sum()) == expected._replace(clarity=0.0)
    assert find_key(np.full(12, 1 / 12)) is None
    assert find_key(np.array([1, 0] * 6) / 6) is None


def test_the_last_bars_count_most() -> None:
    for first, last, class_ in ((60, 66, 6), (66, 60, 0)):
        pitches = [first] * 16 + [last] * 16
        rows = [(24 * n, 0, pitch, 24, 8) for n, pitch in enumerate(pitches)]
        notes = np.array(rows, np.int32)
        counts = count_classes(notes)
        assert counts is not None and counts.argmax() == class_
        assert favour_classes(counts).argmax() == class_


@pytest.mark.parametrize("wishes", [{"key": 0.0}, {"mode": "fill bars", "last_bar": 2}])
def test_it_may_be_left_to_the_model(wishes: dict[str, Any]) -> None:
    assert not favour_pitches(passage(ode(), **wishes)).any()


def test_the_tonic_lies_below_where_it_ends() -> None:
    song = ode()
    asked = passage(song, seconds=8)
    key = hear_key(asked)
    assert key == hear_key(passage(song, seconds=30)) is not None
    ending, last = Ending(asked, key), np.array([asked.bounds.stop - 24])
    lowest = ending.favour_pitches(last, np.array([0]), np.array([True]))[0]
    higher = ending.favour_pitches(last, np.array([0]), np.array([False]))[0]
    assert lowest[60 + key.tonic] > higher[60 + key.tonic] > higher[61 + key.tonic] == 0
    before = np.array([asked.bounds.stop - 5 * 24])
    assert not ending.favour_pitches(before, np.array([0]), np.array([True])).any()


def test_an_ending_is_held_and_only_where_it_is_asked_for() -> None:
    last = np.array([passage(ode()).bounds.stop - 24])
    for ending, asked in ((True, True), (False, False)):
        found = Ending(passage(ode(), ending=ending), hear_key(passage(ode())))
        assert bool(found.favour_lengths(last).any()) == asked
        assert bool(found.favour_end(last, np.array([True]))[0] > 0) == asked
        assert not found.favour_end(last, np.array([False])).any()
