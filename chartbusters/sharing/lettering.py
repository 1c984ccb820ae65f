"""Words in pictures, in any script: each letter from the first of some fonts that has it.

DejaVu has the letters of Europe and of Arabic; Unifont, whose letters are of dots, has one for
nearly all others, Chinese, Japanese and Korean among them. An operator may name better ones for the
scripts of their people (PREVIEW_FONTS), which come between the two. What no font has, emoji among
them, is left out. Both come from packages and are put into their folder by the build of the front
end.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from chartbusters.sharing.sheets import Colour

FOLDER = settings.BASE_DIR / "frontend" / "fonts"
FIRST, LAST = "DejaVuSans-Bold.ttf", "unifont-latin-400-normal.woff"
# Joiners and variation selectors ask for what these fonts do not have.
UNSEEN = frozenset("\u200d\ufe0e\ufe0f")
MISSING = "\U0010ffff"  # no letter, which every font draws as what it lacks
MOST_MARKS = 2  # above and below one letter: some stack them by the hundred
STACKED = ("Mn", "Me")
MOST_LETTERS = 200

Face = ImageFont.FreeTypeFont
Run = tuple[Face, str]


def write(image: Image.Image, text: str, at: tuple[int, int], size: int, colour: Colour) -> None:
    """One line, its left upper corner at this place. What goes beyond the edge is left out."""
    x, y = at
    runs = _runs(text, size)
    if _from_right(text):
        runs.reverse()
    draw = ImageDraw.Draw(image)
    for face, part in runs:
        draw.text((x, y + size), part, font=face, fill=tuple(colour), anchor="ls")
        x += round(face.getlength(part))


def lines_of(text: str, *, size: int, width: int, most: int) -> list[str]:
    """The text in so many lines at most, each no wider than this; what is left out is dots."""
    lines = [""]
    for word in _words(_plain(text)):
        if _fits(lines[-1] + word, size, width):
            lines[-1] += word
        else:
            lines += list(_broken(word.lstrip(), size, width))
        if len(lines) > most + 1:
            break
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _dotted(lines[most - 1], size, width)]


def _plain(text: str) -> str:
    """What is drawn of a text: no unseen signs, and few marks on one letter."""
    kept, marks = "", 0
    for letter in unicodedata.normalize("NFC", text)[:MOST_LETTERS]:
        marks = marks + 1 if unicodedata.category(letter) in STACKED else 0
        seen = letter == " " or (letter not in UNSEEN and _has_face(letter))
        if seen and marks <= MOST_MARKS:
            kept += letter
    return " ".join(kept.split())


def _words(text: str) -> Iterator[str]:
    """Parts between which a line may end: words with the space before them, and single letters of
    scripts that write without spaces."""
    part = ""
    for letter in text:
        alone = unicodedata.east_asian_width(letter) in "WF"
        if part and (alone or letter == " "):
            yield part
            part = ""
        part += letter
        if alone:
            yield part
            part = ""
    if part:
        yield part


def _broken(word: str, size: int, width: int) -> Iterator[str]:
    """A word, in pieces where it is wider than a line."""
    piece = ""
    for letter in word:
        if piece and not _fits(piece + letter, size, width):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _dotted(line: str, size: int, width: int) -> str:
    while line and not _fits(f"{line}…", size, width):
        line = line[:-1]
    return f"{line.rstrip()}…"


def _fits(text: str, size: int, width: int) -> bool:
    return sum(face.getlength(part) for face, part in _runs(text, size)) <= width


def _runs(text: str, size: int) -> list[Run]:
    """Parts that one font draws. Marks stay with their letter, and spaces with what is before."""
    faces: list[int] = []
    for letter in text:
        follows = bool(faces) and (letter == " " or unicodedata.category(letter)[0] == "M")
        faces.append(faces[-1] if follows else _face_of(letter) or 0)
    by_face = groupby(zip(faces, text, strict=True), key=lambda pair: pair[0])
    return [(_faces(size)[face], _joined(pairs)) for face, pairs in by_face]


def _joined(pairs: Iterable[tuple[int, str]]) -> str:
    return "".join(letter for _, letter in pairs)


def _has_face(letter: str) -> bool:
    return letter.isprintable() and _face_of(letter) is not None


@lru_cache(maxsize=4096)
def _face_of(letter: str) -> int | None:
    """The first font that has it."""
    faces = _faces(16)
    has = (number for number, face in enumerate(faces) if _drawn(face, letter) != _lack(number))
    return next(has, None)


@lru_cache(maxsize=8)
def _lack(number: int) -> bytes:
    return _drawn(_faces(16)[number], MISSING)


def _drawn(face: Face, letter: str) -> bytes:
    mask = face.getmask(letter)
    return bytes(mask) + repr(mask.size).encode()


@lru_cache(maxsize=8)
def _faces(size: int) -> list[Face]:
    own = map(Path, settings.PREVIEW_FONTS)
    return [ImageFont.truetype(path, size) for path in (FOLDER / FIRST, *own, FOLDER / LAST)]


def _from_right(text: str) -> bool:
    """Whether the first letter that says so is of a script that runs to the left."""
    ways = map(unicodedata.bidirectional, text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"
