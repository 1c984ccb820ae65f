"""A song of many tracks as a score on the grid: what is moved, cut, left out and put in order."""

import numpy as np

from generation.codecs.score import (
    LONGEST,
    Beats,
    encode_score,
    order_slots,
)
from generation.music.song import Meter, Note, Song, Tempo, Track
from tests.generation.codecs.songs_on_the_grid import Q, line, random_beats


def test_it_moves_what_is_off_the_grid_to_the_nearest_step() -> None:
    song = Song((Track((Note(19, 60, 62, 90), Note(21, 62, 38, 90), Note(999, 64, 1, 90))),))
    assert encode_score(song).notes[:, [0, 3]].tolist() == [[0, 2], [1, 1], [25, 1]]


def test_it_moves_changes_of_meter_and_tempo_to_the_nearest_step() -> None:
    song = Song(
        (line(60),), (Tempo(0, 500_000), Tempo(979, 600_123)), (Meter(0, 4, 4), Meter(981, 3, 4))
    )
    score = encode_score(song)
    assert score.tempi == ((0, 120), (24, 100))
    assert score.meters == ((0, 4, 4), (25, 3, 4))


def test_it_cuts_notes_that_are_too_long() -> None:
    assert encode_score(Song((line(60, length=100 * Q),))).notes[0, 3] == LONGEST


def test_it_keeps_the_longest_of_the_same_note_twice() -> None:
    song = Song((Track((Note(0, 60, Q, 90), Note(5, 60, 3 * Q, 90), Note(0, 60, 2 * Q, 90))),))
    assert encode_score(song).notes[:, 3].tolist() == [72]


def test_it_keeps_the_sixteen_busiest_of_seventeen_tracks() -> None:
    song = Song(tuple(line(*[60] * (1 if number == 5 else 2 + number)) for number in range(17)))
    assert sorted(order_slots(song)) == [number for number in range(17) if number != 5]


def test_it_orders_tracks_from_high_to_low_and_drums_last() -> None:
    song = Song((line(90, drums=True), line(40, 50), line(60, 80), Track(), line(45)))
    assert order_slots(song) == [2, 1, 4, 0]


def test_it_finds_the_place_of_every_step() -> None:
    for seed in range(100):
        beats, steps = random_beats(seed), np.arange(10_000)
        beat, part, _, _ = beats.place(steps)
        assert np.array_equal(beats.step(beat, part), steps), seed


def test_it_finds_the_step_of_every_beat() -> None:
    for seed in range(100):
        beats, numbers = random_beats(seed), np.arange(500)
        beat, part, _, _ = beats.place(beats.step(numbers))
        assert np.array_equal(beat, numbers), seed
        assert not part.any()


def test_it_begins_a_new_beat_at_every_bar_line() -> None:
    beats = Beats([(0, 96), (96 + 30, 84)])
    places = [beats.place(np.array(step)) for step in (95, 96, 125, 126, 209, 210)]
    assert [tuple(map(int, place)) for place in places] == [
        (3, 23, 3, 96),
        (4, 0, 0, 96),
        (5, 5, 1, 96),
        (6, 0, 0, 84),
        (9, 11, 3, 84),
        (10, 0, 0, 84),
    ]
