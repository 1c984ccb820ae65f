"""Chords that somebody wrote come back from a song's document."""

import json
from dataclasses import replace

import pytest

from generation.music import ChordSign, Note, Song, Track, from_document, to_document
from generation.music.document import MAX_TICK
from generation.music.document_checks import DocumentError
from generation.music.document_chords import MAX_CHORDS
from generation.music.midi import write_midi
from generation.music.parsing import parse

GOOD = to_document(Song((Track((Note(0, 60, 960),)),)))
CHORDS = [
    *([0, "C"], [960, "F#m7b5"], [1920, "G7/B"], [2880, "N.C."], [3840, "Bb/C"], [4800, "Ebmaj7"]),
    *([5760, "Bdim"], [6720, "Cdim7"], [7680, "Aaug"], [8640, "Dsus4/A"], [9600, "Cm"]),
]
WRITTEN = from_document({**GOOD, "chords": CHORDS})


def test_they_come_back() -> None:
    assert WRITTEN.chords[2] == ChordSign(1920, "G7/B") and len(WRITTEN.chords) == 11
    assert to_document(WRITTEN)["chords"] == CHORDS
    assert from_document(json.loads(json.dumps(to_document(WRITTEN)))) == WRITTEN


def test_a_song_without_them_keeps_its_document() -> None:
    assert from_document({**GOOD, "chords": []}).digest == from_document(GOOD).digest
    assert "chords" not in to_document(from_document({**GOOD, "chords": []}))


def test_they_make_another_digest() -> None:
    other = replace(WRITTEN, chords=WRITTEN.chords[1:])
    assert len({WRITTEN.digest, other.digest, from_document(GOOD).digest}) == 3


def test_they_stay_when_tracks_change() -> None:
    assert WRITTEN.with_tracks([]).with_title("Other").chords == WRITTEN.chords


def test_the_same_notes_are_compared_without_them() -> None:
    plain = from_document(GOOD)
    assert WRITTEN.without_marks() == plain
    assert plain.marked_as(WRITTEN) == WRITTEN


def test_they_are_markers_of_a_midi_file() -> None:
    found = parse(write_midi(WRITTEN))
    assert (found.song.chords, found.counts.get("marks", 0)) == (WRITTEN.chords, 0)


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ("C", "chords"),
        (None, "chords"),
        ([[tick, "C"] for tick in range(MAX_CHORDS + 1)], "chords"),
        (["C"], "chords[0]"),
        ([[0, "C"], [0]], "chords[1]"),
        ([[0, "C"], [0, "D"]], "chords[1]"),
        ([[9, "C"], [0, "D"]], "chords[1]"),
        *[([[tick, "C"]], "chords[0]") for tick in (-1, True, 0.0, "0", MAX_TICK + 1)],
    ],
)
def test_it_rejects_rows_that_are_none(rows: object, field: str) -> None:
    with pytest.raises(DocumentError) as error:
        from_document({**GOOD, "chords": rows})
    assert error.value.field == field


@pytest.mark.parametrize(
    "symbol",
    [*("", "H", "c", "C♯", "Cmaj9", "C/", "C//G", "C/H", "C##", "Cb#", "nc", "C\n", " C"), 7],
)
def test_it_rejects_what_is_no_symbol(symbol: object) -> None:
    with pytest.raises(DocumentError) as error:
        from_document({**GOOD, "chords": [[0, symbol]]})
    assert (error.value.field, error.value.code) == ("chords[0]", "bad_chord")
