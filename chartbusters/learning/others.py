"""The last page, read from `texts/`: techniques that the site does not use, beside its own."""

import re
from functools import lru_cache
from typing import NamedTuple

from chartbusters.learning.capsules import TEXTS, Step, fields_of, step_of

FILE = TEXTS / "others.md"


class LastPage(NamedTuple):
    title: str
    about: str
    sections: tuple[Step, ...]


def last_page() -> LastPage:
    """As the file stands now."""
    return _read(FILE.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(_changed: int) -> LastPage:
    text = FILE.read_text(encoding="utf-8")
    head, *bodies = re.split(r"(?m)^(?=## )", text)
    fields = fields_of(head)
    return LastPage(fields["title"], fields["about"], tuple(map(step_of, bodies)))
