"""Melody and band, bass, voices and drums, on music whose value is plain to hear."""

from itertools import chain

import numpy as np
import pytest

from generation.music.metrics.parts import split_parts
from generation.music.metrics.view import View
from generation.music.song import Note, Song, Track
from tests.generation.music.metrics.songs import chord, drumming, line, song, value

C_MAJOR, F_MAJOR, G_MAJOR = (48, 52, 55), (53, 57, 60), (55, 59, 62)


def of(name, *tracks):
    return value(name, song(*tracks))


def chords(*each):
    """A bar each, one track."""
    bars = [chord(*pitches, start=4 * number).notes for number, pitches in enumerate(each)]
    return Track(tuple(chain.from_iterable(bars)))


def test_the_melody_is_the_single_high_voice():
    tune, band = line(72, 74, 76, 77), chords(C_MAJOR)
    for tracks in ((tune, band), (band, tune)):
        parts = split_parts(View.of(song(*tracks)))
        assert parts.melody.pitch.tolist() == [72, 74, 76, 77] and len(parts.band.notes) == 3


def test_one_track_is_parted_by_its_highest_notes():
    parts = split_parts(View.of(song(chord(60, 64, 67))))
    assert parts.melody.pitch.tolist() == [67] and parts.band.pitch.tolist() == [60, 64]
    assert split_parts(View.of(song(line(60, 62)))) is None


def test_chord_tones_are_told_by_the_strength_of_their_beat():
    tune, band = line(72, 73, 76, 79, beats=1), chords(C_MAJOR)
    assert of("chord_tones_strong", tune, band) == 1
    assert of("chord_tones_weak", tune, band) == 1 / 2
    assert of("chord_tones_between", tune, band) is None
    assert of("chord_tones_between", line(72, 73, 76, 76, beats=1 / 2), band) == 1 / 2


def test_an_interval_counts_upwards():
    assert of("consonance_score", line(67), chord(48)) == 1  # a fifth above
    assert of("consonance_score", line(65), chord(48)) == 0  # a fourth above
    assert of("consonance_score", line(72), chord(65)) == 1  # and its inversion
    assert of("consonance_score", line(73), chord(48)) == -1
    assert of("consonance_score", line(73)) is None


def test_the_same_tones_are_no_distance_apart():
    assert of("melody_band_distance", line(72), chord(48)) == pytest.approx(0)
    far, near = (of("melody_band_distance", line(p), chords(C_MAJOR)) for p in (78, 79))
    assert far > near > 0


def test_semitones_clash():
    tune = line(72, 73, beats=2)
    assert of("semitone_clash", tune, chord(48)) == 1 / 2
    assert of("semitone_clash", tune, chord(43)) == 0


def test_one_chord_is_coupled_with_nothing():
    tune = line(*np.repeat((72, 77, 79, 76), 4).tolist())
    true = chords(C_MAJOR, F_MAJOR, G_MAJOR, (52, 55, 60))
    assert of("coupling", tune, true) > 0.3
    assert of("coupling", tune, chords(*[C_MAJOR] * 4)) == pytest.approx(0)
    assert of("coupling", line(72), chord(48)) is None


def test_the_bass_has_roots_or_inversions():
    assert of("bass_root_share", chords(C_MAJOR, F_MAJOR)) == 1
    assert of("bass_root_share", chords(C_MAJOR, (52, 55, 60))) == 1 / 2
    assert of("bass_root_share", chord(48, 54)) is None  # nothing tells which is the root


def test_the_bass_falls_on_beats():
    assert of("bass_on_beats", line(40, 41, beats=1 / 2)) == 1 / 2
    assert of("bass_on_beats", line(40, 41), line(60, 62, 64, 65, beats=1 / 2)) == 1


def test_the_bass_moves_by_step_or_leap():
    assert of("bass_steps", line(48, 50, 57, beats=2)) == 1 / 2
    assert of("bass_steps", line(48, 48, beats=2)) is None


def test_the_bass_stays():
    assert of("bass_longest_stay", line(*[40] * 8, 45)) == 2
    assert of("bass_longest_stay", line(40, 41, 42, 43)) == 1 / 4


def test_fifths_and_octaves_run_in_parallel():
    low, fifth, octave = line(48, 50, 52), line(55, 57, 59), line(60, 62, 64)
    assert of("parallel_fifths", low, fifth) == 100
    assert of("parallel_fifths", low, octave) == 0
    assert of("parallel_octaves", low, octave) == 100
    assert of("parallel_fifths", low, line(55, 53, 52)) is None  # against each other


def test_parallels_are_heard_between_beats_and_across_rests():
    def short(*pitches):
        notes = (Note(480 * n, pitch, 240) for n, pitch in enumerate(pitches))
        return Track(tuple(notes))

    assert of("parallel_fifths", short(48, 50, 51), short(55, 57, 60)) == 50


def test_voices_leap():
    assert of("leap_share", line(60, 62, 72)) == 1 / 2
    assert of("leap_share", line(60, 60)) is None


def test_voices_cross():
    assert of("voice_crossings", line(60, 60, 60, 60), line(64, 64, 64, 59)) == 1 / 4
    assert of("voice_crossings", line(60), line(64)) == 0


def test_drums_keep_their_bar():
    beat = (0, 1, 2, 3)
    kept, other = drumming(*beat, *(4 + at for at in beat)), drumming(*beat, 4.5, 5.5)
    assert of("drum_consistency", kept) == 1 and of("drum_typicality", kept) == 1
    assert of("drum_variation", kept) == 1 / 2
    assert of("drum_consistency", other) == 0 and of("drum_variation", other) == 1
    assert of("drum_consistency", drumming(*beat)) is None


def test_drums_fall_on_16ths_or_triplets():
    assert of("drums_in_duple_rate", drumming(0, 0.25, 1 / 3)) == pytest.approx(2 / 3)
    assert of("drums_in_triple_rate", drumming(0, 1 / 3, 2 / 3, 0.25)) == 3 / 4
    assert of("drum_pattern_consistency", drumming(0, 1 / 3, 2 / 3, 0.25)) == 3 / 4


def test_a_key_is_clear_or_not():
    scale, all_tones = line(60, 62, 64, 65, 67, 69, 71, 72), line(*range(60, 72))
    assert of("key_clarity", scale) > 0.05 and of("key_clarity", all_tones) is None
    assert value("key_clarity", Song()) is None
