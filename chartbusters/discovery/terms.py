"""Words that songs are found by: what is written becomes small words without accents, the same for
both databases, and what somebody types becomes no more than a few of them.

Words hold letters and digits only, so nothing that is typed can be an operator of a search; what
songs are sorted into (`genre:jazz`) has a colon, so nobody comes upon it by typing.
"""

import re
import unicodedata
from collections.abc import Iterable

from chartbusters.web.errors import Refusal

MOST_TYPED = 100  # characters
MOST_TERMS = 8
LONGEST_TERM = 40
# From here on a word finds those that begin with it; shorter ones would find half of the songs.
SHORTEST_BEGINNING = 3
# Scripts that put no spaces between words give each sign as a word.
_SPACELESS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TERM = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")


def terms_of(text: str) -> list[str]:
    """The words of a text in their order, each once."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return list(dict.fromkeys(term[:LONGEST_TERM] for term in _TERM.findall(bare)))


def terms_typed(text: str) -> list[str]:
    """What somebody looks for. Raises `Refusal` for more than we look for at once."""
    if len(text) > MOST_TYPED:
        message = f"Look for {MOST_TYPED} characters at most. What you are after needs fewer words."
        raise Refusal("too_long", message, field="q")
    terms = terms_of(text)
    if len(terms) > MOST_TERMS:
        message = f"Look for {MOST_TERMS} words at most: fewer find more."
        raise Refusal("too_many_words", message, field="q")
    return terms


def is_beginning(term: str) -> bool:
    """Whether it stands for all words that begin so."""
    return ":" not in term and len(term) >= SHORTEST_BEGINNING


def sorted_into(kind: str, name: str) -> str:
    """The word of a group, such as a genre."""
    return f"{kind}:{name}"


def written(terms: Iterable[str]) -> str:
    """Words as a listing keeps them: a space around each, so that a part of the text is one."""
    kept = " ".join(dict.fromkeys(terms))
    return f" {kept} " if kept else ""
