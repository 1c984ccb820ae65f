"""The notes of a song are shown as pages to whoever may hear it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_create
from generation.music.song import Meter, Note, Song, Track
from generation.sheets import engraving

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/walk-home/"
PARTS = ["sheet/", "sheet-1-1.svg", "sheet-1-narrow.svg", "song.musicxml", "song.mxl", "formats/"]


@pytest.fixture
def pictures(settings: Any, tmp_path: Any) -> Any:
    settings.PREPARED_DIR = tmp_path / "prepared"
    return settings.PREPARED_DIR


def test_it_works_for_a_visitor(
    alice: Any, visitor: Client, shown: Callable[..., Composition], pictures: Any
) -> None:
    shown(alice)
    page = visitor.get(f"{ADDRESS}sheet/").content.decode()
    assert "<h1>Walk Home</h1>" in page and "4 bars" in page
    assert f'src="{ADDRESS}sheet-1-1.svg"' in page
    assert 'alt="Sheet music of Walk Home, bars 1 to 4, page 1 of 1"' in page
    picture = visitor.get(f"{ADDRESS}sheet-1-1.svg")
    assert picture["Content-Type"].startswith("image/svg+xml")
    text = picture.content.decode()
    assert 'class="harm' in text and "<style" not in text and "<script" not in text
    assert "sandbox" in picture["Content-Security-Policy"]


def test_it_is_drawn_once(
    alice: Any, visitor: Client, shown: Any, pictures: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(alice)
    first = visitor.get(f"{ADDRESS}sheet-1-1.svg").content

    def never(question: bytes) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(engraving, "_drawn", never)
    assert visitor.get(f"{ADDRESS}sheet-1-1.svg").content == first


def test_a_long_song_comes_in_parts(alice: Any, visitor: Client, shown: Any, pictures: Any) -> None:
    shown(alice, bars=40)
    first = visitor.get(f"{ADDRESS}sheet/").content.decode()
    assert "part 1 of 2" in first and 'href="?part=2"' in first
    second = visitor.get(f"{ADDRESS}sheet/?part=2").content.decode()
    assert "Bars 33 to 40, part 2 of 2" in second and 'href="?part=1"' in second
    for behind in ("3", "0", "99999999"):
        assert visitor.get(f"{ADDRESS}sheet/?part={behind}").status_code in (200, 404)
    assert visitor.get(f"{ADDRESS}sheet/?part=3").status_code == 404
    assert visitor.get(f"{ADDRESS}sheet-1-9.svg").status_code == 404


def test_a_busy_machine_is_said(
    alice: Any, visitor: Client, shown: Any, pictures: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(alice)

    def busy(question: bytes) -> bytes:
        raise engraving.EngravingError("busy", "Many sheets are being drawn just now.")

    monkeypatch.setattr(engraving, "_drawn", busy)
    answer = visitor.get(f"{ADDRESS}sheet/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


@pytest.mark.parametrize("part", PARTS)
def test_it_requires_the_maker_for_what_is_private(
    alice: Any,
    bob: Any,
    charlie: Any,
    visitor: Client,
    client_of: Any,
    shown: Any,
    pictures: Any,
    part: str,
) -> None:
    shown(alice, visibility="private")
    mine = client_of(alice).get(ADDRESS + part)
    assert mine.status_code == 200
    assert "no-store" in mine["Cache-Control"] or "no-cache" in mine["Cache-Control"]
    assert mine["X-Robots-Tag"] == "noindex"
    for who in (client_of(bob), client_of(charlie), visitor):
        assert who.get(ADDRESS + part).status_code == 404


def test_the_page_of_the_song_leads_there(alice: Any, visitor: Client, shown: Any) -> None:
    shown(alice)
    page = visitor.get(ADDRESS).content.decode()
    assert f'href="{ADDRESS}sheet/"' in page and f'href="{ADDRESS}formats/"' in page


def test_a_song_of_endless_bars_says_so(alice: Any, client_of: Any, pictures: Any) -> None:
    song = Song((Track((Note(0, 60, 250_000),)),), meters=(Meter(0, 1, 64),))
    composition_create(owner=alice, song=song, title="Walk Home", visibility="private")
    answer = client_of(alice).get(f"{ADDRESS}sheet/")
    assert answer.status_code == 409 and b"more than can be written down" in answer.content
    assert client_of(alice).get(f"{ADDRESS}song.musicxml").status_code == 409
