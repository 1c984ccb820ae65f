"""The works that the Transformer learns from, as they are read from the archives."""

from pathlib import Path

import numpy as np
import pytest
import symusic

from generation.codecs.score import OF_PITCH, OF_SLOT, ONSET, order_slots
from generation.music.song import Note, Song, Track
from generation.techniques.transformer.corpora import CORPORA, FEWEST, choir, load_works
from generation.techniques.transformer.reading import (
    parse_genre,
    read_beats,
    read_meters,
    read_notes,
    snap_steps,
)
from generation.techniques.transformer.tokens import decode, encode
from generation.techniques.transformer.windows import GENRES
from tests.generation.choir import piece


def test_it_knows_genres_by_many_names() -> None:
    labels = ("bach", "bach-like", "punk", "hymn", "country", "", "unheard of")
    assert [GENRES[parse_genre(label)] for label in labels] == [
        "bach",
        "bach",
        "rock",
        "classical",
        "folk",
        "pop",
        "any",
    ]


def test_it_snaps_to_the_nearest_of_all_grids() -> None:
    assert snap_steps(np.array([-5.5, 0.4, 5, 8.6, 11, 15.5, 23]), (6, 8)).tolist() == [
        -6,
        0,
        6,
        8,
        12,
        16,
        24,
    ]


def note(row: list[int]) -> Note:
    onset, length, pitch, velocity = row
    return Note(onset, pitch, length, velocity)


def test_it_orders_tracks_as_the_tokens_do() -> None:
    random = np.random.default_rng(1)
    sizes, drums = random.integers(0, 9, 30), random.random(30) < 0.2
    found = [(bool(d), random.integers(1, 100, (n, 4))) for n, d in zip(sizes, drums, strict=True)]
    tracks = [Track(tuple(map(note, rows.tolist())), drums=drummed) for drummed, rows in found]
    assert read_notes(found)[1] == order_slots(Song(tuple(tracks)))


def test_it_moves_seconds_to_the_beats_that_a_person_marked() -> None:
    beats, bars = np.array([0.5, 1, 1.5, 2.5, 3.5, 4.5]), np.array([0, 1, 0, 0, 1, 0], bool)
    found = read_beats(beats, bars)
    assert (found.meter, found.qpm) == (3, 60)
    assert found.place(np.array([0.5, 1, 1.25, 1.5, 2, 3.5])).tolist() == [-24, 0, 12, 24, 36, 72]
    assert found.place(np.array([0.1]))[0] < 0


def test_it_leaves_out_meters_that_make_no_bar() -> None:
    score = symusic.Score(480)
    for time, above, below in ((480, 3, 4), (960, 0, 4), (1440, 7, 8)):
        score.time_signatures.append(symusic.TimeSignature(time, above, below))
    assert read_meters(score) == ((0, 4, 4), (24, 3, 4), (72, 7, 8))


def test_it_moves_a_voice_of_a_choir_where_its_pitch_changes() -> None:
    score = choir("ours", piece(32)).score
    soprano = score.notes[score.notes[:, OF_SLOT] == 0]
    assert soprano[:, [ONSET, OF_PITCH, 3]].tolist()[:3] == [
        [0, 72, 24],
        [24, 74, 24],
        [48, 76, 24],
    ]
    alto = score.notes[score.notes[:, OF_SLOT] == 1]
    assert alto[:, [ONSET, OF_PITCH, 3]].tolist()[:2] == [[0, 67, 72], [72, 69, 24]]


@pytest.mark.parametrize("corpus", CORPORA)
def test_it_reads_every_corpus_without_loss(corpus: str, shared_data: Path) -> None:
    works = load_works(shared_data, corpus, "valid")
    assert works
    for each in works:
        again = decode(encode(each.score))
        assert np.array_equal(again.notes, each.score.notes)
        assert again[1:] == each.score[1:]
        assert len(each.score.notes) >= FEWEST


def test_it_reads_as_many_chorales_as_were_published(shared_data: Path) -> None:
    assert len(load_works(shared_data, "jsb_chorales", "test")) == 77


def test_it_plays_pop_on_sixteenths_and_triplets(shared_data: Path) -> None:
    onsets = np.concatenate(
        [each.score.notes[:, ONSET] for each in load_works(shared_data, "pop909", "valid")]
    )
    assert ((onsets % 6 == 0) | (onsets % 8 == 0)).all()
