"""The words that the capsules use, read from `texts/`: a heading a word, and what it means."""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from chartbusters.learning.capsules import TEXTS
from chartbusters.learning.parts import words_drawn

ENTRY = re.compile(r"(?m)^## +(?P<title>.+?) +\{(?P<name>[a-z-]+)\}$")
FILE = TEXTS / "words.md"
SENTENCE = re.compile(r".+?[.!?](?= [A-Z]|$)", re.DOTALL)
# The word behind a parameter of a model, or of a training run.
PARAMETERS = {
    "batch": "batch",
    "considered": "likelihood",
    "creative_risk": "temperature",
    "creativity": "temperature",
    "epochs": "epoch",
    "iterations": "sampling-pass",
    "learning_rate": "learning-rate",
    "refine": "sampling-pass",
    "seed": "seed",
    "surprise": "temperature",
    "temperature": "temperature",
    "top_k": "top-k",
    "top_p": "top-p",
    "update_ratio": "update-ratio",
    "width": "width",
}


class Word(NamedTuple):
    name: str
    title: str
    meaning: SafeString

    @property
    def short(self) -> str:
        """Its first sentence, as plain text."""
        text = " ".join(unescape(strip_tags(self.meaning)).split())
        found = SENTENCE.match(text)
        return found[0] if found else text


def words() -> list[Word]:
    """All of them, in the order of letters."""
    return _read(FILE.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(_changed: int) -> list[Word]:
    _, *parts = ENTRY.split(FILE.read_text(encoding="utf-8"))
    entries = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    found = [Word(name, title, words_drawn(text.strip())) for title, name, text in entries]
    return sorted(found, key=lambda word: word.title.casefold())


def word_named(name: str) -> Word:
    """A word that pages link to. Raises `LookupError` for what the glossary has not."""
    found = next((each for each in words() if each.name == name), None)
    if found is None:
        raise LookupError(f"the glossary has no {name!r}")
    return found
