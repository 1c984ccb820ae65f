"""Whatever list shows a song tells what is heard of it, so that no door plays without counting."""

import re
from itertools import chain

from django.conf import settings

CALL = re.compile(r"{% song_player ([^%]+?) %}")
OWN = {"compositions/library.html"}  # one's own songs, which do not count


def test_every_card_knows_its_song() -> None:
    templates = settings.BASE_DIR / "templates"
    calls = {
        str(path.relative_to(templates)): CALL.findall(path.read_text())
        for path in templates.rglob("*.html")
    }
    found = {name: asked for name, asked in calls.items() if asked and name not in OWN}
    assert len(found) >= 4
    nameless = [one for one in chain.from_iterable(found.values()) if "song.pk" not in one]
    assert nameless == []
