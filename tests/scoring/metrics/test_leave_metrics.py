"""What leaves a song's metrics where they are: another key, bars of silence in front, another order
of tracks."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track
from generation.music.theory import transpose
from scoring.metrics import REGISTRY, measure
from scoring.metrics.building import BUILDING
from scoring.metrics.playing import PLAYING

STEP = 240
METERS = ((4, 4), (3, 4), (7, 8), (6, 8))
IN_C = "in_scale_ratio_c"
# Their bars and beats begin with the song: silence in front is part of what they tell of.
SILENCE_COUNTS = {
    *("empty_bar_rate", "track_empty_bar_rate", "empty_beat_rate", "note_density"),
    *("groove_consistency", "polyphonic_rate", "muspy_empty_beat_rate"),
    *("muspy_empty_measure_rate", "muspy_polyphony_rate", "muspy_groove_consistency"),
    "pitch_classes_a_bar",
}
# Their quarters count from the start of the song, as in their sources: so a bar of 7/8 moves them.
QUARTERS_COUNT = {
    *("tonal_distance", "tonal_movement", "drums_in_triple_rate", "drum_pattern_consistency"),
}
NOTES = st.builds(
    Note,
    st.integers(0, 80).map(lambda step: step * STEP),
    st.integers(40, 80),
    st.integers(1, 12).map(lambda steps: steps * STEP),
    st.integers(1, 127),
)
TRACKS = st.builds(
    Track, st.lists(NOTES, min_size=1, max_size=12).map(tuple), drums=st.sampled_from((False, True))
)
SONGS = st.builds(
    lambda tracks, meter: Song(tuple(tracks), meters=(Meter(0, *meter),)),
    st.lists(TRACKS, min_size=1, max_size=4),
    st.sampled_from(METERS),
)
quickly = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def change_notes(track, change):
    return replace(track, notes=tuple(map(change, track.notes)))


def measure_but(song, *left_out):
    return {n: v for n, v in measure(song, REGISTRY).items() if n not in left_out}


@quickly
@given(SONGS, st.integers(-12, 12))
def test_another_key_changes_nothing_but_the_share_in_c(song, semitones):
    moved = measure_but(transpose(song, semitones), IN_C)
    assert moved == pytest.approx(measure_but(song, IN_C), abs=1e-9)


@quickly
@given(SONGS, st.randoms(use_true_random=False))
def test_the_order_of_tracks_changes_nothing(song, luck):
    tracks = list(song.tracks)
    luck.shuffle(tracks)
    turned = measure(song.with_tracks(tracks), REGISTRY)
    assert turned == pytest.approx(measure(song, REGISTRY), abs=1e-9)


@quickly
@given(SONGS, st.integers(1, 3))
def test_silent_bars_in_front_change_only_what_counts_silence(song, bars):
    late = bars * song.meters[0].bar_ticks
    tracks = [
        change_notes(track, lambda n: n._replace(onset=n.onset + late)) for track in song.tracks
    ]
    others = SILENCE_COUNTS | (QUARTERS_COUNT if late % TICKS_PER_QUARTER else set())
    moved = measure_but(song.with_tracks(tracks), *others)
    assert moved == pytest.approx(measure_but(song, *others), abs=1e-9)


def test_what_is_built_and_played_is_never_said_to_count_silence():
    assert SILENCE_COUNTS.isdisjoint(metric.name for metric in (*BUILDING, *PLAYING))


def test_tempo_and_loudness_change_nothing(sample_song):
    song = sample_song(8, band=True)
    tracks = [change_notes(track, lambda n: n._replace(velocity=1)) for track in song.tracks]
    other = replace(song.with_tracks(tracks), tempi=(Tempo(0, 300_000), Tempo(7_000, 900_000)))
    assert measure(other, REGISTRY) == measure(song, REGISTRY)
