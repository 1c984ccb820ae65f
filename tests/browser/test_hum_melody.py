"""A melody is hummed, looked at, put right and taken into the song; nothing of it is sent."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generation.music.midi import read_midi
from tests.browser.axe import AXE, violations
from tests.browser.hums import hearing, hum
from tests.browser.studio import NOTES, STATE, drop, open_menu, open_studio, take_melody
from tests.browsers import FLAGS, chromium_program, patience, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.servers import Site

TUNE = [57, 60, 60, 64, 62]
PITCHES = f"{NOTES}.map((note) => note.pitch)"


def read(page: "Page", name: str) -> str:
    return page.locator(f'[data-hum="{name}"]').inner_text()


def press(page: "Page", name: str) -> None:
    page.locator(f'[data-hum="{name}"]').click()


def open_humming(page: "Page") -> None:
    open_menu(page, "song")
    page.locator('.song-menu [data-command="hum"]').click()


def drop_hum(page: "Page", file: Path) -> None:
    drop(page, "hum.wav", file.read_bytes())
    page.locator('[data-hum="accept"]').wait_for(timeout=patience())


@pytest.fixture(scope="module")
def browser(whole_browser: "Browser") -> "Browser":
    """Chromium without windows knows no microphones."""
    return whole_browser


@pytest.fixture
def listener(browser: "Browser", site: "Site", tmp_path: Path) -> "Iterator[Page]":
    """A page whose microphone hears TUNE, and which may use it."""
    flags = [*FLAGS, *hearing(hum(tmp_path / "hum.wav", TUNE, after=30))]
    program = chromium_program(whole=True)
    chromium = browser.browser_type.launch(executable_path=program, args=flags)
    context = chromium.new_context(base_url=site.url, permissions=["microphone"])
    yield context.new_page()
    chromium.close()


def test_a_hummed_melody_is_in_the_roll_and_nothing_of_it_was_sent(listener: "Page") -> None:
    page = listener
    open_studio(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    open_humming(page)
    assert "never leaves this computer" in page.locator("#hum-dialog").inner_text()
    press(page, "start")
    wait_for(page, """document.querySelector('[data-hum="count"]').value >= '0:04'""")
    press(page, "stop")
    page.locator('[data-hum="accept"]').wait_for(timeout=patience())
    assert read(page, "summary").startswith("5 notes, A 3 to E 4")
    press(page, "accept")
    assert page.evaluate(PITCHES) == TUNE
    built = [each for each in sent if "/static/dist/" in each or " blob:" in each]
    assert [each for each in sent if each not in built] == []
    assert all(each.startswith("GET ") for each in sent)


def test_a_dropped_recording_is_exported_as_midi(page: "Page", tmp_path: Path) -> None:
    open_studio(page)
    drop_hum(page, hum(tmp_path / "hum.wav", TUNE))
    press(page, "accept")
    with page.expect_download() as download:
        open_menu(page, "song")
        page.get_by_role("button", name="Export MIDI").click()
    download.value.save_as(tmp_path / "song.mid")
    song = read_midi((tmp_path / "song.mid").read_bytes())
    assert [note.pitch for note in song.tracks[0].notes] == TUNE


def test_notes_are_put_right_by_keys_and_undone_in_the_song(page: "Page", tmp_path: Path) -> None:
    open_studio(page)
    take_melody(page)
    before = page.evaluate(f"{STATE}.notes")
    drop_hum(page, hum(tmp_path / "hum.wav", TUNE))
    page.locator('[data-hum="picture"]').focus()
    for key in ("ArrowUp", "ArrowRight", "j", "ArrowRight", "Delete"):
        page.keyboard.press(key)
    assert "Note 3 of 3: D 4" in read(page, "chosen")
    page.keyboard.press("ArrowUp")
    assert "D sharp 4" in read(page, "chosen")
    page.get_by_label("Octave").select_option("1")
    press(page, "accept")
    track = "document.querySelector('piano-roll').state.song.tracks.at(-1).notes"
    assert page.evaluate(f"{track}.map((note) => note.pitch)") == [70, 72, 75]
    page.get_by_role("button", name="Undo").first.click()
    assert page.evaluate(f"{STATE}.notes") == before


def test_the_recording_and_the_notes_are_heard(page: "Page", tmp_path: Path) -> None:
    open_studio(page)
    drop_hum(page, hum(tmp_path / "hum.wav", TUNE))
    page.evaluate("window.loudest = 0")
    page.evaluate("setInterval(() => (loudest = Math.max(loudest, chartbusters.level())), 20)")
    press(page, "hearNotes")
    wait_for(page, "loudest > 0.001")
    press(page, "hearVoice")
    assert page.locator('[data-hum="hearNotes"]').get_attribute("aria-pressed") == "false"
    ended = """document.querySelector('[data-hum="hearVoice"]').ariaPressed === "false" """
    wait_for(page, ended)


@pytest.mark.parametrize(
    ("name", "pitches", "words"),
    [("silence.wav", [], "Nothing was heard"), ("words.mp3", None, "This is no recording")],
)
def test_what_is_no_melody_is_refused_in_words(
    page: "Page", tmp_path: Path, name: str, pitches: list[int] | None, words: str
) -> None:
    file = tmp_path / name
    if pitches is None:
        file.write_text("not a recording")
    else:
        hum(file, pitches)
    open_studio(page)
    drop(page, name, file.read_bytes())
    page.locator("#hum-dialog").get_by_text(words).wait_for(timeout=patience())
    assert page.evaluate(f"{STATE}.notes") == [0]


def test_a_refused_microphone_says_how_to_allow_it(new_page: "Callable[..., Page]") -> None:
    page = new_page(permissions=[])
    open_studio(page)
    open_humming(page)
    press(page, "start")
    page.locator("#hum-dialog").get_by_text("You can choose a recording instead").wait_for()


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in frontend/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: "Callable[..., Page]", scheme: str, tmp_path: Path) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    open_studio(page)
    drop_hum(page, hum(tmp_path / "hum.wav", TUNE))
    page.evaluate(AXE.read_text())
    assert violations(page) == []
