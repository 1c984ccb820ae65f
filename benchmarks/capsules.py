"""From the address of a capsule to the first sound in it, on a slow machine and a line of 10 Mbit/s
with nothing kept from before; and how many bytes of scripts each capsule brings. Prints one table.

`python benchmarks/capsules.py [--slower 4] [--turns 3] [--url ADDRESS]`: on a running site in place
of one of its own. Play is pressed as soon as it can be, for that is what each first step says; it
sounds when a sample above -60 dB is on its way to the loudspeaker. `--slower` holds up the page as
Chromium does it: its scripts and layout, not the audio thread.
"""

import argparse
import contextlib
import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chromium_page import FLAGS, PATIENCE, chromium_program
from running_site import running_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

LINE = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 1_250_000,
    "uploadThroughput": 1_250_000,
}
PLAY = re.compile("^Play$")  # what is seen; a name may say more
COLUMNS = "{:<26}{:>10}{:>10}{:>13}{:>13}{:>16}"
# An analyser beside whatever goes to the loudspeaker, asked each frame; `soundAt` is on the clock
# of the page, which begins with the navigation.
LISTEN = """
const { connect } = AudioNode.prototype;
AudioNode.prototype.connect = function (to, ...rest) {
  if (to instanceof AudioDestinationNode) hear(this);
  return connect.call(this, to, ...rest);
};
function hear(source) {
  const analyser = new AnalyserNode(source.context, { fftSize: 4096 });
  const samples = new Float32Array(analyser.fftSize);
  connect.call(source, analyser);
  const look = () => {
    analyser.getFloatTimeDomainData(samples);
    if (samples.some((sample) => Math.abs(sample) > 0.001)) window.soundAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  look();
}
addEventListener("click", ({ timeStamp }) => (window.pressedAt ??= timeStamp), { capture: true });
"""


class Opened(NamedTuple):
    """Seconds from the address to the sound, and from the press; and bytes of all that the page had
    fetched by then, as they travel."""

    sound: float
    press: float
    fetched: int


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--slower", type=float, default=4)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--url")
    asked = parser.parse_args()
    with browser_on(asked.url) as (chromium, url):
        if chromium is None:
            return
        print(f"Processor slowed {asked.slower:g} times, 10 Mbit/s; best of {asked.turns}")
        head = ("", "sound, s", "press, s", "scripts, kB", "gzipped, kB", "fetched, kB")
        print(COLUMNS.format(*head))
        for name, addresses in walked():
            turns = range(asked.turns)
            best = min(open_first(chromium, url, addresses[0], asked.slower) for _ in turns)
            raw, small = weigh_scripts(chromium, url, addresses)
            figures = (raw / 1000, small / 1000, best.fetched / 1000)
            seconds = (f"{best.sound:.1f}", f"{best.press:.1f}")
            print(COLUMNS.format(name, *seconds, *(f"{each:.0f}" for each in figures)), flush=True)


def walked() -> Iterator[tuple[str, list[str]]]:
    """Each capsule with the addresses of its steps, then the page of other techniques."""
    from chartbusters.learning.capsules import capsules

    for capsule in capsules():
        others = capsule.steps[1:]
        start = f"/learn/{capsule.name}/"
        yield capsule.name, [start, *(f"{start}{step.name}/" for step in others)]
    yield "others", ["/learn/others/"]


@contextlib.contextmanager
def browser_on(url: str | None) -> "Iterator[tuple[Browser | None, str]]":
    """A Chromium, and the address of a site; none where there is no Chromium."""
    program = chromium_program()
    if not program:
        yield None, ""
        return
    from playwright.sync_api import sync_playwright

    with contextlib.ExitStack() as stack:
        address = url or stack.enter_context(running_site()).url
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium, address
        chromium.close()


@contextlib.contextmanager
def new_page(chromium: "Browser", url: str) -> "Iterator[Page]":
    """In a browser that has kept nothing."""
    context = chromium.new_context(base_url=url, service_workers="block")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def open_first(chromium: "Browser", url: str, address: str, slower: float) -> Opened:
    with new_page(chromium, url) as page:
        page.add_init_script(LISTEN)
        link = page.context.new_cdp_session(page)
        link.send("Network.enable")
        link.send("Network.emulateNetworkConditions", LINE)
        link.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        sizes: list[int] = []
        link.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        page.goto(address, wait_until="commit")
        page.locator("main button").filter(has_text=PLAY).first.click()
        page.wait_for_function("window.soundAt", polling=50)
        sound, press = page.evaluate("[soundAt, pressedAt]")
        return Opened(sound / 1000, (sound - press) / 1000, int(sum(sizes)))


def weigh_scripts(chromium: "Browser", url: str, addresses: list[str]) -> tuple[int, int]:
    """Bytes of the scripts of all these pages before anything is pressed, each file once; and
    gzipped."""
    scripts: dict[str, bytes] = {}

    def weigh(answer: "Response") -> None:
        if answer.request.resource_type == "script" and answer.url not in scripts:
            scripts[answer.url] = answer.body()

    with new_page(chromium, url) as page:
        page.on("response", weigh)
        for address in addresses:
            page.goto(address, wait_until="networkidle")
    raw: Any = scripts.values()
    return sum(map(len, raw)), sum(len(gzip.compress(each)) for each in raw)


if __name__ == "__main__":
    main()
