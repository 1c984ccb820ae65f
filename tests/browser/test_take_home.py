"""A song is read as sheet music, taken home in each format, and brought along again: MusicXML and
ABC, by drop and by button, with changes of mind."""

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generation.music.song import Song
from generation.music.upload import read_upload
from tests.browser.axe import AXE, violations
from tests.browser.people import sign_up
from tests.browser.studio import STATE, drop, open_menu, open_studio, take_melody
from tests.browser.test_share_page import save
from tests.browsers import patience, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

TUNE = b'X:1\nT:The Kesh\nM:6/8\nL:1/8\nK:G\n|:"G"GAG GAB|"Am"ABA ABd:|\n'
SHOWN = """document.querySelector('piano-roll').state.song.tracks[0].notes
    .map(({ onset, pitch, length, velocity }) => [onset, pitch, length, velocity])"""
WIDTHS = [(1440, 900), (1366, 768), (390, 844)]


def shared_song(new_page: "Callable[..., Page]", song: Song, name: str) -> tuple["Page", str]:
    maker = new_page()
    sign_up(maker, name)
    address = save(maker, song, "Walk Home")
    maker.goto(address)
    maker.get_by_label("Everybody").check()
    maker.get_by_role("button", name="Save").first.click()
    return maker, address


@pytest.fixture
def shared(
    new_page: "Callable[..., Page]", sample_song: "Callable[..., Song]"
) -> tuple["Page", str]:
    name = f"sheet-maker-{secrets.token_hex(3)}"  # one site serves all of these tests
    return shared_song(new_page, sample_song(bars=12, band=True), name)


def test_the_sheet_is_read_at_every_width_in_both_colours(
    shared: tuple["Page", str], new_page: "Callable[..., Page]", pictures: Path
) -> None:
    _, address = shared
    for width, height in WIDTHS:
        for scheme in ("light", "dark"):
            page = new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(address)
            page.get_by_role("link", name="Sheet music").click()
            shown = page.locator(".paper img:visible").first
            wait_for(
                page, "[...document.images].some((img) => img.offsetParent && img.naturalWidth)"
            )
            assert "bars 1 to 12" in str(shown.get_attribute("alt"))
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.screenshot(path=pictures / f"sheet-{width}-{scheme}.png", full_page=True)
            page.goto(f"{address}formats/")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.screenshot(path=pictures / f"formats-{width}-{scheme}.png", full_page=True)
            page.close()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
def test_axe_finds_nothing(shared: tuple["Page", str], new_page: "Callable[..., Page]") -> None:
    maker, address = shared
    for page in (new_page(color_scheme="dark"), new_page(color_scheme="light"), maker):
        for part in ("sheet/", "formats/"):
            page.goto(address + part)
            page.evaluate(AXE.read_text())
            assert violations(page) == []


def test_each_format_is_taken_home(shared: tuple["Page", str], tmp_path: Path) -> None:
    maker, address = shared
    maker.goto(f"{address}formats/")
    for name, ending in (("MusicXML", "musicxml"), (".mxl", "mxl"), ("MIDI", "mid")):
        saved = taken(maker, name, tmp_path)
        assert saved.name == f"Walk Home.{ending}"
        assert read_upload(saved.read_bytes()).song.note_count > 40
    maker.get_by_role("button", name="Make FLAC").click()
    maker.get_by_text("It is being made").wait_for()
    link = maker.get_by_role("link", name="Download FLAC")
    link.wait_for(timeout=patience())
    assert taken(maker, "Download FLAC", tmp_path).read_bytes()[:4] == b"fLaC"


def taken(page: "Page", name: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    saved = folder / download.value.suggested_filename
    download.value.save_as(saved)
    return saved


def test_scores_and_tunes_are_opened_five_times_with_a_change_of_mind(
    page: "Page", tmp_path: Path
) -> None:
    open_studio(page)
    take_melody(page)
    before: Any = page.evaluate(SHOWN)
    with page.expect_download() as download:
        open_menu(page, "song")
        page.get_by_role("button", name="Export MusicXML").click()
    score = tmp_path / download.value.suggested_filename
    download.value.save_as(score)
    assert score.name == "Ode to Joy.musicxml"
    tune = tmp_path / "kesh.abc"
    tune.write_bytes(TUNE)
    dialog = page.locator("#import-dialog")
    for turn in range(5):
        drop(page, "kesh.abc", TUNE)
        dialog.get_by_role("heading", name="The Kesh").wait_for()
        assert "The key signature is left out." in dialog.inner_text()
        if turn % 2:
            page.keyboard.press("Escape")
            wait_for(page, "!document.querySelector('#import-dialog').open")
        else:
            dialog.get_by_role("button", name="Open").click()
            wait_for(page, f"{STATE}.notes[0] === 24")
        page.locator("#import-file").set_input_files(score)
        dialog.get_by_role("heading", name="Ode to Joy").wait_for()
        page.keyboard.press("Enter")
        wait_for(page, "!document.querySelector('#import-dialog').open")
        assert page.evaluate(SHOWN) == before
    page.locator("#import-file").set_input_files(tune)
    dialog.get_by_role("button", name="Open").click()
    wait_for(page, f"{STATE}.notes[0] === 24")
    page.keyboard.press("Control+z")
    wait_for(page, f"JSON.stringify({SHOWN}) === {str(before).replace(' ', '')!r}")


def test_a_hostile_score_is_refused_in_words(page: "Page") -> None:
    open_studio(page)
    take_melody(page)
    drop(page, "evil.musicxml", b'<!DOCTYPE a [<!ENTITY x "y">]><score-partwise>&x;')
    page.get_by_role("alert").get_by_text("declares entities").wait_for()
    drop(page, "note.xml", b"<note>to self</note>")
    page.get_by_role("alert").get_by_text("no MusicXML score").wait_for()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return Path(os.environ.get("SHOTS") or tmp_path)
