"""Pages of notes are drawn in a child with limits, plain enough for a page without styles."""

import json
import re

import pytest

from generation.music.document import to_document
from generation.music.song import ChordSign, Meter, Note, Song, Track
from generation.sheets import engraving
from generation.sheets.engraving import Engraved, EngravingError, engrave, engraved_from


def drawn(song: Song, part: int = 1, *, narrow: bool = False) -> Engraved:
    document = json.dumps(to_document(song)).encode()
    return engraved_from(engrave(document, part, narrow=narrow))


def melody(bars: int, chords: tuple[ChordSign, ...] = ()) -> Song:
    notes = tuple(Note(960 * n, 60 + n % 12, 960) for n in range(4 * bars))
    return Song((Track(notes, name="Geige & <b>"),), chords=chords)


def words(svg: str) -> str:
    return re.sub(r"<[^>]+>|\s+", "", svg)


def test_it_works() -> None:
    found = drawn(melody(4))
    assert (found.first_bar, found.last_bar, found.parts, len(found.pages)) == (1, 4, 1, 1)
    assert found.pages[0].count('class="note"') == 16
    assert "Geige&amp;&lt;b&gt;" in words(found.pages[0])


def test_it_has_no_style_and_no_font_of_its_own() -> None:
    (page,) = drawn(melody(2)).pages
    assert not [
        word
        for word in ("<style", "<script", "@font-face", "Leipzig", 'href="http')
        if word in page
    ]
    assert "♩" in page


def test_chords_are_in_letters_that_every_system_has() -> None:
    chords = (ChordSign(0, "Bb7"), ChordSign(1920, "F#m7b5"), ChordSign(3840, "N.C."))
    (page,) = drawn(melody(2, chords)).pages
    text = words(page)
    assert "B♭7" in text and "F♯m7" in text and "N.C." in text


def test_a_long_song_comes_in_parts() -> None:
    found = drawn(melody(70), 3)
    assert (found.first_bar, found.last_bar, found.parts) == (65, 70, 3)
    assert drawn(melody(70), 4).pages == []


def test_many_notes_make_shorter_parts() -> None:
    chords = tuple(Note(240 * (n // 40), 40 + n % 40, 240) for n in range(40 * 128))
    found = drawn(Song((Track(chords),)))
    assert found.parts > 2 and found.last_bar < 4


def test_a_narrow_one_is_one_tall_picture() -> None:
    assert len(drawn(melody(30), narrow=True).pages) == 1


def test_the_same_song_is_the_same_picture() -> None:
    assert drawn(melody(3)) == drawn(melody(3))


def test_too_many_bars_are_refused_in_a_sentence() -> None:
    song = Song((Track((Note(0, 60, 250_000),)),), meters=(Meter(0, 1, 64),))
    with pytest.raises(EngravingError, match="more than can be written down"):
        drawn(song)


@pytest.mark.parametrize(
    ("work", "code"), [("while True: pass", "no_sheet"), ("bytearray(10**10)", "no_sheet")]
)
def test_it_outlives_a_drawer_gone_wild(
    work: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from generation.sheets import engraving_child as child; "
        "child.CPU_SECONDS = 1; child.limit()\n"
    )
    monkeypatch.setattr(engraving, "CHILD", limited + work)
    monkeypatch.setattr(engraving, "SECONDS", 120.0)
    with pytest.raises(EngravingError) as error:
        drawn(melody(1))
    assert error.value.code == code and "safe" in error.value.message
