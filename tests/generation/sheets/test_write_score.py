"""A song is written as musicians write it: key, clefs, values, ties, tuplets, drums, chords."""

from xml.etree import ElementTree

import pytest

from generation.music.song import ChordSign, Meter, Note, Song, Track
from generation.sheets.about import NOBODY, About
from generation.sheets.bars import SheetError
from generation.sheets.musicxml import write_musicxml


def written(song: Song, about: About = NOBODY) -> ElementTree.Element:
    return ElementTree.fromstring(write_musicxml(song, about))  # noqa: S314  our own


def melody(*notes: tuple[int, int, int], program: int = 73) -> Song:
    return Song((Track(tuple(Note(*note) for note in notes), program),))


def values(song: Song) -> list[str]:
    """Of each sign: its value, dots, and whether it is a rest or tied on."""
    said = []
    for note in written(song).iter("note"):
        tied = any(tie.get("type") == "start" for tie in note.iter("tie"))
        rest = "r" if note.find("rest") is not None else ""
        dots = "." * len(note.findall("dot"))
        said.append(rest + (note.findtext("type") or "whole bar") + dots + "~" * tied)
    return said


SCALE = [(960 * n, pitch, 960) for n, pitch in enumerate([62, 64, 66, 67, 69, 71, 73, 74])]


def test_it_says_the_key_that_is_heard() -> None:
    score = written(melody(*SCALE))
    assert (score.findtext(".//fifths"), score.findtext(".//mode")) == ("2", "major")
    assert [note.findtext("accidental") for note in score.iter("note")] == [None] * 8


def test_it_draws_an_accidental_once_a_bar() -> None:
    notes = [(0, 60, 960), (960, 61, 960), (1920, 61, 960), (2880, 60, 960), (3840, 61, 960)]
    held = [(7680 + 960 * n, 60 + (0, 4, 7)[n % 3], 960) for n in range(12)]
    found = [note.findtext("accidental") for note in written(melody(*notes, *held)).iter("note")]
    assert found[:5] == [None, "sharp", None, "natural", "sharp"]


def test_it_ties_over_a_bar_line() -> None:
    assert values(melody((2880, 60, 1920)))[:5] == [
        "rhalf",
        "rquarter",
        "quarter~",
        "quarter",
        "rquarter",
    ]


def test_it_writes_a_dotted_rhythm() -> None:
    notes = [(0, 60, 1440), (1440, 62, 480), (1920, 64, 1920)]
    assert values(melody(*notes)) == ["quarter.", "eighth", "half"]


def test_it_writes_a_triplet_with_its_bracket() -> None:
    score = written(melody((0, 60, 320), (320, 62, 320), (640, 64, 320), (960, 65, 2880)))
    first, second, third, last = score.iter("note")
    assert [first.findtext(".//actual-notes"), first.findtext(".//normal-notes")] == ["3", "2"]
    marks = [note.find(".//tuplet") for note in (first, second, third)]
    assert [mark.get("type") if mark is not None else None for mark in marks] == [
        "start",
        None,
        "stop",
    ]
    assert last.find(".//time-modification") is None


def test_it_beams_within_a_beat() -> None:
    score = written(melody(*[(240 * n, 60, 240) for n in range(4)]))
    beams = [note.findtext("beam") for note in score.iter("note")]
    assert beams[:4] == ["begin", "continue", "continue", "end"]
    assert len(list(score.iter("beam"))) == 8


@pytest.mark.parametrize(
    ("program", "pitch", "clef"),
    [
        (73, 72, ("G", None)),
        (42, 45, ("F", None)),
        (41, 60, ("C", None)),
        (33, 40, ("F", "-1")),
        (25, 60, ("G", "-1")),
        (9, 100, ("G", "1")),
    ],
)
def test_it_chooses_the_clef(program: int, pitch: int, clef: tuple[str, str | None]) -> None:
    score = written(melody((0, pitch, 960), program=program))
    assert (score.findtext(".//clef/sign"), score.findtext(".//clef-octave-change")) == clef


def test_it_gives_a_piano_two_staves() -> None:
    score = written(melody((0, 40, 960), (0, 76, 960), program=0))
    assert score.findtext(".//staves") == "2"
    sounding = [note for note in score.iter("note") if note.find("pitch") is not None]
    assert [note.findtext("staff") for note in sounding] == ["1", "2"]


def test_drums_stand_on_a_percussion_staff_by_their_places() -> None:
    kit = Track(tuple(Note(0, pitch, 60) for pitch in (36, 38, 42)), drums=True)
    score = written(Song((kit,)))
    assert (score.findtext(".//clef/sign"), score.find(".//key")) == ("percussion", None)
    placed = {
        (note.findtext(".//display-step"), note.findtext("notehead"), note.findtext("stem"))
        for note in score.iter("note")
        if note.find("unpitched") is not None
    }
    assert placed == {("F", None, "down"), ("C", None, "up"), ("G", "x", "up")}
    assert [each.text for each in score.iter("midi-unpitched")] == ["37", "39", "43"]


def test_voices_that_differ_are_two() -> None:
    score = written(melody((0, 72, 960), (960, 74, 960), (0, 60, 1920)))
    sounding = [note for note in score.iter("note") if note.find("pitch") is not None]
    assert {note.findtext("voice") for note in sounding} == {"1", "2"}


def test_chords_stand_over_the_bar() -> None:
    song = melody((0, 60, 3840))
    signs = (ChordSign(0, "Am7"), ChordSign(1920, "F#m7b5/C"), ChordSign(2880, "N.C."))
    score = written(Song(song.tracks, chords=signs))
    told = [(h.findtext("root/root-step"), h.findtext("kind")) for h in score.iter("harmony")]
    assert told == [("A", "minor-seventh"), ("F", "half-diminished"), ("C", "none")]


def test_it_names_maker_licence_and_software() -> None:
    about = About("Ada <b>", "CC BY 4.0", "https://charts.example.org/@ada/x/")
    score = written(Song(melody((0, 60, 960)).tracks, title="A & B"), about)
    assert score.findtext(".//work-title") == "A & B"
    assert score.findtext(".//creator") == "Ada <b>"
    assert score.findtext(".//rights") == "© Ada <b>. CC BY 4.0"
    assert score.findtext(".//software") == "Chartbusters"


def test_changes_of_metre_are_said_where_they_are() -> None:
    song = Song(melody((0, 60, 9000)).tracks, meters=(Meter(0, 3, 4), Meter(2880, 6, 8)))
    bars = list(written(song).iter("measure"))
    assert [bar.findtext(".//beats") for bar in bars[:3]] == ["3", "6", None]


def test_what_was_played_is_written_plainly() -> None:
    notes = [(3, 60, 940), (955, 62, 930), (1925, 64, 1890)]
    assert values(melody(*notes)) == ["quarter", "quarter", "half"]


def test_a_song_without_notes_is_refused() -> None:
    with pytest.raises(SheetError):
        write_musicxml(Song((Track(),)))


def test_a_song_of_endless_bars_is_refused_at_once() -> None:
    song = Song((Track((Note(90_000_000, 60, 960),)),), meters=(Meter(0, 1, 64),))
    with pytest.raises(SheetError, match="more than can be written down"):
        write_musicxml(song)
