"""The studio in a Chromium, with a song of one's own, for the benchmarks of its page."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from running_site import running_site

from generation.music.midi import write_midi
from generation.music.song import Song

if TYPE_CHECKING:
    from playwright.sync_api import Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
PATIENCE = 120_000  # milliseconds
OPENED = "wanted => chartbusters.state().notes.reduce((sum, each) => sum + each, 0) === wanted"
DROP = """bytes => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([Uint8Array.from(bytes)], "song.mid"));
  for (const type of ["dragover", "drop"])
    document.body.dispatchEvent(
      new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}"""


def chromium_program() -> str | None:
    """None, and a word about it, where there is none."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if Path(program).exists():
        return program
    print("No Chromium on this machine (install it, or set CHROMIUM to its path).")
    return None


class Studios:
    """Studios on one running site, each in a browser of somebody new."""

    def __init__(self, chromium: Any, url: str) -> None:
        self.chromium = chromium
        self.url = url

    @contextlib.contextmanager
    def opened(self, script: str = "", song: Song | None = None) -> Iterator["Page"]:
        """`script` runs before the page's own."""
        context = self.chromium.new_context(base_url=self.url, bypass_csp=True)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.add_init_script(script)
        page.goto("/studio/")
        page.locator("#studio").wait_for()
        page.locator("#melodies .melody").first.wait_for(state="attached")
        if song:
            open_song(page, song)
        yield page
        context.close()


@contextlib.contextmanager
def studios() -> Iterator[Studios | None]:
    """None where there is no Chromium."""
    program = chromium_program()
    if not program:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with running_site() as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield Studios(chromium, site.url)
        chromium.close()


def open_song(page: "Page", song: Song) -> None:
    page.evaluate(DROP, list(write_midi(song)))
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_function(OPENED, arg=sum(len(track.notes) for track in song.tracks))
