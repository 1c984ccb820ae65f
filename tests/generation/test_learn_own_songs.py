"""From people's own songs to the arrays of a pack, and to a model: for each technique."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generation.codecs.chorale import decode_states, unpack_chorales
from generation.datasets.archive import read_songs as read_archive
from generation.datasets.song_folder import read_songs, write_songs
from generation.music.document import MAX_SECONDS
from generation.music.song import Note, Song
from generation.techniques import OWN, TECHNIQUES, song_judges
from generation.techniques.arcnn import own_songs as arcnn
from generation.techniques.gan import own_songs as gan
from generation.techniques.gan.corpus import unpack_piece
from generation.techniques.transformer import own_songs as transformer
from generation.techniques.transformer.packing import from_arrays
from generation.train import open_pack
from generation.training.packs import BadPack
from tests.generation.own_files import only_drums, own_song
from tests.songs import song_made

TRAINABLE = ("gan", "arcnn", "transformer")
PACKS = {"gan": gan.pack_songs, "arcnn": arcnn.pack_songs, "transformer": transformer.pack_songs}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_songs(tmp_path / "songs", "train", [own_song(number) for number in range(4)])
    write_songs(tmp_path / "songs", "valid", [own_song(9)])
    return tmp_path / "songs"


def test_documents_come_back_as_they_were(folder: Path) -> None:
    assert read_songs(folder, "train") == [own_song(number) for number in range(4)]


@pytest.mark.parametrize("technique", TRAINABLE)
def test_a_run_packs_its_folder_of_songs(folder: Path, tmp_path: Path, technique: str) -> None:
    pack = open_pack(technique, OWN, folder, tmp_path)
    assert pack.part(OWN, "train") and pack.part(OWN, "valid")
    [credit] = pack.description["data"][OWN]
    assert credit["licence"] and credit["attribution"]
    assert open_pack(technique, OWN, folder, tmp_path).arrays.keys() == pack.arrays.keys()


@pytest.mark.parametrize("technique", TRAINABLE)
def test_it_makes_the_same_arrays_again(technique: str) -> None:
    songs = [own_song(1), own_song(2)]
    one, other = PACKS[technique](songs), PACKS[technique](songs)
    assert all(np.array_equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("technique", TRAINABLE)
def test_it_leaves_out_what_is_of_no_use(technique: str) -> None:
    songs = [own_song(1), song_made(2), own_song(2)]
    one, other = PACKS[technique](songs), PACKS[technique]([own_song(1), own_song(2)])
    assert all(np.array_equal(one[name], other[name]) for name in other)


@pytest.mark.parametrize("technique", TRAINABLE)
def test_it_refuses_songs_of_no_use_in_words(technique: str) -> None:
    with pytest.raises(BadPack, match="None of these songs"):
        PACKS[technique]([song_made(2)])


def test_a_folder_is_no_kind_of_music_that_archives_hold() -> None:
    assert all(OWN not in TECHNIQUES[name].sources() for name in TRAINABLE)


def loosen(note: Note) -> Note:
    """Beside the beat in the first nine bars."""
    return note._replace(onset=note.onset + (97 if note.onset < 9 * 3840 else 0))


class TestGan:
    def test_it_finds_who_plays_what(self) -> None:
        piece = gan.read_piece(song_made(8, band=True))
        melody, bass, low, middle, high, strings = (
            set(line.state[line.state > 0].tolist()) for line in (piece.melody, *piece.voices)
        )
        assert melody == {pitch - 23 for pitch in (60, 62, 64, 65, 67, 71, 72)}
        assert bass == {36 - 23}
        assert (low, middle, high) == ({48 - 23}, {52 - 23}, {55 - 23})
        assert not strings

    def test_drums_stay_with_their_song(self) -> None:
        arrays = gan.pack_songs([song_made(8, band=True), song_made(8, band=True, transpose=1)])
        assert arrays["drums"][0].nonzero()[0].tolist() == list(range(0, 256, 8))
        assert not len(arrays["groove_lengths"])

    def test_a_piano_piece_of_one_track_has_a_tune_and_chords(self) -> None:
        song = song_made(8, band=True)
        notes = (*song.tracks[0].notes, *song.tracks[1].notes, *song.tracks[2].notes)
        piece = gan.read_piece(Song((song.tracks[0].__class__(notes),)))
        assert all(line.state.any() for line in piece.voices[:2])

    def test_a_piece_has_a_place_where_a_window_begins(self) -> None:
        """Though it be played steadily only at its end."""
        song = own_song(4, bars=12)
        loose = [replace(track, notes=tuple(map(loosen, track.notes))) for track in song.tracks]
        piece = gan.read_piece(song.with_tracks(loose))
        assert (piece.starts < max(1, piece.steps - 64)).any()
        assert (gan.read_piece(own_song(4, bars=4)).starts < 1).any()

    def test_pieces_come_back(self) -> None:
        piece = gan.read_piece(own_song(3))
        back = unpack_piece(gan.pack_songs([own_song(1), own_song(3)]), 1)
        assert np.array_equal(back.melody.state, piece.melody.state)


class TestArcnn:
    def test_voices_stand_in_order(self) -> None:
        frames = decode_states(arcnn.read_states(song_made(8, band=True))).T
        assert frames[0].tolist() == [60, 55, 52, 48] or (np.diff(frames[0]) < 0).all()

    def test_of_many_pitches_the_outer_stay(self) -> None:
        assert arcnn.thin([80, 77, 74, 70, 66, 62, 50]) == [80, 74, 66, 50]

    def test_all_pitches_are_those_of_a_choir(self) -> None:
        for transpose in (-24, 0, 24, 40):
            song = song_made(8, band=True, transpose=transpose)
            frames = decode_states(arcnn.read_states(song))
            assert frames.max() <= 81 and frames[frames >= 0].min() >= 36

    def test_pieces_come_back(self) -> None:
        arrays = arcnn.pack_songs([own_song(1), own_song(2)])
        assert np.array_equal(unpack_chorales(arrays)[1], arcnn.read_states(own_song(2)))


class TestTransformer:
    def test_all_tracks_are_there(self) -> None:
        scores = from_arrays(transformer.pack_songs([own_song(1), only_drums()]))
        assert len(scores) == 2
        assert len(scores.onset) == own_song(1).note_count + only_drums().note_count


@pytest.mark.slow
@pytest.mark.parametrize(
    ("corpus", "fewest"),
    [("mutopia", 0.9), ("openscore_lieder", 0.85), ("openewld", 0.9), ("js_fakes", 0.95)],
)
def test_songs_that_people_wrote_can_be_learnt_from(
    shared_data: Path, corpus: str, fewest: float
) -> None:
    found = [song for _, song in read_archive(shared_data / f"{corpus}.zip", "test")]
    songs = [song for song in found if song.seconds < MAX_SECONDS][:30]
    for technique, judge in song_judges().items():
        usable = [song for song in songs if not judge(song)]
        assert len(usable) >= fewest * len(songs), technique
        assert PACKS[technique](usable)
