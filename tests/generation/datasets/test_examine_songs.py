"""Own files: what of them can be learnt from, what is one piece twice, and what is kept back."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.datasets.own import (
    FEWEST,
    MOST,
    ONLY_DRUMS,
    STEPS,
    TOO_SHORT,
    Findings,
    cut_song,
    examine_songs,
    list_usable,
    take_fingerprint,
)
from generation.music.song import Note, Song, Track
from generation.techniques import song_judges
from tests.generation.own_files import moved, only_drums, only_tune, own_song, own_songs

TECHNIQUES = ("gan", "arcnn", "transformer")


def examine(songs: list[tuple[str, Song]]) -> Findings:
    return examine_songs(songs, song_judges())


def test_it_works() -> None:
    found = examine(own_songs(25))
    assert found.usable == dict.fromkeys(TECHNIQUES, 25)
    assert (found.refusal, dict(found.refusals), found.duplicates) == ("", {}, 0)
    assert [piece.split for piece in found.pieces].count("valid") == 2
    assert all(piece.notes and piece.seconds for piece in found.pieces)


def test_none_is_refused_in_words() -> None:
    assert examine([]).refusal == "There are no files yet. Add 20 pieces at least."


def test_one_is_refused_in_words() -> None:
    found = examine(own_songs(1))
    assert found.refusal == (
        "One of these pieces can be learnt from; it takes 20 at least. Add 19 more."
    )


def test_too_few_are_refused_in_words() -> None:
    found = examine([*own_songs(FEWEST - 1), ("again.mid", own_song(3)), ("d.mid", only_drums())])
    assert found.usable["gan"] == FEWEST - 1
    assert "19 pieces can be learnt from" in found.refusals["gan"]
    assert "1 only drums; 1 the same notes as another" in found.refusals["gan"]


def test_drums_alone_teach_the_transformer_alone() -> None:
    """Which carries drums on, where twenty are there."""
    found = examine([(f"{bars}.mid", only_drums(bars)) for bars in range(8, 8 + FEWEST)])
    assert found.usable == {"gan": 0, "arcnn": 0, "transformer": FEWEST}
    assert found.refusals["gan"] == "These files hold only drums. Add pieces with a melody."
    assert found.refusal == ""


def test_too_many_are_refused_before_any_is_read() -> None:
    found = examine([("x.mid", Song())] * (MOST + 1))
    assert "501 files" in found.refusal and not found.pieces


def test_it_names_the_piece_that_has_the_same_notes() -> None:
    found = examine([("a.mid", own_song(1)), ("b.mid", moved(own_song(1), 5, faster=2))])
    assert [piece.duplicate_of for piece in found.pieces] == ["", "a.mid"]
    assert [piece.split for piece in found.pieces][1] == ""


@given(
    number=st.integers(0, 30),
    semitones=st.integers(-12, 12),
    faster=st.integers(1, 4),
    stretched=st.integers(1, 4),
)
@settings(max_examples=40, deadline=None)
def test_key_tempo_and_order_of_tracks_make_no_other_piece(
    number: int, semitones: int, faster: int, stretched: int
) -> None:
    song = own_song(number)
    other = moved(song, semitones, faster, stretched)
    turned = other.with_tracks(reversed(other.tracks))
    assert take_fingerprint(turned) == take_fingerprint(song)


@given(number=st.integers(0, 30), place=st.integers(0, 31), by=st.sampled_from([-2, -1, 1, 2]))
@settings(max_examples=40, deadline=None)
def test_another_note_makes_another_piece(number: int, place: int, by: int) -> None:
    song = own_song(number)
    notes = list(song.tracks[0].notes)
    notes[place] = notes[place]._replace(pitch=notes[place].pitch + by)
    other = song.with_tracks([replace(song.tracks[0], notes=tuple(notes)), *song.tracks[1:]])
    assert take_fingerprint(other) != take_fingerprint(song)


@given(
    order=st.permutations(range(24)),
    drums=st.integers(0, 12),
    tunes=st.integers(0, 12),
    again=st.integers(0, 23),
)
@settings(max_examples=15, deadline=None)
def test_a_piece_is_on_one_side_whatever_comes_with_it(
    order: list[int], drums: int, tunes: int, again: int
) -> None:
    songs = own_songs(24)
    files = [songs[number] for number in order]
    files += [(f"drums {bars}", only_drums(bars + 5)) for bars in range(drums)]
    files += [(f"tune {bars}", only_tune(bars + 5)) for bars in range(tunes)]
    files += [("again", moved(songs[again][1], 3))]
    found = examine(files)
    placed = [piece for piece in found.pieces if piece.split]
    side = {piece.fingerprint: piece.split for piece in placed}
    assert len(side) == len(placed)
    alone = {piece.fingerprint: piece.split for piece in examine(songs).pieces}
    assert all(side[fingerprint] == split for fingerprint, split in alone.items())
    for technique in TECHNIQUES:
        parts = [piece.split for piece in list_usable(found.pieces, technique)]
        assert 1 <= parts.count("valid") <= len(parts) // 5 and parts.count("train")


@pytest.mark.parametrize(
    ("song", "words"),
    [
        (Song(), "no notes"),
        (only_drums(), ONLY_DRUMS),
        (own_song(1, bars=3), TOO_SHORT),
        (only_tune(), "alone"),
    ],
)
def test_it_says_why_a_song_is_of_no_use(song: Song, words: str) -> None:
    assert words in song_judges()["gan"](song)
    assert words in song_judges()["arcnn"](song)


def test_chords_alone_have_no_melody() -> None:
    places = product(range(9), (60, 64, 67))
    chords = tuple(Note(bar * 3840, pitch, 3840) for bar, pitch in places)
    assert song_judges()["gan"](Song((Track(chords),))) == "no melody beside chords"


def hurry(note: Note) -> Note:
    return note._replace(onset=note.onset + 97 * (note.onset // 960 % 3))


def test_what_is_played_freely_is_refused() -> None:
    song = own_song(1)
    tracks = [replace(track, notes=tuple(map(hurry, track.notes))) for track in song.tracks]
    free = song.with_tracks(tracks)
    assert "played freely" in song_judges()["gan"](free)
    assert "played freely" in song_judges()["arcnn"](free)
    assert song_judges()["transformer"](free) == ""


def test_a_long_song_is_learnt_from_its_beginning() -> None:
    late = Note(STEPS * 240 + 5, 60, 960)
    song = own_song(2)
    cut = cut_song(song.with_tracks([*song.tracks, Track((late,))]))
    assert (len(cut.tracks), cut.note_count) == (len(song.tracks), song.note_count)
