"""From the first press on a new page until the instrument itself plays: a letter of the piano, and
a song for a band; on this machine's line, and on one of 10 Mbit/s. Prints one table.

`python benchmarks/first_note.py [--other PATH]`: beside another checkout, in turns, in one run.
Until then simple sounds play, which `press_to_sound.py` measures. The press comes as soon as the
page stands.
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

REPOSITORY = Path(__file__).resolve().parents[1]
TURNS = 5
LINES = {"local": None, "10 Mbit/s": {"latency": 40, "downloadThroughput": 1_250_000}}
THERE = "chartbusters.state().sound === 'soundfont'"
LETTER, BAND = "a letter of the piano", "a song for a band"
COLUMNS = "{:<24}{:<12}{:<8}{:>12}{:>8}{:>14}"

if TYPE_CHECKING:
    from playwright.sync_api import Page


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--other", type=Path)
    options.add_argument("--ask", action="store_true", help="answer questions on stdin")
    asked = options.parse_args()
    if asked.ask:
        return answer()
    sides = {"here": REPOSITORY} | ({"before": asked.other} if asked.other else {})
    with contextlib.ExitStack() as stack:
        asking = {name: stack.enter_context(side(path)) for name, path in sides.items()}
        print("From the first press to the instrument itself, ms")
        print(COLUMNS.format("", "line", "", "median", "worst", "kB fetched"))
        for what, line in product((LETTER, BAND), LINES):
            found: dict[str, list[Any]] = {name: [] for name in sides}
            for _, (name, ask) in product(range(TURNS), asking.items()):
                found[name].append(ask(what, line))
            for name, turns in found.items():
                times, sizes = zip(*turns, strict=True)
                median, worst = f"{statistics.median(times):.0f}", f"{max(times):.0f}"
                size = f"{statistics.median(sizes):.0f}"
                print(COLUMNS.format(what, line, name, median, worst, size), flush=True)


@contextlib.contextmanager
def side(checkout: Path) -> Iterator[Any]:
    """A site of a checkout with a browser on it, and what asks it."""
    command = [sys.executable, str(Path(__file__).resolve()), "--ask"]
    with subprocess.Popen(
        command, cwd=checkout, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin and child.stdout
        given, said = child.stdin, child.stdout

        def ask(*words: str) -> Any:
            given.write(json.dumps(words) + "\n")
            given.flush()
            return json.loads(next(line for line in said if line.startswith("[")))

        yield ask
        given.close()


def answer() -> None:
    """In a checkout: one new page for each question."""
    sys.path[:0] = [str(Path.cwd()), str(Path.cwd() / "benchmarks")]
    from chromium_page import studios

    with studios() as opened:
        for line in sys.stdin:
            what, rate = json.loads(line)
            print(json.dumps(first(opened, what, rate)), flush=True)


def first(opened: Any, what: str, line: str) -> tuple[float, float]:
    """Milliseconds, and kilobytes of instruments that were fetched for it."""
    with opened.opened() as page:
        sizes: list[int] = []
        page.on("response", lambda answer: sizes.append(size_of(answer)))
        if rate := LINES[line]:
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            rates = {"offline": False, "uploadThroughput": 1_250_000, **rate}
            network.send("Network.emulateNetworkConditions", rates)
        page.reload()
        page.locator("#melodies .melody").first.wait_for(state="attached")
        if what == BAND:
            take_band(page)
        page.evaluate("() => { window.began = performance.now(); }")
        page.keyboard.press("a" if what == LETTER else "Space")
        page.wait_for_function(THERE, polling="raf")
        took = page.evaluate("performance.now() - began")
        return took, sum(sizes) / 1000


def size_of(answer: Any) -> int:
    return int(answer.headers.get("content-length") or 0) if "/soundfont/" in answer.url else 0


def take_band(page: "Page") -> None:
    from chromium_page import open_song

    from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

    notes = tuple(Note(at * TICKS_PER_QUARTER, 60, TICKS_PER_QUARTER, 90) for at in range(16))
    drums = tuple(Note(at * TICKS_PER_QUARTER, 38, TICKS_PER_QUARTER, 90) for at in range(16))
    tracks = [Track(notes, program=program) for program in (0, 33, 48)]
    open_song(page, Song((*tracks, Track(drums, drums=True))))


if __name__ == "__main__":
    main()
