"""Lines and strokes become tracks."""

import numpy as np

from generation.codecs.grid import Grid, build_grid
from generation.codecs.instrumentation import (
    Part,
    build_drum_track,
    build_pitched_track,
    cut_overlaps,
)
from generation.codecs.monophonic import DRUM_PITCHES, DRUMS, Cell, encode_latest
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

Q = TICKS_PER_QUARTER
MELODY = [Note(0, 72, Q, 60), Note(Q, 74, 3 * Q, 110)]


def one_bar() -> Grid:
    return build_grid(Song((Track(tuple(MELODY)),)), 0, 4 * Q)


def test_it_works() -> None:
    part = Part("Bass", 33, voices=(0,), lowest=28, highest=55)
    line = encode_latest([Cell(0, 4, 40), Cell(4, 8, 40), Cell(8, 16, 43)], 16)
    track = build_pitched_track(part, [line], one_bar(), MELODY, 2)
    assert [(n.onset, n.pitch) for n in track.notes] == [(0, 42), (Q, 42), (2 * Q, 45)]
    assert track.notes[0].end < Q
    assert track.notes[2].end == 4 * Q
    assert track.program == 33


def test_it_keeps_to_the_range() -> None:
    part = Part("Bass", 33, voices=(0,), lowest=40, highest=52)
    line = encode_latest([Cell(0, 4, 30), Cell(4, 8, 60)], 16)
    assert [n.pitch for n in build_pitched_track(part, [line], one_bar(), MELODY, 0).notes] == [
        42,
        48,
    ]


def test_it_follows_the_melody_s_loudness() -> None:
    part = Part("Strings", 48, voices=(0,))
    line = encode_latest([Cell(0, 4, 60), Cell(12, 16, 60)], 16)
    soft, loud = build_pitched_track(part, [line], one_bar(), MELODY, 0).notes
    assert soft.velocity < loud.velocity


def test_it_writes_a_doubled_pitch_once() -> None:
    part = Part("Piano", 0, voices=(0, 1))
    lines = [encode_latest([Cell(0, 4, 60)], 16), encode_latest([Cell(0, 8, 60)], 16)]
    assert [
        (n.onset, n.pitch, n.length)
        for n in build_pitched_track(part, lines, one_bar(), MELODY, 0).notes
    ] == [(0, 60, 2 * Q)]


def test_it_never_holds_a_key_that_is_struck_again() -> None:
    notes = cut_overlaps([Note(0, 60, 1000, 80), Note(480, 60, 1000, 80), Note(100, 64, 2000, 80)])
    assert notes == (Note(0, 60, 480, 80), Note(100, 64, 2000, 80), Note(480, 60, 1000, 80))


def test_it_writes_drums() -> None:
    strokes = np.zeros((DRUMS, 16), bool)
    strokes[0, 0] = strokes[1, 4] = True
    track = build_drum_track(Part("Drums", 0, drums=True), strokes, one_bar(), MELODY)
    assert track.drums
    assert [(n.onset, n.pitch) for n in track.notes] == [(0, DRUM_PITCHES[0]), (Q, DRUM_PITCHES[1])]
    assert all(1 <= n.velocity <= 127 for n in track.notes)


def test_a_snare_is_struck_hard_on_beats_and_softly_between() -> None:
    strokes = np.zeros((DRUMS, 16), bool)
    strokes[1, [4, 7]] = True
    melody = [Note(0, 72, 4 * Q, 80)]
    hard, soft = build_drum_track(Part("Drums", 0, drums=True), strokes, one_bar(), melody).notes
    assert hard.velocity > soft.velocity + 30
