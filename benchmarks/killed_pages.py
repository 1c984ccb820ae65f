"""Pages of the studio that are killed as soon as they call a note kept: how often the note is gone,
with the browser's database and with its storage alone. Prints one table."""

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from running_site import running_site

KILLS = 20
NOTICED = 0.5  # seconds until Chromium knows which of its processes have gone
PATIENCE_MS = 30_000  # then another page is opened
COLUMNS = "{:<34}{:>8}{:>8}"
KEPT = "document.querySelector('#draft-state').textContent === 'Draft kept in this browser'"
NOTES = "chartbusters.state().notes.reduce((sum, count) => sum + count, 0)"
STORAGE_ALONE = "delete window.indexedDB;"


def main() -> None:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(program).exists():
        print("No Chromium on this machine (install it, or set CHROMIUM to its path).")
        return
    from playwright.sync_api import sync_playwright

    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    print("Notes that a page called kept, and was killed")
    print(COLUMNS.format("", "kills", "lost"))
    with running_site() as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, script in (("the studio", ""), ("with the storage alone", STORAGE_ALONE)):
            context = chromium.new_context(
                base_url=site.url, bypass_csp=True, service_workers="block"
            )
            context.set_default_timeout(120_000)
            context.add_init_script(script)
            lost = sum(is_lost(chromium, context, number) for number in range(kills))
            print(COLUMNS.format(name, kills, lost), flush=True)
            context.close()
        chromium.close()


def is_lost(chromium: Any, context: Any, number: int) -> bool:
    """One more note, a killed page, and whether the next page lacks it."""
    page = opened(context)
    before = page.evaluate(NOTES)
    position = {"x": 120 + 12 * (number % 40), "y": 40 + 14 * (number % 20)}
    page.locator("piano-roll").click(position=position)
    page.wait_for_function(f"{NOTES} > {before}")
    page.wait_for_function(KEPT, polling=1)
    kill_pages(chromium)
    after = opened(context)
    lost = int(after.evaluate(NOTES)) <= before
    after.close()
    return lost


def kill_pages(chromium: Any) -> None:
    """The processes that run pages end without another word."""
    session = chromium.new_browser_cdp_session()
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] == "renderer":
            with contextlib.suppress(ProcessLookupError):
                os.kill(process["id"], signal.SIGKILL)
    session.detach()


def opened(context: Any) -> Any:
    """The studio in a new tab; Chromium may hand out a process that was just killed."""
    for _ in range(40):
        time.sleep(NOTICED)
        try:
            page = context.new_page()
            page.goto("/studio/", timeout=PATIENCE_MS)
            melody = page.locator("#melodies .melody").first
            melody.wait_for(state="attached", timeout=PATIENCE_MS)
            return page
        except Exception as error:
            last = error
    raise SystemExit(f"The browser opens no page any more: {last}")


if __name__ == "__main__":
    main()
