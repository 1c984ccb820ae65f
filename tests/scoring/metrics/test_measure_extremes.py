"""Songs at the edge of what one may send: every metric is defined or null, and nothing warns.

Warnings are errors here: a division by nothing would be one.
"""

import json
from itertools import starmap

import numpy as np
import pytest

from generation.music.song import Meter, Note, Song, Tempo, Track
from scoring.metrics import REGISTRY, View, measure
from tests.generation.music.metrics.songs import drumming, line, song

pytestmark = pytest.mark.filterwarnings("error")


def draw_song(tracks: int, notes: int, meters: tuple[Meter, ...] = (Meter(0, 4, 4),)) -> Song:
    """Tracks of random notes, the last of them drums."""
    draw = np.random.default_rng(tracks)
    tables = draw.integers((0, 30, 20), (notes * 300, 90, 2_000), (tracks, notes, 3))
    rows = [tuple(starmap(Note, table)) for table in tables.tolist()]
    parts = (Track(row, drums=number == tracks - 1) for number, row in enumerate(rows))
    return Song(tuple(parts), (Tempo(0, 500_000), Tempo(5_000, 250_000)), meters)


EDGES = {
    "one note": song(line(60)),
    "one short note": song(line(60, beats=1 / 960)),
    "one stroke": song(drumming(0)),
    "drums only": song(drumming(0, 1, 2, 3, 4.5, 6)),
    "one pitch": song(line(*[60] * 40)),
    "all of one bar": song(line(*range(40, 56), beats=1 / 4), drumming(0, 2)),
    "lowest and highest": song(line(0, 127), line(127, 0)),
    "a note of a thousand bars": song(line(60, beats=4_000), line(64)),
    "7/8": draw_song(4, 60, (Meter(0, 7, 8),)),
    "many metres": draw_song(3, 60, (Meter(0, 3, 4), Meter(2_880, 5, 16), Meter(9_000, 1, 64))),
    "64 tracks": draw_song(64, 40),
    "20,000 notes": draw_song(4, 5_000),
}


@pytest.mark.parametrize("edge", EDGES.values(), ids=list(EDGES))
def test_every_metric_is_a_number_or_null(edge):
    values = measure(edge, REGISTRY)
    assert all(value is None or isinstance(value, float | int) for value in values.values())
    json.dumps(values, allow_nan=False)


@pytest.mark.parametrize("edge", EDGES.values(), ids=list(EDGES))
def test_rates_lie_between_nothing_and_all(edge):
    values = measure(edge, REGISTRY)
    rates = [values[metric.name] for metric in REGISTRY if metric.unit == "ratio"]
    signed = values["phrase_novelty"]
    assert all(-1e-9 <= rate <= 1 + 1e-9 for rate in rates if rate not in (None, signed))


@pytest.mark.parametrize(
    "empty", [Song(), song(line(60)).with_tracks([Track(), Track(drums=True)])]
)
def test_an_empty_song_has_no_metric(empty):
    assert set(measure(empty, REGISTRY).values()) == {None}


def test_windows_are_measured_as_well():
    view = View.of(draw_song(3, 200))
    for first in range(0, view.bar_count, 8):
        json.dumps(measure(view.window(first, 8), REGISTRY), allow_nan=False)
