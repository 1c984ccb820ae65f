"""What people write, cleaned: names and titles in one line, notes in several. All that is left can
be seen.

Whatever the door (a form, the API, a MIDI file's track names), a text is stored as one of these two
functions returns it. Letters of every script stay, with the joiners and marks that the script
needs, and so do emoji.
"""

import re
import unicodedata
from dataclasses import dataclass
from string import ascii_lowercase

MARKS_OF_ANY_LETTER = (
    3  # accents that stack on whatever stands before: Vietnamese and phonetics need two
)
MARKS_OF_A_SCRIPT = 6  # Hebrew with points and accents has five on a letter, Burmese as many
ZWNJ, ZWJ = "\u200c", "\u200d"
EMOJI_STYLE, KEYCAP, BLACK_FLAG = "\ufe0f", "\u20e3", "\U0001f3f4"
# The three flags that are written in tags, which nobody can see anywhere else: England, Scotland,
# Wales.
AS_TAGS = {ord(letter): 0xE0000 + ord(letter) for letter in ascii_lowercase}
TAGGED_FLAGS = tuple(name.translate(AS_TAGS) + "\U000e007f" for name in ("gbeng", "gbsct", "gbwls"))
BLANKS = frozenset("\u2800")  # braille without a dot: seen as a space
# Called letters, marks or symbols, and seen as nothing: fillers of Hangul and Khmer, a notehead
# without a head.
UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\U00016fe4\U0001d159\U00013441\U00013442"
)
# Formats that are seen: signs written around numbers in Arabic, Syriac and Kaithi.
SEEN_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)


@dataclass(frozen=True)
class Span:
    """Some ranges of letters, each with its first and last one."""

    ranges: tuple[tuple[int, int], ...]

    def __contains__(self, letter: str) -> bool:
        return any(first <= ord(letter) <= last for first, last in self.ranges)


# drawn as nothing, also those to come
IGNORABLE = Span(((0x2065, 0x2065), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF)))
NEVER = Span(((0xFDD0, 0xFDEF), (0xD800, 0xDFFF)))  # no characters
STACKING = Span(
    ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F))
)
JOINING = (
    Span(  # Arabic and its neighbours, the scripts of India, Tibet, Burma, Cambodia and Mongolia
        (
            (0x0620, 0x0DFF),
            (0x0F40, 0x109F),
            (0x1780, 0x18AA),
            (0xA840, 0xABFF),
            (0x11000, 0x1145F),
            (0xFB50, 0xFDFF),
        )
    )
)
PICTURES = Span(((0x2190, 0x2BFF), (0x1F000, 0x1FAFF)))
STYLED = Span(  # pictures that may also be drawn as letters
    (
        *(
            (single, single)
            for single in (0x00A9, 0x00AE, 0x203C, 0x2049, 0x2122, 0x2139, 0x3030, 0x303D)
        ),
        *((0x3297, 0x3299), *PICTURES.ranges),
    )
)
IDEOGRAPHS = Span(((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)))
MONGOLIAN = Span(((0x1820, 0x18AA),))
SHAPES = (  # variation selectors, and what they may follow
    (Span(((0xFE0E, 0xFE0F),)), STYLED),
    (Span(((0xFE00, 0xFE02), (0xE0100, 0xE01EF))), IDEOGRAPHS),
    (Span(((0x180B, 0x180D), (0x180F, 0x180F))), MONGOLIAN),
)
SELECTORS = Span(((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180D), (0x180F, 0x180F)))


def line(text: str) -> str:
    """A name or a title: one line, single spaces."""
    return " ".join(_settled(text).split())


def prose(text: str) -> str:
    """Words of several lines; between two paragraphs stands one empty line."""
    breaks = re.sub(r"\r\n?|[\u0085\u2028\u2029\v\f]", "\n", text)
    whole = "\n".join(line(part) for part in breaks.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", whole).strip("\n")


def clipped(text: str, most: int) -> str:
    """A line of no more than so many letters: for names that come with a file, which nobody can be
    asked to change."""
    return line(line(text[: 8 * most])[:most])


def _settled(text: str) -> str:
    """Cleaned until nothing changes: what is taken away may bring a letter and its accent
    together."""
    if text.isascii() and text.isprintable():
        return text
    # Composed last: putting a thousand marks in order takes the square of their number.
    while (cleaned := unicodedata.normalize("NFC", _visible(text))) != text:
        text = cleaned
    return text


def _visible(text: str) -> str:
    kept: list[str] = []
    at = 0
    while at < len(text):
        if flag := _tagged_flag(text, at):
            kept.extend(flag)
            at += len(flag)
            continue
        kept.append(_kept(text[at], kept, text[at + 1 : at + 2]))
        at += 1
        if not kept[-1]:
            kept.pop()
    return "".join(kept)


def _tagged_flag(text: str, at: int) -> str:
    if text[at] != BLACK_FLAG:
        return ""
    return next((BLACK_FLAG + tags for tags in TAGGED_FLAGS if text.startswith(tags, at + 1)), "")


def _kept(letter: str, before: list[str], after: str) -> str:
    """What stays of one letter, after those that stayed before it."""
    kind = unicodedata.category(letter)
    if letter in "\t\n\r\v\f\x85" or kind in ("Zs", "Zl", "Zp") or letter in BLANKS:
        return " "
    if letter in (ZWJ, ZWNJ):
        return letter if _may_join(letter, before, after) else ""
    if letter in SELECTORS:
        return letter if _may_shape(letter, before, after) else ""
    if letter in UNSEEN or letter in IGNORABLE or letter in NEVER or ord(letter) & 0xFFFE == 0xFFFE:
        return ""
    if kind in ("Cc", "Cs", "Co") or (kind == "Cf" and letter not in SEEN_FORMATS):
        return ""
    return letter if kind[0] != "M" or _may_mark(letter, before) else ""


def _may_join(joiner: str, before: list[str], after: str) -> bool:
    """Joiners shape what stands before them: letters of scripts that join, and pictures put
    together into one."""
    last = before[-1] if before else " "
    if last in JOINING:
        return joiner == ZWJ or (bool(after) and after in JOINING)
    pictured = last == EMOJI_STYLE or last in PICTURES
    return joiner == ZWJ and pictured and bool(after) and after in PICTURES


def _may_shape(selector: str, before: list[str], after: str) -> bool:
    last = before[-1] if before else " "
    if last in "0123456789#*":
        return selector == EMOJI_STYLE and after == KEYCAP
    return any(selector in selectors and last in bases for selectors, bases in SHAPES)


def _may_mark(mark: str, before: list[str]) -> bool:
    """A mark needs a letter to stand on, and a letter bears a few."""
    stacked = marks = 0
    for letter in reversed(before):
        if letter in (ZWJ, ZWNJ):
            continue  # or a joiner after each mark would let them pile up
        if unicodedata.category(letter)[0] != "M":
            break
        marks += 1
        stacked += letter in STACKING
    else:
        return False
    if letter == " " or marks >= MARKS_OF_A_SCRIPT:
        return False
    return mark not in STACKING or stacked < MARKS_OF_ANY_LETTER
