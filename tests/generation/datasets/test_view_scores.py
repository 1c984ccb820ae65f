"""Scores as views, in bulk."""

import numpy as np
import pytest
from symusic import Score

from generation.datasets.views import view_score
from generation.music.metrics.view import View
from generation.music.midi import write_midi
from generation.music.song import Meter, Note, Song, Track
from tests.generation.music.metrics.corpus import sample_scores


def assert_same(one: View, other: View) -> None:
    pairs = [(one.notes, other.notes), (one.drums, other.drums), (one.bars, other.bars)]
    assert all(np.array_equal(a, b) for a, b in pairs) and one.tracks == other.tracks


@pytest.mark.parametrize("meters", [(Meter(0, 4, 4),), (Meter(0, 7, 8), Meter(3_360, 3, 4))])
def test_it_is_the_view_of_the_song(sample_song, meters):
    song = Song(sample_song(8, band=True).tracks, meters=meters)
    assert_same(view_score(Score.from_midi(write_midi(song))), View.of(song))


def test_it_orders_notes_as_a_song_does():
    notes = (Note(0, 64, 960), Note(0, 60, 480), Note(0, 60, 240), Note(480, 59, 960))
    song = Song((Track(notes),))
    assert_same(view_score(Score.from_midi(write_midi(song))), View.of(song))


def test_it_handles_a_score_without_notes():
    view = view_score(Score(480))
    assert view.note_count == 0 and view.tracks == 0


def test_it_reads_the_pack_as_songs_do(shared_data):
    corpora = pytest.importorskip("scoring.reference.corpora")
    for _, score in sample_scores(shared_data, 17):
        assert_same(view_score(score), View.of(corpora._song(score)))
