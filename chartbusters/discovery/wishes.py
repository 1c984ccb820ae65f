"""What somebody looks for among the songs, read from an address: words, groups, an order, and where
the page before ended."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from chartbusters.compositions.models import LONGEST_TAG
from chartbusters.discovery.facts import genres_known
from chartbusters.discovery.terms import Term, sorted_into, terms_of, terms_typed
from chartbusters.web.errors import Refusal
from generation.techniques import TECHNIQUES

FRESH, LOVED, HEARD = "fresh", "loved", "heard"
SORTS = {FRESH: "Fresh", LOVED: "Loved", HEARD: "Heard"}
FIGURES = {LOVED: "hearts", HEARD: "plays"}  # columns by which songs stand, the fresh ones by none
_PLACE = re.compile(r"(\d{1,9})-(\d{1,18})", re.ASCII)
_SLUG = re.compile(r"[-\w]{1,100}", re.ASCII)


class Place(NamedTuple):
    """Where in an order a song stands: its figure there (hearts, plays) and its key."""

    figure: int
    key: int

    def __str__(self) -> str:
        return f"{self.figure}-{self.key}"


class Wish(NamedTuple):
    """What is looked for. Empty words and groups narrow nothing."""

    q: str = ""
    genre: str = ""
    technique: str = ""
    tag: str = ""
    challenge: str = ""
    sort: str = FRESH

    @property
    def terms(self) -> list[Term]:
        """The words that a song must have. Raises `Refusal` for too many."""
        groups = {"genre": self.genre, "technique": self.technique, "tag": self.tag}
        into = [Term(sorted_into(kind, name)) for kind, name in groups.items() if name]
        return terms_typed(self.q) + into

    @property
    def figure(self) -> str:
        """The column by which songs stand; empty: they stand by when they were first shown."""
        return FIGURES.get(self.sort, "")

    @property
    def narrows(self) -> bool:
        return bool(self.terms or self.challenge)

    def query(self, **changes: str) -> str:
        """It as an address says it, without what says nothing."""
        told = {**self._asdict(), **changes}
        if told["sort"] == FRESH:
            del told["sort"]
        return urlencode({name: value for name, value in told.items() if value})


def wish_read(given: Mapping[str, str]) -> Wish:
    """Raises `Refusal` for what there is none of."""
    told = {name: given.get(name, "").strip() for name in Wish._fields}
    wish = Wish(**{**told, "sort": told["sort"] or FRESH})
    _refuse_unknown("sort", wish.sort, list(SORTS))
    _refuse_unknown("genre", wish.genre, ["", *genres_known()])
    _refuse_unknown("technique", wish.technique, ["", *TECHNIQUES])
    if wish.challenge and not _SLUG.fullmatch(wish.challenge):
        raise Refusal("invalid", "There is no challenge of this name.", field="challenge")
    if wish.tag and (len(wish.tag) > LONGEST_TAG or not terms_of(wish.tag)):
        raise Refusal("invalid", "There is no tag like this.", field="tag")
    assert wish.terms is not None  # noqa: S101  read once, so that too many are refused here
    return wish


def place_read(text: str | None) -> Place | None:
    """None for the beginning, and for what is no place."""
    known = _PLACE.fullmatch(text or "")
    return Place(int(known[1]), int(known[2])) if known else None


def _refuse_unknown(field: str, value: str, known: list[str]) -> None:
    if value not in known:
        named = ", ".join(filter(None, known))
        raise Refusal("invalid", f"The {field} is one of {named}.", field=field)
