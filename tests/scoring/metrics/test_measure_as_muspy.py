"""Our figures against muspy 0.5 and pypianoroll 1.0.4 where theirs are right; elsewhere the
difference."""

import muspy
import numpy as np
import pypianoroll
import pytest

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from scoring.metrics import View, measure
from scoring.metrics.view import STEP, STEPS_PER_BEAT


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
    tracks = [
        muspy.Track(
            is_drum=track.drums,
            notes=[
                muspy.Note(time=n.onset // STEP, pitch=n.pitch, duration=n.length // STEP)
                for n in track.notes
            ],
        )
        for track in song.tracks
    ]
    return muspy.Music(resolution=STEPS_PER_BEAT, tracks=tracks)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("drums", [False, True])
def test_it_agrees_with_muspy(seed, drums):
    song = random_song(seed, drums)
    ours, theirs = measure(song), in_muspy(song)
    assert ours["n_pitches_used"] == muspy.n_pitches_used(theirs)
    assert ours["n_pitch_classes_used"] == muspy.n_pitch_classes_used(theirs)
    assert ours["pitch_range"] == muspy.pitch_range(theirs)
    assert ours["pitch_entropy"] == pytest.approx(muspy.pitch_entropy(theirs))
    assert ours["pitch_class_entropy"] == pytest.approx(muspy.pitch_class_entropy(theirs))
    assert ours["scale_consistency"] == pytest.approx(muspy.scale_consistency(theirs))
    assert ours["in_scale_ratio_c"] == pytest.approx(muspy.pitch_in_scale_rate(theirs, 0, "major"))
    assert ours["empty_bar_rate"] == pytest.approx(
        muspy.empty_measure_rate(theirs, 4 * STEPS_PER_BEAT), abs=0.15
    )
    # muspy's roll is one step longer than the song.
    assert ours["polyphonic_rate"] == pytest.approx(
        muspy.polyphony_rate(theirs, threshold=2), abs=1 / 64
    )


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_muspy_on_groove(seed):
    song = random_song(seed)
    # muspy divides by the bars, we by the pairs of bars, and muspy leaves the last bar out of its
    # grid.
    ours = 1 - measure(song)["groove_consistency"]
    theirs = 1 - muspy.groove_consistency(in_muspy(song), 4 * STEPS_PER_BEAT)
    assert ours == pytest.approx(theirs, abs=0.06)


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_pypianoroll(seed):
    song = random_song(seed)
    merged = np.zeros((128, 128), bool)
    for note in (note for track in song.tracks for note in track.notes):
        merged[note.onset // STEP : note.end // STEP, note.pitch] = True
    ours = measure(song)
    assert ours["n_pitches_used"] == pypianoroll.n_pitches_used(merged)
    assert ours["polyphonic_rate"] == pytest.approx(
        pypianoroll.polyphonic_rate(merged, threshold=2)
    )
    # Its empty_beat_rate is the share of beats that are not empty.
    assert ours["empty_beat_rate"] == pytest.approx(
        1 - pypianoroll.empty_beat_rate(merged, STEPS_PER_BEAT)
    )


def test_it_reads_the_grid_as_it_stands():
    view = View.of(random_song(1))
    assert view.bar_count == 8 and view.steps == 128
    assert view.notes[0, 0] % (TICKS_PER_QUARTER // 4) == 0
