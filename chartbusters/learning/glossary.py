"""The words that the capsules use, read from `texts/`: a heading a word, and what it means."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString

from chartbusters.learning.capsules import TEXTS
from chartbusters.learning.parts import words_drawn

ENTRY = re.compile(r"(?m)^## +(?P<title>.+?) +\{(?P<name>[a-z-]+)\}$")
FILE = TEXTS / "words.md"


class Word(NamedTuple):
    name: str
    title: str
    meaning: SafeString


def words() -> list[Word]:
    """All of them, in the order of letters."""
    return _read(FILE.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(_changed: int) -> list[Word]:
    _, *parts = ENTRY.split(FILE.read_text(encoding="utf-8"))
    entries = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    found = [Word(name, title, words_drawn(text.strip())) for title, name, text in entries]
    return sorted(found, key=lambda word: word.title.casefold())
