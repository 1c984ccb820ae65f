"""Whatever people write is stored so that it can be seen, and nothing else is in it; honest words
stay as they are."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generation.wording import line, prose

# Kept apart from the code on purpose: Default_Ignorable_Code_Point of Unicode, and what else is
# drawn as nothing.
IGNORABLE = [
    *(
        0x00AD,
        0x034F,
        0x061C,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        0x180E,
        0x2800,
        0x3164,
        0xFEFF,
        0xFFA0,
        0xFFFC,
        0x1D159,
    ),
    *(
        0x200B,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFFF0, 0xFFFC),
    ),
    *(*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000)),
]
ATTACHED = {
    0x200C,
    0x200D,
    *range(0xFE00, 0xFE10),
    *range(0x180B, 0x1810),
    *range(0xE0100, 0xE01F0),
}
FLAGS = ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",)
NASTY = (
    "".join(map(chr, [*IGNORABLE, *ATTACHED]))
    + "\x00\x07\x1b\x7f\x85\x9b\u202e\u2066\u2069\u0301\u0489\u20dd"
)
SEEN = "ab 1é가ㄱᄀक्षक़مرשׁไ漢🎵🏽❤🏴e"
letters = st.one_of(st.sampled_from(NASTY), st.sampled_from(SEEN), st.characters())
texts = st.lists(letters, max_size=40).map("".join)

HONEST = [
    "Für Elise (Remix) №2 – “live”",
    "Thị Nở và Chí Phèo",  # Vietnamese
    "می‌خواهم",  # Persian, with a non-joiner inside
    "ه‍",  # an abbreviation in Arabic letters, joined to nothing
    "בְּרֵאשִׁ֖ית",  # Hebrew, with points and accents
    "क्‍ष और क्ष",  # a half form by a joiner
    "ශ්‍රී ලංකා",  # Sinhala
    "ന്‍",  # a Malayalam chillu as it was written
    "မြန်မာ ကြွှံ့",
    "ภาษาไทย น้ำใจ",
    "葛\U000e0100城",  # a variant of an ideograph
    "👩🏽‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🏴‍☠️ 1️⃣ ❤️ 🇩🇪 🏃‍➡️ 🙂‍↔️",
    FLAGS[0],
    "ĉu i̇́ ɛ̃̀",
    "한국어 제목",
    "\u0600١٢",  # an Arabic number sign
    "🫩",  # a picture that this Python has never heard of
]


@pytest.mark.parametrize("text", HONEST)
def test_it_keeps_honest_words(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert line(text) == text and prose(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "\u200b",
        "\u3164",
        "\u115f\u1160",
        "\U000e0041\U000e0042",
        "\ufe0f",
        "\u200d\u200c",
        "\x1b",
        "\0",
        "\u202e",
        "\u2800",
        "\u0301",
        " \u00a0\u3000\t\n",
        "\ufffc",
    ],
)
def test_it_leaves_nothing_of_what_nobody_sees(text: str) -> None:
    assert line(text) == prose(text) == ""


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  two \n\t words\u00a0here ", "two words here"),
        ("pay\u202efdp.exe", "payfdp.exe"),
        ("a\u2067b\u2069c", "abc"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("nul\0l", "null"),
        ("Z" + "\u0301\u0320\u0334" * 60, "Ź\u0334\u0320"),
        ("e" + "\u0301", "é"),
        ("e\u200d\u0301", "é"),
        ("a\u200db", "ab"),
        ("7\ufe0f", "7"),
        ("x\ufe0f\ufe0f", "x"),
        ("🎵\u200d\u200d🎵", "🎵\u200d🎵"),
        ("🏴\U000e0067\U000e007f", "🏴"),
        ("م" + "\u064b\u200d" * 40, "م" + "\u064b\u200d" * 6),
    ],
)
def test_it_takes_away_what_is_not_seen(text: str, clean: str) -> None:
    assert line(text) == clean


def test_it_keeps_the_lines_of_prose() -> None:
    assert (
        prose("\r\n one  two \r\n\r\n\r\n\r\nthree\u2028four\n\u200b\n") == "one two\n\nthree\nfour"
    )


@settings(max_examples=600, deadline=None)
@given(texts)
@example("\U000e0041\u0301🏴" + FLAGS[0] + "\u200d\u0301")
@example("क\u200d\u17b4\u200c\u0941")
@example("1\ufe0f\u034f\u20e3")
def test_whatever_comes_out_can_be_seen(text: str) -> None:
    for clean in (line(text), prose(text)):
        visible = clean
        for flag in FLAGS:
            visible = visible.replace(flag, "🏴")
        codes = list(map(ord, visible))
        assert not (set(codes) - ATTACHED) & set(IGNORABLE)
        assert not any(
            unicodedata.category(one) in ("Cc", "Cs", "Co", "Zl", "Zp")
            for one in visible.replace("\n", "")
        )
        assert clean == clean.strip() and "  " not in clean
        _assert_marks_stand_on_letters(visible)
    assert "\n" not in line(text)


def _assert_marks_stand_on_letters(text: str) -> None:
    marks, base = 0, " "
    for letter in text:
        if unicodedata.category(letter)[0] == "M" or ord(letter) in ATTACHED:
            assert not base.isspace(), "a mark on nothing"
            marks += unicodedata.category(letter)[0] == "M"
            assert marks <= 6
        else:
            marks, base = 0, letter


@settings(max_examples=600, deadline=None)
@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (line, prose):
        once = clean(text)
        assert clean(once) == once == unicodedata.normalize("NFC", once)
    assert line(prose(text)) == line(text)
