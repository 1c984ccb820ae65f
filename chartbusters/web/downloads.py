"""Files that people take home: their names, and a policy by which a browser that opens one lets it
do nothing."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.decorators import csp_update

View = TypeVar("View", bound=Callable[..., Any])

_FORBIDDEN = frozenset('/\\:*?"<>|')
LONGEST = 100


def file_name(title: str, ending: str) -> str:
    """A name for a downloaded file that no file system stumbles over; send it through RFC 6266's
    header."""
    kept = "".join(
        " " if letter in _FORBIDDEN else letter for letter in title if letter.isprintable()
    )
    return f"{' '.join(kept.split()).strip('. ')[:LONGEST].strip('. ') or 'song'}.{ending}"


def sandboxed(view: View) -> View:
    """For what people have made: opened by itself, it has no scripts, no forms and no origin,
    whatever is in it."""
    return cast(View, csp_update({"sandbox": True})(cast(Any, view)))
