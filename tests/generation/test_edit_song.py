"""The shipped AR-CNN through the engine: what people get."""

import json
from itertools import chain

import numpy as np
import pytest

from generation.catalogue import read_card
from generation.codecs.chorale import decode_states, encode_voices, separate_voices
from generation.codecs.grid import build_grid
from generation.engine import EngineError, Request, generate
from generation.evaluation.partwriting import measure_chord_tones, measure_soprano_consonance
from generation.music.midi import read_midi, write_midi
from generation.music.song import Meter, Note, Song, Track
from generation.take import read_edit, replayed
from tests.generation.tunes import grace, jig, ode, tune

Q = 960
WORST_MEGABYTES = 16


def made(song: Song, seed: int = 1, **parameters: object) -> Song:
    return generate(Request("arcnn", song, seed=seed, parameters=parameters)).song


def chords(song: Song, tracks: range) -> np.ndarray:
    """(voices, beats) of pitches on the beats."""
    grid = build_grid(song, 0, song.end)
    lines = [
        decode_states(encode_voices(separate_voices(song.tracks[n].notes, grid), grid.steps, 0))[0]
        for n in tracks
    ]
    return np.array(lines)[:, ::4]


def test_it_works() -> None:
    result = generate(Request("arcnn", ode(), seed=7))
    edits = [read_edit(row) for row in json.loads(json.dumps(result.recipe))["edits"]]
    assert 0 < len(edits) <= 100
    assert replayed(ode(), edits).digest == result.song.digest
    assert len(result.song.tracks[0].notes) > 1.5 * len(ode().tracks[0].notes)
    read = read_midi(write_midi(result.song))
    assert [track.notes for track in read.tracks] == [track.notes for track in result.song.tracks]


@pytest.mark.parametrize("song", [ode(), grace(), jig()], ids=["4/4", "3/4 with a pick-up", "6/8"])
def test_it_harmonises_with_chords(song: Song) -> None:
    choir = made(song, mode="harmonise")
    assert [track.name for track in choir.tracks[1:]] == ["Alto", "Tenor", "Bass"]
    sounding = chords(choir, range(4))
    sounding = sounding[:, (sounding >= 0).all(0)]
    # Random notes reach .78 and .49; Bach's own chorales .97 and .80.
    assert measure_chord_tones(sounding) > 0.85
    assert measure_soprano_consonance(sounding) > 0.65


def test_it_takes_away_wrong_notes_rather_than_right_ones() -> None:
    notes = list(ode().tracks[0].notes)
    notes[9] = notes[9]._replace(pitch=61)  # C sharp in C major
    notes[20] = notes[20]._replace(pitch=66)
    off, wrong = ode().with_tracks([Track(tuple(notes))]), {notes[9], notes[20]}
    left = (set(made(off, seed).tracks[0].notes) for seed in range(4))
    gone = list(chain.from_iterable(set(notes) - kept for kept in left))
    share_of_wrong = sum(note in wrong for note in gone) / (4 * len(wrong))
    share_of_right = sum(note not in wrong for note in gone) / (4 * (len(notes) - len(wrong)))
    assert share_of_wrong >= 0.6
    assert share_of_right < share_of_wrong / 2


@pytest.mark.parametrize("mode", ["enhance", "harmonise"])
def test_same_seed_same_notes(mode: str) -> None:
    assert made(ode(), 3, mode=mode).digest == made(ode(), 3, mode=mode).digest
    assert made(ode(), 3, mode=mode).digest != made(ode(), 4, mode=mode).digest


@pytest.mark.parametrize("mode", ["enhance", "harmonise"])
@pytest.mark.parametrize("meter", [(5, 8), (2, 2), (12, 8), (9, 16), (1, 4), (3, 32), (255, 4)])
def test_it_handles_odd_meters(meter: tuple[int, int], mode: str) -> None:
    song = tune("60 62 64 65 67 65 64 62", meter)
    changed = Song(song.tracks, song.tempi, (Meter(0, 3, 4), Meter(3 * Q, *meter)))
    for each in (song, changed):
        assert made(each, mode=mode, iterations=8).meters == each.meters


@pytest.mark.parametrize("mode", ["enhance", "harmonise"])
def test_it_handles_one_note(mode: str) -> None:
    assert made(Song((Track((Note(5000, 60, 7),)),)), mode=mode, iterations=8).tracks[0].notes


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"maximum_removed": 101}, "bad_parameter"),
        ({"maximum_added": -1}, "bad_parameter"),
        ({"iterations": 1001}, "bad_parameter"),
        ({"creative_risk": 0.4}, "bad_parameter"),
        ({"mode": "improve"}, "bad_parameter"),
        ({"locked": [[0, 300]]}, "bad_parameter"),
        ({"first_bar": 0}, "bad_parameter"),
        ({"melody_track": 4}, "no_melody"),
    ],
)
def test_it_rejects(parameters: dict[str, object], code: str) -> None:
    with pytest.raises(EngineError) as refused:
        made(ode(), **parameters)
    assert refused.value.code == code


def test_the_checkpoint_is_small() -> None:
    assert read_card("arcnn").weights.stat().st_size <= WORST_MEGABYTES * 1_000_000
