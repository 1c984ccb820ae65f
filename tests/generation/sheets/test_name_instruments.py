"""Sheets and stems name instruments as the studio does."""

import re

from django.conf import settings

from generation.sheets.instruments import INSTRUMENTS


def test_as_the_studio_does() -> None:
    source = (settings.BASE_DIR / "frontend/src/music/instruments.ts").read_text()
    names = re.search(r"NAMES = `([^`]+)`", source)
    assert names
    assert len(INSTRUMENTS) == 128
    assert re.split(r"[|\n]", names[1].strip()) == INSTRUMENTS
