"""The end of a harmonised melody: the tonic triad, over the dominant where the melody allows it."""

from itertools import chain

import numpy as np
import pytest

from generation.codecs.chorale import REST, encode_pitch
from generation.music.song import Song
from generation.techniques.arcnn.cadence import Ending, find_ending, find_tonic, lead_home
from generation.techniques.arcnn.sampler import perform
from tests.generation.choir import piece
from tests.generation.tunes import ode, tune
from tests.generation.untrained import Oracle, card

MINOR = "69 71 72 74 76:2 76 74 72 71 69 68 69:2 71:2 69 72 71 69 69:4 71:4 69:4"


def sing(*notes: tuple[int, int]) -> np.ndarray:
    """(T,) states of (pitch, steps)."""
    return np.concatenate([np.repeat(encode_pitch(pitch), steps) for pitch, steps in notes])


@pytest.mark.parametrize(
    ("pitches", "tonic"),
    [
        ([64, 64, 65, 67, 67, 65, 64, 62, 60, 60, 62, 64, 62, 60, 60], 0),
        ([69, 71, 72, 74, 76, 76, 74, 72, 71, 69, 68, 69, 71, 69], 9),
        ([60, 60, 62, 64, 65, 67, 67, 69, 67, 65, 62, 60, 64], 0),  # on the third
        ([60], 0),
        (list(range(60, 72)), 11),  # nothing tells but the last
    ],
)
def test_it_finds_the_tonic(pitches: list[int], tonic: int) -> None:
    assert find_tonic(np.array(pitches) % 12) == tonic


def test_it_comes_home_over_the_dominant() -> None:
    melody = sing((64, 4), (65, 4), (67, 8), (62, 8), (60, 8))
    assert find_ending(melody) == Ending(20, 24, 32, 0)


def test_nothing_leads_home_from_a_note_outside_of_the_dominant() -> None:
    melody = sing((64, 4), (67, 4), (60, 8), (65, 8), (64, 8), (60, 8))
    assert find_ending(melody) == Ending(32, 32, 40, 0)


def test_a_long_last_note_comes_to_rest_in_its_last_bar() -> None:
    ending = find_ending(sing((64, 4), (62, 4), (60, 40)))
    assert (ending.approach, ending.start, ending.stop) == (32, 32, 48)


def test_silence_after_the_melody_is_not_its_end() -> None:
    melody = np.append(sing((62, 8), (60, 8)), [REST] * 16)
    assert find_ending(melody).stop == 16


def test_only_the_last_chords_gain() -> None:
    gains = lead_home(Ending(20, 24, 32, 0), 40)
    assert not gains[:, :20].any() and not gains[:, 32:].any()
    assert np.flatnonzero(gains[3, 25]).tolist() == [encode_pitch(12 * n) for n in (3, 4, 5, 6)]
    third, fifth = encode_pitch(64), encode_pitch(67)
    assert gains[1, 25, third] == gains[1, 25, fifth] > gains[1, 22, fifth] > 0
    assert gains[1, 22, encode_pitch(64)] == 0


def list_last_notes(song: Song) -> set[int]:
    """Pitch classes of the last chord below the melody."""
    notes = chain.from_iterable(track.notes for track in song.tracks[1:])
    return {note.pitch % 12 for note in notes if note.end == song.tracks[0].end}


@pytest.mark.parametrize(("song", "bass"), [(ode(), 0), (tune(MINOR), 9)])
def test_it_ends_on_the_tonic(song: Song, bass: int) -> None:
    wishes = card("arcnn").complete_parameters(
        {"mode": "harmonise", "iterations": 40, "creative_risk": 0.5}
    )
    choirs = [
        perform(Oracle(piece(128), 0), card("arcnn"), song, 0, wishes, seed).song
        for seed in range(2)
    ]
    triads = [{(bass + above) % 12 for above in (0, 3, 4, 7)}] * 2
    assert [choir.tracks[3].notes[-1].pitch % 12 for choir in choirs] == [bass] * 2
    assert all(list_last_notes(choir) <= triad for choir, triad in zip(choirs, triads, strict=True))
