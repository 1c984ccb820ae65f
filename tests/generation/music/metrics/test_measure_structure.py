"""Structure, on pieces whose bars are plain to see."""

from itertools import chain

import pytest

from generation.music.song import Note, Song, Track
from tests.generation.music.metrics.songs import BEAT, chord, line, song, value

A, B = (60, 64, 67, 64), (61, 61, 66, 70)


def bars(*melodies):
    """A bar of four quarters each."""
    return song(line(*chain.from_iterable(melodies)))


def test_bars_that_are_the_same_are_alike():
    assert value("self_similarity", bars(A, A, A)) == pytest.approx(1)
    assert value("self_similarity", bars(A, B)) == pytest.approx(1 / 2)  # the rhythm is the same
    assert value("self_similarity", bars(A)) is None


@pytest.mark.parametrize(
    "name, expected", [("repetition_1", 0), ("repetition_2", 1), ("repetition_4", 1)]
)
def test_it_hears_what_comes_again(name, expected):
    assert value(name, bars(A, B, A, B, A, B)) == expected


def test_it_counts_what_part_of_a_bar_comes_again():
    assert value("repetition_1", bars(A, (60, 64, 68, 65))) == pytest.approx(2 / 6)
    assert value("repetition_8", bars(A, B, A, B)) is None


def test_what_is_new_every_four_bars_makes_phrases():
    assert value("phrase_novelty", bars(A, A, A, A, B, B, B, B)) > 0.1
    assert value("phrase_novelty", bars(A, A, B, B, B, B, A, A)) < -0.1
    assert value("phrase_novelty", bars(*[A] * 8)) == pytest.approx(0)
    assert value("phrase_novelty", bars(*[A] * 7)) is None


def test_a_motif_returns_at_another_pitch():
    motif, other = (60, 62, 64, 60), (50, 57, 53, 49)
    moved = tuple(pitch + 5 for pitch in motif)
    assert value("motif_return", bars(motif, other, moved)) == pytest.approx(2 / 9)
    assert value("motif_return", bars(motif, other, (71, 60, 70, 61))) == 0


def test_a_scale_has_one_motif():
    assert value("distinct_motifs", line_song(*range(60, 68))) == 1 / 4
    assert value("distinct_motifs", line_song(60, 61, 63, 66, 70, 75)) == 1
    assert value("distinct_motifs", line_song(60, 61, 62, 63)) is None


def test_a_loop_is_packed_smaller_than_what_never_returns():
    # One token, 55 times: phrases of 1, 2, ... 10 tokens.
    assert value("compression_ratio", line_song(*[60] * 56)) == pytest.approx(10 / 55)
    assert value("compression_ratio", line_song(60, 61, 63, 66, 70, 75)) == 1
    assert value("compression_ratio", line_song(60)) is None


def test_silence_in_front_changes_nothing():
    late = Song((Track(tuple(Note(n * BEAT + 4 * BEAT, p, BEAT) for n, p in enumerate(A + B))),))
    names = ("self_similarity", "repetition_1", "compression_ratio", "motif_return")
    assert [value(name, late) for name in names] == [value(name, bars(A, B)) for name in names]


def test_chords_count_by_their_highest_notes():
    alone, thick = line(*range(60, 68)), line(*range(40, 48))
    assert value("distinct_motifs", song(alone, thick)) == 1 / 4
    assert value("distinct_motifs", song(chord(60))) is None


def line_song(*pitches):
    return song(line(*pitches))
