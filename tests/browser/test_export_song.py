"""A song leaves the studio as a file or in a link, and comes back the same."""

import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from generation.music.document import to_document
from generation.music.upload import read_upload
from tests.browser.studio import STATE, drop, open_menu, open_studio, take_melody
from tests.browsers import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

# What the roll shows, as [onset, pitch, length, velocity] of its first track.
SHOWN = """document.querySelector('piano-roll').state.song.tracks[0].notes
    .map(({ onset, pitch, length, velocity }) => [onset, pitch, length, velocity])"""


def choose(page: "Page", name: str) -> None:
    open_menu(page, "song")
    page.get_by_role("button", name=name).click()


def export(page: "Page", name: str, target: Path) -> Path:
    with page.expect_download() as download:
        choose(page, name)
    saved = target / download.value.suggested_filename
    download.value.save_as(saved)
    return saved


def test_a_song_is_exported_and_opened_again_without_a_connection(
    page: "Page", tmp_path: Path
) -> None:
    open_studio(page)
    take_melody(page)
    shown = page.evaluate(SHOWN)
    page.context.set_offline(True)
    saved = export(page, "Export MIDI", tmp_path)
    assert saved.name == "Ode to Joy.mid"
    written: Any = to_document(read_upload(saved.read_bytes()).song)
    assert written["title"] == "Ode to Joy"
    assert written["tracks"][0]["notes"] == shown
    drop(page, "other name.mid", saved.read_bytes())
    dialog = page.locator("#import-dialog")
    dialog.wait_for()
    assert dialog.get_by_role("heading").inner_text() == "Ode to Joy"
    page.keyboard.press("Enter")
    wait_for(page, "!document.querySelector('#import-dialog').open")
    assert page.evaluate(SHOWN) == shown
    page.context.set_offline(False)


def call_off_wav(page: "Page") -> None:
    choose(page, "Export WAV")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("stereo, 44.1 kHz, 16 bit").wait_for()
    dialog.get_by_role("button", name="Cancel").click()
    page.locator("#studio-status").get_by_text("No file was made").wait_for()


def test_a_wav_is_called_off_and_made_after_all_and_sounds(page: "Page", tmp_path: Path) -> None:
    open_studio(page)
    take_melody(page)
    call_off_wav(page)
    saved = export(page, "Export WAV", tmp_path)
    assert saved.name == "Ode to Joy.wav"
    with wave.open(str(saved)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 44_100)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32768
    assert len(samples) > 8 * 44_100
    parts = np.array_split(samples[: 8 * 44_100], 16)
    assert all(np.sqrt((part**2).mean()) > 0.01 for part in parts)
    assert np.abs(samples).max() < 10 ** (-1 / 20) + 1e-3


def test_a_link_opens_as_a_draft_in_another_browser_and_a_broken_one_loses_nothing(
    page: "Page", new_page: "Callable[..., Page]"
) -> None:
    page.add_init_script("navigator.clipboard.writeText = async (text) => (window.copied = text)")
    open_studio(page)
    take_melody(page)
    shown = page.evaluate(SHOWN)
    choose(page, "Copy link")
    page.get_by_text("The song itself is in it").wait_for()
    other = new_page()
    other.goto(page.evaluate("copied"))
    wait_for(other, f"{STATE}.notes[0] > 0")
    assert other.evaluate(SHOWN) == shown
    assert other.evaluate("chartbusters.state().title") == "Ode to Joy"
    assert "#" not in other.url
    other.evaluate("location.hash = '#song=1.AAAA'")
    other.get_by_role("alert").get_by_text("cannot be opened").wait_for()
    assert other.evaluate(SHOWN) == shown
