"""Each metric on music whose value is plain to hear."""

import numpy as np
import pytest

from generation.music.metrics.harmony import consonance
from generation.music.metrics.rhythm import empty_bar_rate, empty_bar_rates
from generation.music.metrics.view import View
from generation.music.song import Meter, Note, Song, Track
from generation.music.theory import transpose
from tests.generation.music.metrics.songs import chord, drumming, line, song, value

C_MAJOR, G_MAJOR, F_SHARP_MAJOR = (60, 64, 67), (67, 71, 74), (66, 70, 73)


def of(name, *tracks):
    return value(name, song(*tracks))


def test_it_counts_pitches_and_classes():
    assert of("n_pitch_classes_used", chord(*C_MAJOR)) == 3
    assert of("n_pitch_classes_used", chord(60, 72)) == 1
    assert of("n_pitches_used", chord(60, 72)) == 2
    assert of("n_pitches_used", chord(60, 72), chord(36, 38, drums=True)) == 2
    assert of("pitch_range", chord(60, 72), chord(0, drums=True)) == 12


def test_it_measures_variety_in_bits():
    assert of("pitch_entropy", line(60, 60, 60)) == 0
    assert of("pitch_entropy", line(60, 72)) == 1
    assert of("pitch_class_entropy", line(60, 72)) == 0
    assert of("pitch_class_entropy", line(*range(60, 72))) == pytest.approx(np.log2(12))


def test_it_counts_notes_in_scale():
    white, black = line(60, 62, 64, 65, 67, 69, 71, 60), line(61, 63, 66, 68)
    assert of("in_scale_ratio_c", white) == 1
    assert of("in_scale_ratio_c", black) == 0
    assert of("in_scale_ratio_c", line(60, 61)) == 0.5
    assert of("scale_consistency", black) == 1


def test_it_finds_the_key_of_a_moved_song(sample_song):
    tune = sample_song(8, band=True)
    for semitones in range(-5, 7):
        moved = transpose(tune, semitones)
        assert value("in_scale_ratio_key", moved) == 1
        assert (value("in_scale_ratio_c", moved) == 1) == (semitones == 0)


def test_it_finds_bars_and_beats_without_notes():
    assert empty_bar_rate(View.of(Song((Track(),)), bars=4)) == 1
    one_of_four = song(chord(60, beats=4, start=4), chord(64, beats=4, start=12))
    assert of("empty_bar_rate", *one_of_four.tracks) == 0.5
    assert empty_bar_rates(View.of(one_of_four)).tolist() == [0.75, 0.75]
    assert of("track_empty_bar_rate", *one_of_four.tracks, drumming(0)) == pytest.approx(0.75)
    assert of("track_empty_bar_rate", chord(60), Track()) == 0.5
    assert of("empty_beat_rate", chord(60, beats=1), chord(60, beats=1, start=3)) == 0.5
    assert of("empty_beat_rate", chord(60, beats=1), chord(36, beats=4, drums=True)) == 0.75


def test_it_follows_the_metre():
    waltz = Song((chord(60, beats=3), chord(60, beats=3, start=6)), meters=(Meter(0, 3, 4),))
    assert value("empty_bar_rate", waltz) == pytest.approx(1 / 3)


def test_it_counts_more_than_two_pitches_as_polyphonic():
    assert of("polyphonic_rate", chord(*C_MAJOR)) == 1
    assert of("polyphonic_rate", chord(60, 64)) == 0
    assert of("polyphonic_rate", chord(60, 64), chord(60, 64)) == 0  # the same two pitches twice
    assert of("polyphonic_rate", chord(*C_MAJOR, beats=1), chord(60)) == 0.25
    assert of("polyphonic_rate", chord(60, 64), chord(36, 38, 42, drums=True)) == 0


def test_it_wants_drums_on_sixteenths():
    assert of("drum_in_pattern_rate", drumming(0, 0.25, 0.5, 1, 2)) == 1
    assert of("drum_in_pattern_rate", drumming(0, 1 / 3, 2 / 3)) == pytest.approx(1 / 3)
    assert of("drum_in_pattern_rate", drumming(1 / 24, 1 / 24 + 1)) == 1  # late, but steadily late
    assert of("drum_in_pattern_rate", chord(*C_MAJOR)) is None


def test_it_hears_how_far_two_tracks_are_apart():
    assert of(
        "tonal_distance", chord(*C_MAJOR), chord(*(pitch + 12 for pitch in C_MAJOR))
    ) == pytest.approx(0)
    near = of("tonal_distance", chord(*C_MAJOR), chord(*G_MAJOR))
    assert 0 < near < of("tonal_distance", chord(*C_MAJOR), chord(*F_SHARP_MAJOR))
    assert of("tonal_distance", chord(*C_MAJOR)) is None
    assert of("tonal_distance", chord(60, beats=4), chord(60, beats=4, start=4)) is None
    # C against F sharp: opposite on both outer circles, together on the small one.
    assert of("tonal_distance", chord(60), chord(66)) == pytest.approx(np.sqrt(8))


def test_it_hears_how_the_harmony_moves():
    assert of("tonal_movement", chord(*C_MAJOR)) == pytest.approx(0)
    assert of("tonal_movement", line(60, 67, 60)) < of("tonal_movement", line(60, 66, 60))
    assert of("mean_pitch_interval", line(60, 62, 64)) == 2
    assert of("mean_pitch_interval", line(60, 72), line(40, 41)) == 6.5


def test_it_compares_the_rhythm_of_neighbours():
    assert of("groove_consistency", line(*[60] * 16)) == 1
    assert of("groove_consistency", line(60, beats=4), chord(60, beats=1, start=4)) == 1
    half = Song((Track((*line(60, 60, 60, 60).notes, *chord(60, start=4).notes)),))
    assert value("groove_consistency", half) == pytest.approx(1 - 3 / 16)
    assert of("groove_consistency", chord(60)) is None


def test_it_measures_length_and_density():
    assert of("qualified_note_rate", line(60, 60, beats=1 / 8)) == 1
    assert of("qualified_note_rate", line(60, 60, beats=1 / 12)) == 0
    assert of("note_density", line(60, 60, 60, 60)) == 1
    assert of("note_density", chord(*C_MAJOR)) == 0.75


def test_it_counts_what_a_bar_uses():
    bars = song(chord(60, 72, 64), chord(67, start=4))
    assert value("pitches_a_bar", bars) == 2
    assert value("pitch_classes_a_bar", bars) == 1.5
    assert value("notes_a_bar", bars) == 2
    held = song(chord(60, 67, beats=8))
    assert value("pitches_a_bar", held) == 2
    assert value("notes_a_bar", held) == 1


def test_it_measures_how_many_sound_together():
    assert of("polyphony", chord(*C_MAJOR, beats=1), chord(60, beats=2)) == 2
    assert of("polyphony", chord(60, beats=1), chord(60, beats=1, start=3)) == 1
    assert of("empty_step_rate", chord(60, beats=1)) == 0.75


def test_it_hears_consonance_beside_a_melody():
    def beside(*pitches):
        both = song(chord(72), chord(*pitches))
        return consonance(View.of(both, tracks=[0]), View.of(both, tracks=[1]))

    assert beside(60, 64, 67) == pytest.approx(2 / 3)  # the fourth below C does not count
    assert beside(61) == 0
    assert beside() is None
    assert of("inner_consonance", chord(*C_MAJOR)) == 1
    assert of("inner_consonance", chord(60, 65)) == 1  # here the fourth does
    assert of("inner_consonance", chord(60, 61, 64)) == pytest.approx(2 / 3)
    assert of("inner_consonance", line(60, 61)) is None


def test_it_places_notes_in_their_bars():
    assert of("on_beat_rate", line(60, 60, 60, 60, beats=1 / 2)) == 0.5
    waltz = Song((line(*[60] * 6),), meters=(Meter(0, 3, 4),))
    assert value("on_beat_rate", waltz) == 1
    assert of("drums_on_eighths_rate", drumming(0, 0.25, 0.5, 1)) == 0.75
    assert of("drum_strokes_a_bar", drumming(0, 0.25, 0.5, 1)) == 4


def test_it_measures_lengths():
    assert of("eighth_note_rate", line(60, 60, beats=1 / 2)) == 1
    assert of("eighth_note_rate", line(60, 60, beats=1 / 4)) == 0
    assert of("mean_note_length", line(60, 60, beats=1 / 2)) == 0.5
    assert of("note_length_entropy", line(60, 60)) == 0
    assert of("note_length_entropy", chord(60), line(62)) == 1


def test_it_hears_a_rhythm_again():
    two = song(chord(60, beats=1), chord(62, beats=1, start=2), chord(60, beats=1, start=4))
    assert value("repeated_rhythm", two) == 0.5
    assert of("repeated_rhythm", *[chord(60, beats=1, start=4 * bar) for bar in range(3)]) == 1
    assert of("repeated_rhythm", chord(60)) is None
    kick, snare = (Track((Note(at, pitch, 60),), drums=True) for at, pitch in ((0, 36), (1920, 38)))
    assert of("repeated_drums", kick, snare, chord(60, beats=8)) == 0
    assert of("repeated_drums", kick, drumming()) is None
