"""What changes nothing: key, and the order of the tracks; and what is defined for odd songs."""

import json
import warnings
from dataclasses import replace

import numpy as np
import pytest

from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track
from generation.music.theory import transpose
from scoring.order.features import measure_features
from scoring.order.heard import hear
from scoring.order.model import read_model
from scoring.order.verdict import reach_verdict

BAR = 4 * TICKS_PER_QUARTER


def judged(song: Song) -> dict[str, float]:
    verdict = reach_verdict(hear(song)[0], read_model("pop"))
    return {"all": verdict.standing, **verdict.groups}


def play_otherwise(track: Track) -> Track:
    notes = (note._replace(velocity=20 + note.pitch % 100) for note in track.notes)
    return replace(track, program=40, notes=tuple(notes))


@pytest.mark.parametrize("semitones", [-5, 1, 6])
def test_it_is_the_same_in_every_key(sample_song, semitones):
    song = sample_song(16, band=True)
    assert judged(transpose(song, semitones)) == pytest.approx(judged(song), abs=1e-9)


def test_it_is_the_same_in_every_order_of_tracks(sample_song):
    song = sample_song(16, band=True)
    turned = song.with_tracks(song.tracks[::-1])
    assert judged(turned) == pytest.approx(judged(song), abs=1e-9)


def test_it_is_the_same_for_every_instrument_tempo_and_loudness(sample_song):
    song = sample_song(16, band=True)
    tracks = tuple(play_otherwise(track) for track in song.tracks)
    other = replace(song, tempi=(Tempo(0, 300_000),), tracks=tracks)
    assert judged(other) == judged(song)


def _odd_songs() -> dict[str, Song]:
    random = np.random.default_rng(3)
    many = tuple(
        Note(int(t) * 240, int(p), 240)
        for t, p in zip(
            random.integers(0, 4000, 20_000), random.integers(30, 90, 20_000), strict=True
        )
    )
    line = tuple(Note(place * 480, 60 + place * 7 % 12, 480) for place in range(80))
    drums = tuple(Note(place * 480, 36 + 2 * (place % 2), 100) for place in range(80))
    return {
        "empty": Song(),
        "one note": Song((Track((Note(0, 60, BAR),)),)),
        "drums only": Song((Track(drums, drums=True),)),
        "one pitch": Song((Track(tuple(n._replace(pitch=60) for n in line)),)),
        "many notes": Song((Track(many),)),
        "many tracks": Song(tuple(Track((note,)) for note in line[:64])),
        "seven eighths": Song((Track(line),), meters=(Meter(0, 7, 8),)),
        "changing metre": Song((Track(line),), meters=(Meter(0, 4, 4), Meter(4 * BAR, 3, 8))),
    }


@pytest.mark.parametrize("name", list(_odd_songs()))
def test_it_is_defined_for_odd_songs(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        heard, _, _ = hear(_odd_songs()[name])
        verdict = reach_verdict(heard, read_model("pop"))
    assert 0 <= verdict.standing <= 1
    json.dumps({"all": verdict.standing, **verdict.groups}, allow_nan=False)


def test_figures_are_the_same_for_the_same_seed(sample_song):
    heard, tables = hear(sample_song(16, band=True))[0], read_model("pop").tables
    one, other = (measure_features(heard, tables, np.random.default_rng(5)) for _ in range(2))
    assert one == pytest.approx(other, nan_ok=True)
