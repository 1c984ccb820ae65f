"""Our figures against muspy 0.5 and pypianoroll 1.0.4 where theirs are right; elsewhere the
difference."""

from itertools import chain

import muspy
import numpy as np
import pypianoroll
import pytest

from generation.music.metrics.view import STEP, STEPS_PER_BEAT, View
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from tests.generation.music.metrics.songs import value


def random_song(seed: int, drums: bool = False) -> Song:
    """Three tracks of random notes on the 16th grid, one to six steps long, the last ending with a
    bar."""
    draw = np.random.default_rng(seed)
    tracks = []
    for number in range(3):
        rows = zip(
            draw.integers(0, 120, 60),
            draw.integers(30, 90, 60),
            draw.integers(1, 7, 60),
            strict=True,
        )
        notes = {(int(a), int(p)): Note(int(a) * STEP, int(p), int(n) * STEP) for a, p, n in rows}
        last = Note(127 * STEP, 60, STEP)
        tracks.append(Track((*notes.values(), last), drums=drums and number == 2))
    return Song(tuple(tracks))


def in_muspy(song: Song) -> muspy.Music:
    tracks = []
    for track in song.tracks:
        notes = [
            muspy.Note(time=n.onset // STEP, pitch=n.pitch, duration=n.length // STEP)
            for n in track.notes
        ]
        tracks.append(muspy.Track(is_drum=track.drums, notes=notes))
    return muspy.Music(resolution=STEPS_PER_BEAT, tracks=tracks)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("drums", [False, True])
def test_it_agrees_with_muspy(seed, drums):
    song = random_song(seed, drums)
    theirs = in_muspy(song)
    assert value("n_pitches_used", song) == muspy.n_pitches_used(theirs)
    assert value("n_pitch_classes_used", song) == muspy.n_pitch_classes_used(theirs)
    assert value("pitch_range", song) == muspy.pitch_range(theirs)
    assert value("pitch_entropy", song) == pytest.approx(muspy.pitch_entropy(theirs))
    assert value("pitch_class_entropy", song) == pytest.approx(muspy.pitch_class_entropy(theirs))
    assert value("scale_consistency", song) == pytest.approx(muspy.scale_consistency(theirs))
    assert value("in_scale_ratio_c", song) == pytest.approx(
        muspy.pitch_in_scale_rate(theirs, 0, "major")
    )
    assert value("empty_bar_rate", song) == pytest.approx(
        muspy.empty_measure_rate(theirs, 4 * STEPS_PER_BEAT), abs=0.15
    )
    assert value("polyphony", song) == pytest.approx(muspy.polyphony(theirs))
    # muspy's roll is one step longer than the song.
    assert value("polyphonic_rate", song) == pytest.approx(
        muspy.polyphony_rate(theirs, threshold=2), abs=1 / 64
    )


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_muspy_on_groove(seed):
    song = random_song(seed)
    # muspy divides by the bars, we by the pairs of bars, and muspy leaves the last bar out of its
    # grid.
    ours = 1 - value("groove_consistency", song)
    theirs = 1 - muspy.groove_consistency(in_muspy(song), 4 * STEPS_PER_BEAT)
    assert ours == pytest.approx(theirs, abs=0.06)


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_pypianoroll(seed):
    song = random_song(seed)
    merged = np.zeros((128, 128), bool)
    for note in chain.from_iterable(track.notes for track in song.tracks):
        merged[note.onset // STEP : note.end // STEP, note.pitch] = True
    assert value("n_pitches_used", song) == pypianoroll.n_pitches_used(merged)
    assert value("polyphonic_rate", song) == pytest.approx(
        pypianoroll.polyphonic_rate(merged, threshold=2)
    )
    tracked = pypianoroll.Track(pianoroll=merged).pianoroll
    assert value("empty_step_rate", song) == pytest.approx((~tracked.any(axis=1)).mean())
    # Its empty_beat_rate is the share of beats that are not empty.
    assert value("empty_beat_rate", song) == pytest.approx(
        1 - pypianoroll.empty_beat_rate(merged, STEPS_PER_BEAT)
    )


def test_it_reads_the_grid_as_it_stands():
    view = View.of(random_song(1))
    assert view.bar_count == 8 and view.steps == 128
    assert view.notes[0, 0] % (TICKS_PER_QUARTER // 4) == 0
