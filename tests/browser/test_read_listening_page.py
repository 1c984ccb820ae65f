"""The page of a listening test on a narrow screen: nothing of it runs over the edge but the
pictures, which move together, and who plays stays in sight."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from chartbusters.listening import page as listening
from generation.music.song import Song
from tests.generation.listening.packs import write_pack

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEFTS = "all => all.map(one => Math.round(one.getBoundingClientRect().left))"


@pytest.fixture
def narrow(
    new_page: "Callable[..., Page]",
    tmp_path: Path,
    sample_song: Callable[..., Song],
    monkeypatch: pytest.MonkeyPatch,
) -> "Page":
    """A page of one melody, without its recordings."""
    monkeypatch.setattr(listening, "record_song", lambda song, place: False)
    pack, out = write_pack(tmp_path, sample_song), tmp_path / "page"
    call_command("listen", out, genre="folk", data=pack, bars=8, melodies=1)
    page = new_page(color_scheme="dark", viewport={"width": 390, "height": 844})
    page.goto((out / "index.html").as_uri())
    return page


def test_pictures_move_together_by_keyboard(narrow: "Page") -> None:
    rolls, makers = narrow.locator(".roll"), narrow.locator(".who")
    before, who = rolls.evaluate_all(LEFTS), makers.evaluate_all(LEFTS)
    narrow.locator(".rolls").focus()
    narrow.keyboard.press("ArrowRight")
    narrow.wait_for_function("document.querySelector('.rolls').scrollLeft > 20")
    after = rolls.evaluate_all(LEFTS)
    assert len(set(before)) == len(set(after)) == 1 and after < before
    assert makers.evaluate_all(LEFTS) == who
    assert narrow.evaluate("document.documentElement.scrollWidth") == 390
