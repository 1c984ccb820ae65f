"""What only an operator can say: terms, privacy, accessibility and who they are, from files that
they write. Until they do, the page says what the software does, and that this is all there is."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString

from chartbusters.web.site_pages.guides import ELSEWHERE
from chartbusters.web.site_pages.markdown import drawn

MOST_BYTES = 200_000
PAGES = ("terms", "privacy", "accessibility", "imprint")


class Filled(NamedTuple):
    """An operator's words, drawn, and when their file was changed last."""

    page: SafeString
    changed: datetime


def filled(name: str) -> Filled | None:
    """What the operator says under this name; None while that is nothing."""
    path = Path(settings.PAGES_DIR) / f"{name}.md"
    try:
        stat = path.stat()
        return _drawn(path, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return None


@lru_cache(maxsize=2 * len(PAGES))
def _drawn(path: Path, changed: int, _size: int) -> Filled | None:
    """Once for a file as it stands: anybody may ask for it, as often as they like."""
    with path.open("rb") as file:
        text = file.read(MOST_BYTES).decode("utf-8-sig", "replace")
    if not text.strip():
        return None
    when = datetime.fromtimestamp(changed / 1e9, UTC)
    return Filled(drawn(text, link=_address), when)


def _address(target: str) -> str | None:
    ours = target.startswith(("#", "/")) and not target.startswith("//")
    return target if ours or ELSEWHERE.match(target) else None
