"""Words that songs are found by: what is written becomes small words without accents, the same for
both databases, and what somebody types becomes no more than a few of them.

Words hold letters and digits only, so nothing that is typed can be an operator of a search; what
songs are sorted into (`genre:jazz`) has a colon, so nobody comes upon it by typing.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from chartbusters.web.errors import Refusal

MOST_TYPED = 100  # characters
MOST_TERMS = 8
LONGEST_TERM = 40
# From here on the last word finds those that begin with it, for it may not be typed to its end.
SHORTEST_BEGINNING = 3
# Scripts that put no spaces between words give each sign as a word.
_SPACELESS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TERM = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")


def terms_of(text: str) -> list[str]:
    """The words of a text in their order, each once."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return list(dict.fromkeys(term[:LONGEST_TERM] for term in _TERM.findall(bare)))


class Term(NamedTuple):
    """What a song must have: a word, or one that begins so."""

    word: str
    begins: bool = False


def terms_typed(text: str) -> list[Term]:
    """What somebody looks for. One word only may be a beginning: an index gathers all words that
    begin so, which costs more than all the others. Raises `Refusal` for more than we look for at
    once."""
    if len(text) > MOST_TYPED:
        message = f"Look for {MOST_TYPED} characters at most. What you are after needs fewer words."
        raise Refusal("too_long", message, field="q")
    words = terms_of(text)
    if len(words) > MOST_TERMS:
        message = f"Look for {MOST_TERMS} words at most: fewer find more."
        raise Refusal("too_many_words", message, field="q")
    return [Term(word, word is words[-1] and len(word) >= SHORTEST_BEGINNING) for word in words]


def sorted_into(kind: str, name: str) -> str:
    """The word of a group, such as a genre or a tag, which may have several words."""
    return f"{kind}:{''.join(terms_of(name))}"[: 2 * LONGEST_TERM]


def written(terms: Iterable[str]) -> str:
    """Words as a listing keeps them: a space around each, so that a part of the text is one."""
    kept = " ".join(dict.fromkeys(terms))
    return f" {kept} " if kept else ""
