"""The guides in `docs/` as pages: drawn once for a file as it stands."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from chartbusters.web.site_pages.markdown import drawn, headings_of

FOLDER = Path(settings.BASE_DIR) / "docs"
# In the order in which people look for them, with what each is for.
GUIDES = {
    "guide": "Making music, entering a challenge, voting: every page, and every key.",
    "organiser": "Running a challenge: phases, rules, juries, boards, and who may what.",
    "trust": "What a vote counts, and why boards cannot be bought.",
    "scoring": "How music is measured beside real music, and what that cannot tell.",
    "sound": "The instruments, the room, and whom to thank for them.",
    "how-a-model-is-made": "From notes on paper to a band-mate.",
    "scores": "MIDI, MusicXML, ABC and sheet music: what goes out and what comes in.",
    "training": "Training a network of your own.",
    "embedding": "A player for your own pages, and how their scripts steer it.",
    "api": "Everything the site can do, for programs.",
    "operator": "Running the site: settings, backups, upgrades.",
    "learning": "How soon the capsules sound, what they weigh, and what was mended.",
    "features": "What was asked for, what is there, and which test shows it.",
}
ELSEWHERE = re.compile(r"https?://|mailto:")
PAGE = re.compile(r"(?P<name>[a-z-]+)\.md(?P<place>#[a-z0-9-]+)?")


class Guide(NamedTuple):
    name: str
    title: str
    about: str
    page: SafeString
    sections: list[tuple[str, str]]  # words and anchors


def guide_named(name: str) -> Guide | None:
    """None for what is no guide, and for one whose file is not there."""
    path = FOLDER / f"{name}.md"
    if name not in GUIDES or not path.is_file():
        return None
    return _guide(name, path.stat().st_mtime_ns)


def guides() -> list[Guide]:
    return [guide for guide in map(guide_named, GUIDES) if guide]


@lru_cache(maxsize=2 * len(GUIDES))
def _guide(name: str, _changed: int) -> Guide:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    headings = headings_of(text)
    sections = [(words, anchor) for depth, words, anchor in headings if depth == 2]
    return Guide(name, headings[0][1], GUIDES[name], drawn(text, link=address_of), sections)


def address_of(target: str) -> str | None:
    """Guides link to each other, to places in themselves, and to files that only a checkout has."""
    if target.startswith("#") or ELSEWHERE.match(target):
        return target
    page = PAGE.fullmatch(target)
    if page is None or page["name"] not in GUIDES:
        return None
    return reverse("guide", args=[page["name"]]) + (page["place"] or "")
