"""Tunes in ABC notation: what tune books write is read, and the rest is named."""

import pytest

from generation.music.song import Meter
from generation.music.upload import read_upload
from tests.generation.sheets.scores import heard, remarked, tune


@pytest.mark.parametrize(
    ("music", "notes"),
    [
        ("C D2 E/2 F/ G3/2", [(0, 60, 4), (4, 62, 8), (12, 64, 2), (14, 65, 2), (16, 67, 6)]),
        ("C, c c' C", [(0, 48, 4), (4, 72, 4), (8, 84, 4), (12, 60, 4)]),
        ("^C =C _E __D", [(0, 61, 4), (4, 60, 4), (8, 63, 4), (12, 60, 4)]),
        ("C z D x|", [(0, 60, 4), (8, 62, 4)]),
        ("[CEG]2 D2", [(0, 60, 8), (0, 64, 8), (0, 67, 8), (8, 62, 8)]),
        ("C>D E<F", [(0, 60, 6), (6, 62, 2), (8, 64, 2), (10, 65, 6)]),
        ("C2-C2|D4", [(0, 60, 16), (16, 62, 16)]),
        ("C4-|C4", [(0, 60, 32)]),
        ("(C D) !trill!E .F", [(0, 60, 4), (4, 62, 4), (8, 64, 4), (12, 65, 4)]),
        ("Z|C4", [(16, 60, 16)]),
    ],
)
def test_it_reads_notes(music: str, notes: list[tuple[int, int, int]]) -> None:
    assert heard(tune(music)) == notes


def test_an_accidental_holds_up_to_the_bar_line() -> None:
    assert [pitch for _, pitch, _ in heard(tune("^F F f =F|F4"))] == [66, 66, 78, 65, 65]


@pytest.mark.parametrize(
    ("key", "pitches"),
    [
        ("C", [65, 71]),
        ("G", [66, 71]),
        ("Bb", [65, 70]),
        ("Em", [66, 71]),
        ("D dor", [65, 71]),
        ("A mix", [66, 71]),
        ("C _b", [65, 70]),
        ("HP", [66, 71]),
        ("C clef=bass octave=-1", [53, 59]),
    ],
)
def test_it_knows_keys(key: str, pitches: list[int]) -> None:
    data = tune("F B", head=f"M:4/4\nL:1/4\nK:{key}")
    assert [pitch for _, pitch, _ in heard(data)] == pitches


def test_triplets_take_the_time_of_two() -> None:
    song = read_upload(tune("(3CDE F2|(3:2:2 C2 D z2")).song
    first = [(note.onset, note.length) for note in song.tracks[0].notes[:4]]
    assert first == [(0, 640), (640, 640), (1280, 640), (1920, 1920)]


def test_repeats_and_endings_are_written_out() -> None:
    data = tune("|:C4|1 D4:|2 E4|]", "|:F4:|", "G4|[1 A4:|[2 B4|]")
    names = [pitch for _, pitch, _ in heard(data)]
    assert names == [60, 62, 60, 64, 65, 65, 67, 69, 67, 71]


def test_metre_unit_and_tempo_are_read() -> None:
    song = read_upload(tune("ABc def|", head="M:6/8\nQ:3/8=80\nK:D")).song
    assert (song.meters, song.tempi[0].qpm) == ((Meter(0, 6, 8),), 120)
    assert [note.length for note in song.tracks[0].notes] == [480] * 6


def test_chord_symbols_are_kept_or_the_nearest() -> None:
    upload = read_upload(tune('"Am7"C "^slowly"D "Gmin9"E "nonsense"F'))
    assert [sign.symbol for sign in upload.song.chords] == ["Am7", "Gm7"]
    assert remarked(upload) == {
        "key_signatures": 1,
        "chord_kinds": 1,
        "chord_symbols": 1,
        "marks": 1,
    }


def test_voices_are_tracks() -> None:
    music = ['V:1 name="High"', "C4|D4", "V:2 name=Low clef=bass octave=-1", "E4|[K:G]F4"]
    high, low = read_upload(tune(*music)).song.tracks
    assert (high.name, [note.pitch for note in high.notes]) == ("High", [60, 62])
    assert (low.name, [note.pitch for note in low.notes]) == ("Low", [52, 54])


def test_what_has_no_place_is_named() -> None:
    head = "C:Trad.\nM:4/4\nL:1/4\nK:C"
    upload = read_upload(
        tune("{g}C (D E) !fermata!F|", "w:la la la la", head=head) + b"\n\nX:2\nK:C\nC|"
    )
    assert remarked(upload) == {
        **{"makers": 1, "grace_notes": 1, "slurs": 1, "articulations": 1, "lyrics": 4},
        **{"key_signatures": 1, "tunes": 1},
    }


def test_a_pick_up_ends_on_the_first_bar_line() -> None:
    assert heard(tune("C|D4|")) == [(12, 60, 4), (16, 62, 16)]
