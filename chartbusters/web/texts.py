"""Words that people write, as they are kept: within bounds, and nothing in them that hides, reverses or overflows."""

import re
import unicodedata

from chartbusters.web.errors import Refusal

# Controls, half surrogates, marks that turn the direction of what follows, tags, and spaces of no width. Not the
# joiners that emoji and some scripts need (U+200C, U+200D).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANK = frozenset("\u3164\u115f\u1160\uffa0\u2800")  # letters without a shape
MOST_MARKS = 6  # accents over one letter; more of them climb over the lines above


def line_of(text: str, *, most: int, field: str) -> str:
    """One line without spaces at its ends; empty when there is nothing to see. Raises `Refusal` when it is too long."""
    line = " ".join(_seen(text).split())
    _refuse_long(line, most, field)
    return line if _visible(line) else ""


def prose_of(text: str, *, most: int, field: str) -> str:
    """Some lines of text. Raises `Refusal` when it is too long."""
    prose = _seen(text.replace("\r\n", "\n").replace("\r", "\n")).strip()  # forms send both signs for one line break
    _refuse_long(prose, most, field)
    return prose if _visible(prose) else ""


def _refuse_long(text: str, most: int, field: str) -> None:
    if len(text) > most:
        name = field.replace("_", " ").capitalize()
        message = f"{name} has {most:,} characters at most; yours has {len(text):,}. Nothing was changed."
        raise Refusal("too_long", message, field=field)


def _seen(text: str) -> str:
    kept, marks = [], 0
    for letter in _UNSEEN.sub("", text):
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _visible(text: str) -> bool:
    return any(letter not in _BLANK and unicodedata.category(letter)[0] in "LNPS" for letter in text)
