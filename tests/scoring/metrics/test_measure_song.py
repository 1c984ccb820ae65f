"""All metrics of a song at once."""

import numpy as np
import pytest

from generation.music.metrics.view import View
from generation.music.song import Meter, Song, Track
from scoring.metrics import METRICS, measure
from tests.generation.music.metrics.songs import drumming, line, song


@pytest.mark.parametrize("empty", [Song(), Song((Track(), Track(drums=True)))])
def test_it_handles_an_empty_song(empty):
    assert measure(empty) == {metric.name: None for metric in METRICS}


def test_it_handles_drums_alone():
    values = measure(song(drumming(0, 1, 2, 3, 4, 5)))
    assert {name for name, value in values.items() if value is not None} == {
        "drum_in_pattern_rate",
        "empty_bar_rate",
        "track_empty_bar_rate",
        "empty_beat_rate",
    }
    assert values["empty_beat_rate"] == 1


def test_it_handles_a_window_as_the_part_itself(sample_song):
    tune = sample_song(16, band=True)
    assert measure(View.of(tune).window(4, 8)) == pytest.approx(measure(sample_song(8, band=True)))


def test_it_handles_odd_metres_and_very_short_notes():
    tiny = Song((line(60, 61, beats=1 / 960),), meters=(Meter(0, 1, 64), Meter(60, 5, 8)))
    assert all(value is None or np.isfinite(value) for value in measure(tiny).values())
