"""A song leaves the studio as a MIDI file."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.studio import open_menu, open_studio, take_melody

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_song_is_exported_as_midi(page: "Page", tmp_path: Path) -> None:
    open_studio(page)
    take_melody(page)
    with page.expect_download() as download:
        open_menu(page, "song")
        page.get_by_role("button", name="Export MIDI").click()
    assert download.value.suggested_filename == "Ode to Joy.mid"
    saved = tmp_path / "song.mid"
    download.value.save_as(saved)
    assert saved.read_bytes().startswith(b"MThd")
