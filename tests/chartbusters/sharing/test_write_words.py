"""Words in pictures: any script, any length, nothing that stands out."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from chartbusters.sharing import lettering
from chartbusters.sharing.lettering import lines_of, write
from chartbusters.sharing.sheets import PAPER

WIDTH, SIZE = 1080, 64
TITLES = [
    "Morning Song",
    "Ein Lied für dich?",
    "Το τραγούδι του πρωινού",
    "Песня утра",
    "أغنية الصباح",
    "שיר הבוקר",
    "夜の歌と朝のうた",
    "아침 노래",
    "सुबह का गीत",
    "เพลงยามเช้า",
]
EMOJI = "Rock \U0001f3b8 and roll \U0001f469\u200d\U0001f3a4"


def drawn(text: str) -> bytes:
    image = Image.new("RGB", (WIDTH, 2 * SIZE))
    write(image, text, (0, 0), SIZE, PAPER)
    return image.tobytes()


@pytest.mark.parametrize("title", TITLES)
def test_every_letter_of_every_script_is_drawn(title: str) -> None:
    """By a font that has it: nowhere stands the box of what a font lacks."""
    faces = lettering._faces(16)
    letters = [each for each in lettering._plain(title) if unicodedata.category(each)[0] in "LS"]
    for letter in letters:
        face = lettering._face_of(letter)
        assert face is not None
        assert lettering._drawn(faces[face], letter) != lettering._lack(face), letter
    assert any(drawn(title))


@pytest.mark.parametrize("title", [*TITLES, *(f"{title} " * 20 for title in TITLES), "W" * 200])
def test_lines_keep_to_their_width(title: str) -> None:
    lines = lines_of(title, size=SIZE, width=WIDTH, most=2)
    assert 1 <= len(lines) <= 2
    assert all(lettering._fits(line, SIZE, WIDTH) for line in lines)


def test_what_no_font_has_is_left_out() -> None:
    assert lines_of(EMOJI, size=SIZE, width=WIDTH, most=2) == ["Rock and roll"]


def test_what_is_left_out_is_dots() -> None:
    assert lines_of("Morning", size=SIZE, width=WIDTH, most=1) == ["Morning"]
    assert lines_of("la " * 100, size=SIZE, width=WIDTH, most=1)[0].endswith("…")


def test_a_line_from_the_right_begins_at_the_right() -> None:
    """Of two parts by two fonts the first is drawn last."""
    image = Image.new("RGB", (WIDTH, 2 * SIZE))
    write(image, "שיר 夜", (0, 0), SIZE, PAPER)
    assert lettering._from_right("שיר 夜") and not lettering._from_right("夜 שיר")


def test_signs_of_vowels_stay_with_their_letter() -> None:
    assert len(lettering._runs("सुबह का गीत", 16)) == 1


def test_a_tower_of_marks_is_no_taller_than_two() -> None:
    assert lettering._plain("z" + "\u0301" * 300) == "ź\u0301\u0301"[:3]


def test_nothing_to_say_is_no_line() -> None:
    for text in ("", "   ", "\u200d\ufe0f"):
        assert lines_of(text, size=SIZE, width=WIDTH, most=2) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=220))
def test_any_text_is_drawn_within_its_lines(text: str) -> None:
    lines = lines_of(text, size=SIZE, width=WIDTH, most=2)
    assert len(lines) <= 2
    for line in lines:
        assert len(drawn(line)) == WIDTH * 2 * SIZE * 3
