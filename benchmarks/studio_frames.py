"""Frames a second of the studio while one scrolls, zooms and plays, at 5,000 and 20,000 notes, and
the longest frame. Chromium draws without a graphics card here. Prints one table."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chromium_page import Studios, studios
from studio_files import band

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECONDS = 4
SONGS = ((300, 5_000), (600, 20_000))  # seconds, notes
COLUMNS = "{:<9}{:<34}{:>10}{:>14}{:>14}"

# One turn of the wheel a frame, as a browser hands them on. Frames count from the second on: the
# first ends the press that began all this.
WATCH = """
const roll = () => document.querySelector("piano-roll");
const turn = options => {
  const { left, right, top, bottom } = roll().getBoundingClientRect();
  const place = { clientX: (left + right) / 2, clientY: (top + bottom) / 2 };
  roll().shadowRoot.querySelector("canvas").dispatchEvent(
    new WheelEvent("wheel", { ...place, ...options, bubbles: true, composed: true,
      cancelable: true }));
};
const ACTS = {
  scrolling: frame => turn({ deltaX: frame % 80 < 40 ? 15 : -15 }),
  zooming: frame => turn({ deltaY: frame % 80 < 40 ? -12 : 12, ctrlKey: true }),
  playing: () => {},
};
window.watch = (act, seconds) => new Promise(done => {
  const times = [];
  const next = time => {
    times.push(time);
    ACTS[act](times.length);
    if (time - times[0] < seconds * 1000) return requestAnimationFrame(next);
    const frames = times.slice(2).map((each, index) => each - times[index + 1]);
    done({ rate: 1000 * frames.length / (times.at(-1) - times[1]), worst: Math.max(...frames),
      late: frames.filter(each => each > 25).length / frames.length });
  };
  requestAnimationFrame(next);
});
"""


def main() -> None:
    with studios() as opened:
        if not opened:
            return
        print(COLUMNS.format("notes", "", "frames/s", "longest, ms", "over 25 ms"))
        for seconds, notes in SONGS:
            watch_song(opened, seconds, notes)


def watch_song(opened: Studios, seconds: int, notes: int) -> None:
    with opened.opened(WATCH, band(seconds, notes)) as page:
        for sight in ("near", "all in sight"):
            look(page, sight, seconds)
            for act in ("scrolling", "zooming"):
                report(notes, f"{act}, {sight}", page.evaluate(CALL, [act, SECONDS]))
        for sight in ("near", "all in sight"):
            look(page, sight, seconds)
            page.locator('[data-command="play"]').first.click()
            page.wait_for_function("chartbusters.state().sound === 'soundfont'")
            page.wait_for_timeout(1_000)
            report(notes, f"playing, {sight}", page.evaluate(CALL, ["playing", SECONDS]))
            page.locator('[data-command="play"]').first.click()


CALL = "([act, seconds]) => watch(act, seconds)"


def look(page: "Page", sight: str, seconds: int) -> None:
    """Ten seconds of the song, or all of it."""
    shown = 10 if sight == "near" else seconds
    page.evaluate("end => document.querySelector('piano-roll').show(0, end)", shown * 1920)


def report(notes: int, what: str, told: Any) -> None:
    figures = (f"{told['rate']:.0f}", f"{told['worst']:.0f}", f"{told['late']:.0%}")
    print(COLUMNS.format(f"{notes:,}", what, *figures), flush=True)


if __name__ == "__main__":
    main()
