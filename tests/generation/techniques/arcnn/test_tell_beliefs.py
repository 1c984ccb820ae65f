"""What the editor believed at an edit is what its network says of that place, by itself."""

import json
from dataclasses import replace

import numpy as np
import pytest

from generation.catalogue import read_card
from generation.codecs.chorale import (
    REST,
    VoicedNote,
    encode_pitch,
    find_vocal_shift,
    separate_voices,
)
from generation.codecs.grid import build_grid
from generation.engine import Request, generate
from generation.music.song import Note, Song
from generation.take import Belief, read_edit
from generation.techniques.arcnn.beliefs import SILENCE, read_belief
from generation.techniques.arcnn.log_probs import get_beat_phases, infer_log_probs, load
from generation.techniques.arcnn.sampler import prepare_edits
from tests.generation.tunes import ode


def log_probs_of(song: Song) -> np.ndarray:
    """(V, T, S) what the network says of a song that nobody has edited yet."""
    notes = song.tracks[0].notes
    grid = build_grid(song, notes[0].onset, song.tracks[0].end)
    card = read_card("arcnn", None)
    parameters = card.complete_parameters({})
    state = prepare_edits(song, 0, separate_voices(notes, grid), grid, parameters)
    return infer_log_probs(load(card), state.cells(), get_beat_phases(grid))


def test_it_works() -> None:
    recipe = json.loads(json.dumps(generate(Request("arcnn", ode(), seed=7)).recipe))
    assert len(recipe["beliefs"]) == len(recipe["edits"]) > 10
    for row, belief in zip(recipe["edits"], recipe["beliefs"], strict=True):
        shares = dict(map(tuple, belief))
        assert read_edit(row).note.pitch in shares
        assert len(shares) == len(belief) <= 7
        assert 0 <= sum(shares.values()) <= 1003  # of roundings
        likeliest = list(shares.values())[:6]
        assert likeliest == sorted(likeliest, reverse=True)


@pytest.mark.parametrize("up", [0, 5])
def test_it_is_what_the_network_says(up: int) -> None:
    """Of the first edit, before which nothing has changed; also where the song is moved to it."""
    song = moved(ode(), up)
    recipe = generate(Request("arcnn", song, seed=2, parameters={"iterations": 1})).recipe
    edit, belief = read_edit(recipe["edits"][0]), recipe["beliefs"][0]
    grid = build_grid(song, 0, song.tracks[0].end)
    start, stop = grid.step_at(edit.note.onset), grid.step_at(edit.note.end)
    log_probs = log_probs_of(song)
    shift = find_vocal_shift(separate_voices(song.tracks[0].notes, grid))
    seats = [VoicedNote(voice, start, stop, edit.note) for voice in range(4)]
    told = [read_belief(log_probs, seat, shift) for seat in seats]
    assert any(close(belief, each) for each in told)


def moved(song: Song, up: int) -> Song:
    track = song.tracks[0]
    notes = tuple(note._replace(pitch=note.pitch + up) for note in track.notes)
    return song.with_tracks([replace(track, notes=notes)])


def close(one: Belief, other: Belief) -> bool:
    """To a thousandth, of pitches that are told in both."""
    here, there = dict(one), dict(other)
    return here.keys() == there.keys() and all(abs(here[p] - there[p]) <= 1 for p in here)


def test_silence_and_a_shift_are_told() -> None:
    log_probs = np.full((4, 4, 47), -20.0)
    log_probs[1, :2, REST] = np.log(0.75)
    log_probs[1, :2, encode_pitch(62)] = np.log(0.25)
    log_probs[1, 2:, encode_pitch(62)] = np.log(0.5)
    log_probs[1, 2:, encode_pitch(64)] = np.log(0.5)
    seat = VoicedNote(1, 0, 4, Note(0, 55, 960, 80))
    belief = dict(read_belief(log_probs, seat, 2))
    assert belief == {SILENCE: 375, 60: 375, 62: 250, 55: 0}
