"""Our figures equal those of muspy 0.5 and pypianoroll 1.0.4 to 1e-9, or the faults of theirs stand
here."""

from itertools import chain, starmap

import muspy
import numpy as np
import pypianoroll
import pytest

from generation.datasets.views import view_score
from generation.music.metrics.pitches import n_pitch_classes_used
from generation.music.metrics.view import View
from generation.music.song import Meter, Note, Song, Track
from tests.generation.music.metrics.corpus import sample_scores
from tests.generation.music.metrics.oracles import (
    beside_muspy,
    beside_pypianoroll,
    find_difference,
    in_muspy,
)
from tests.generation.music.metrics.songs import chord, drumming, line, song, value

NEAR = 1e-9
PIECES = 17  # one of each corpus; `benchmarks/metrics_beside_muspy.py` takes 300


def draw_song(seed: int, meter: Meter) -> Song:
    """Two tracks and drums, at any tick."""
    draw = np.random.default_rng(seed)
    tables = draw.integers((0, 20, 30), (25_000, 100, 2_500), (3, 50, 3)).tolist()
    parts = [tuple(starmap(Note, table)) for table in tables]
    tracks = (Track(notes, drums=number == 2) for number, notes in enumerate(parts))
    return Song(tuple(tracks), meters=(meter,))


SONGS = {
    "4/4": draw_song(1, Meter(0, 4, 4)),
    "3/4": draw_song(2, Meter(0, 3, 4)),
    "7/8": draw_song(3, Meter(0, 7, 8)),
    "drums alone": song(drumming(0, 1, 1 / 3, 5.25, 9)),
    "one note": song(line(60)),
    "a long chord": song(chord(60, 64, 67, beats=33)),
}


def find_differences(view: View) -> dict[str, float]:
    pairs = chain(beside_muspy(view).items(), beside_pypianoroll(view).items())
    gaps = {name: find_difference(pair) for name, pair in pairs}
    return {name: gap for name, gap in gaps.items() if gap > NEAR}


@pytest.mark.parametrize("made_up", SONGS.values(), ids=list(SONGS))
def test_made_up_songs_measure_the_same(made_up):
    assert find_differences(View.of(made_up)) == {}


def test_real_pieces_measure_the_same(shared_data):
    corpora = set()
    for corpus, score in sample_scores(shared_data, PIECES):
        assert find_differences(view_score(score)) == {}, corpus
        corpora.add(corpus)
    assert "groove_drums" in corpora


def test_muspy_has_a_range_below_nothing_for_drums_alone():
    drums = song(drumming(0, 1))
    assert muspy.pitch_range(in_muspy(View.of(drums))) == -127
    assert value("pitch_range", drums) is None


def test_muspy_counts_the_beat_in_which_a_note_ends():
    two = song(chord(60, beats=1), chord(60, beats=1, start=3))
    assert value("muspy_empty_beat_rate", two) == pytest.approx(1 / 5)  # beats 1 and 4 of 0 to 4
    assert value("empty_beat_rate", two) == 1 / 2


def test_muspys_groove_hardly_tells_quarters_from_what_drifts():
    steady = song(line(*[60] * 32))
    drifting = song(Track(tuple(Note(700 * n, 60, 240) for n in range(44))))
    apart = [value(name, steady) - value(name, drifting)
             for name in ("muspy_groove_consistency", "groove_consistency")]  # fmt: skip
    assert apart[0] < 0.12 and apart[1] > 0.6


def test_pypianoroll_folds_neighbours_for_octaves():
    roll = np.zeros((4, 128), bool)
    roll[:, [60, 64, 67]] = True
    assert pypianoroll.n_pitch_classes_used(roll) == 1
    assert n_pitch_classes_used(View.of(song(chord(60, 64, 67)))) == 3


def test_pypianorolls_long_notes_are_long_whatever_their_length():
    roll = np.zeros((8, 128), np.int16)
    roll[::2, 60] = roll[1::2, 61] = True  # eight notes of one step
    assert pypianoroll.qualified_note_rate(roll, threshold=2) == 1
    assert value("eighth_note_rate", song(line(*[60, 61] * 4, beats=1 / 4))) == 0
    with pytest.raises(ValueError, match="broadcast"):  # an unsigned roll never falls
        pypianoroll.qualified_note_rate(roll.astype(bool))


@pytest.mark.parametrize("name", ["drum_in_pattern_rate", "tonal_distance"])
def test_pypianoroll_breaks_at_two_beats(name):
    roll = np.ones((48, 128), bool)
    arguments = (roll, roll, 24) if name == "tonal_distance" else (roll, 24)
    with pytest.raises(ValueError, match=r"broadcast|mismatch|matmul"):
        getattr(pypianoroll, name)(*arguments)
