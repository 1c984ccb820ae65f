"""What only an operator can say: terms and privacy, from files that they write. Until they do, the
page says what the software does, and that this is all there is."""

from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

from chartbusters.web.site_pages.guides import ELSEWHERE
from chartbusters.web.site_pages.markdown import drawn

MOST_BYTES = 200_000


def filled(name: str) -> SafeString | None:
    """The operator's words under this name, as Markdown; None while there are none."""
    path = Path(settings.PAGES_DIR) / f"{name}.md"
    try:
        text = path.read_bytes()[:MOST_BYTES].decode("utf-8", "replace")
    except OSError:
        return None
    return drawn(text, link=_address) if text.strip() else None


def _address(target: str) -> str | None:
    return target if target.startswith(("#", "/")) or ELSEWHERE.match(target) else None
