"""Formulas on whole arrays find, to the last bit, what plain loops over bars and notes do."""

from itertools import combinations, pairwise, starmap

import numpy as np
import pytest

from generation.music.metrics import harmony, rhythm
from generation.music.metrics.harmony import tonal_centroids
from generation.music.metrics.view import LENGTH, ONSET, PITCH, START, STOP, TRACK, View
from generation.music.song import Meter, Note, Song, Track

METERS = {
    "4/4": (Meter(0, 4, 4),),
    "7/8": (Meter(0, 7, 8),),
    "many": (Meter(0, 3, 4), Meter(5_760, 5, 16), Meter(9_360, 4, 4)),
}


def draw_view(meters: tuple[Meter, ...], window: bool) -> View:
    """Four tracks of random notes, one of drums; or eight bars cut out of them."""
    draw = np.random.default_rng(len(meters))
    tables = draw.integers((0, 30, 20), (60_000, 90, 3_000), (4, 90, 3)).tolist()
    parts = [tuple(starmap(Note, table)) for table in tables]
    tracks = (Track(notes, drums=number == 3) for number, notes in enumerate(parts))
    view = View.of(Song(tuple(tracks), meters=meters))
    return view.window(2, 8) if window else view


@pytest.fixture(params=METERS.values(), ids=list(METERS))
def meters(request):
    return request.param


@pytest.fixture(params=[False, True], ids=["whole", "window"])
def view(request, meters):
    return draw_view(meters, request.param)


def cut_bars(view, rows, columns):
    """What begins in each bar (steps, 128)."""
    begins = np.zeros((view.steps + 1, 128), bool)
    begins[np.minimum(rows[:, START], view.steps), columns] = True
    return [begins[a:b] for a, b in pairwise(view.bars)]


def test_groove(view):
    bars = cut_bars(view, view.notes, 0)
    same = [(a[:, 0] == b[:, 0]).mean() for a, b in pairwise(bars) if len(a) == len(b)]
    assert rhythm.groove_consistency(view) == (float(np.mean(same)) if same else None)


@pytest.mark.parametrize("drums", [False, True])
def test_what_a_bar_repeats(view, drums):
    rows = view.drums if drums else view.notes
    bars = cut_bars(view, rows, rows[:, PITCH] if drums else 0)
    pairs = [(a, b) for a, b in pairwise(bars) if len(a) == len(b) and (a | b).any()]
    shares = [(a & b).sum() / (a | b).sum() for a, b in pairs]
    found = rhythm.repeated_drums(view) if drums else rhythm.repeated_rhythm(view)
    assert found == (float(np.mean(shares)) if shares else None)


def test_polyphony(view):
    roll = np.zeros((view.steps, 128), bool)
    for row in view.notes:
        roll[row[START] : row[STOP], row[PITCH]] = True
    assert np.array_equal(view.polyphony, roll.sum(axis=1))
    assert np.array_equal(view.roll, roll)


def test_empty_bars_of_tracks(view):
    rows, expected = np.concatenate([view.notes, view.drums]), []
    for track in range(view.tracks):
        touched = view.touched(rows[rows[:, TRACK] == track])
        expected.append(np.mean([not touched[a:b].any() for a, b in pairwise(view.bars)]))
    assert rhythm.empty_bar_rates(view).tolist() == expected


def test_tonal_distance(view):
    points = [tonal_centroids(chroma) for chroma in view.chroma.values()]
    apart = [np.linalg.norm(a - b, axis=1) for a, b in combinations(points, 2)]
    means = [float(np.nanmean(beats)) for beats in apart if not np.isnan(beats).all()]
    assert harmony.tonal_distance(view) == float(np.mean(means))


def test_chroma_of_tracks(view):
    for track, chroma in view.chroma.items():
        expected = np.zeros((-(-view.steps // 4) * 4, 12))
        for row in view.notes[view.notes[:, TRACK] == track]:
            expected[row[START] : min(row[STOP], view.steps), row[PITCH] % 12] += 1
        assert np.array_equal(chroma, expected.reshape(-1, 4, 12).sum(axis=1))


def test_intervals_of_tracks(view):
    steps = []
    for track in np.unique(view.notes[:, TRACK]):
        tops: dict[int, int] = {}
        for row in view.notes[view.notes[:, TRACK] == track]:
            tops[row[ONSET]] = max(row[PITCH], tops.get(row[ONSET], 0))
        line = [tops[onset] for onset in sorted(tops)]
        steps.extend(abs(b - a) for a, b in pairwise(line))
    assert harmony.mean_pitch_interval(view) == float(np.mean(steps))


def test_a_view_is_that_of_its_notes(meters):
    song = Song((Track((Note(500, 60, 300), Note(0, 64, 100)), drums=False),), meters=meters)
    expected = [[0, 100, 64, 0, 0, 1], [500, 300, 60, 0, 2, 3]]
    assert View.of(song).notes[:, [ONSET, LENGTH, PITCH, TRACK, START, STOP]].tolist() == expected
