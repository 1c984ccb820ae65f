"""Frames a second of the studio while one scrolls, zooms and plays, at 5,000 and 20,000 notes; the
longest frame, and what a frame takes of the processor, on a busy machine too. Prints one table.

Chromium draws without a graphics card here.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil
from chromium_page import Studios, studios
from studio_files import band

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECONDS = 4
SONGS = ((300, 5_000), (600, 20_000))  # seconds, notes
COLUMNS = "{:<9}{:<28}{:>10}{:>14}{:>14}{:>18}"

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
    done({ count: times.length, rate: 1000 * frames.length / (times.at(-1) - times[1]),
      worst: Math.max(...frames), late: frames.filter(each => each > 25).length / frames.length });
  };
  requestAnimationFrame(next);
});
"""


def main() -> None:
    with studios() as opened:
        if not opened:
            return
        print(COLUMNS.format("notes", "", "frames/s", "longest, ms", "over 25 ms", "processor, ms"))
        for seconds, notes in SONGS:
            watch_song(opened, seconds, notes)


def watch_song(opened: Studios, seconds: int, notes: int) -> None:
    with opened.opened(WATCH, band(seconds, notes)) as page:
        for sight in ("near", "all in sight"):
            look(page, sight, seconds)
            for act in ("scrolling", "zooming"):
                watch(page, notes, act, sight)
        for sight in ("near", "all in sight"):
            look(page, sight, seconds)
            page.locator('[data-command="play"]').first.click()
            page.wait_for_function("chartbusters.state().sound === 'soundfont'")
            page.wait_for_timeout(1_000)
            watch(page, notes, "playing", sight)
            page.locator('[data-command="play"]').first.click()


def look(page: "Page", sight: str, seconds: int) -> None:
    """Ten seconds of the song, or all of it."""
    shown = 10 if sight == "near" else seconds
    page.evaluate("end => document.querySelector('piano-roll').show(0, end)", shown * 1920)


def watch(page: "Page", notes: int, act: str, sight: str) -> None:
    before = processor()
    told: Any = page.evaluate("([act, seconds]) => watch(act, seconds)", [act, SECONDS])
    each = 1000 * (processor() - before) / told["count"]
    figures = (f"{told['rate']:.0f}", f"{told['worst']:.0f}", f"{told['late']:.0%}", f"{each:.1f}")
    print(COLUMNS.format(f"{notes:,}", f"{act}, {sight}", *figures), flush=True)


def processor() -> float:
    """Seconds that all processes of the browser have taken."""
    below = psutil.Process().children(recursive=True)
    times = [process.cpu_times() for process in below if "chrom" in process.name()]
    return sum(each.user + each.system for each in times)


if __name__ == "__main__":
    main()
