"""Clicks and notes of the studio against their beat, as they come out of the loudspeaker, on a calm
page and on one that is blocked 250 ms of every 600. Prints one table."""

import os
import shutil
import statistics
import sys
from pathlib import Path
from typing import Any

from running_site import REPOSITORY, running_site

sys.path.insert(0, str(REPOSITORY))
from generation.music.midi import write_midi
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

SECONDS = 15
BEAT = 0.5  # seconds: 120 quarters a minute
WOODBLOCK = 115
COLUMNS = "{:<34}{:>8}{:>12}{:>12}"

# Tells the moment (of the audio clock) at which it becomes loud after quiet.
PROBE = """
registerProcessor("probe", class extends AudioWorkletProcessor {
  slow = 0; last = -1;
  process([[samples]]) {
    for (let index = 0; samples && index < samples.length; index += 1) {
      const loud = Math.abs(samples[index]), at = currentTime + index / sampleRate;
      if (loud > 0.004 && loud > 6 * this.slow && at - this.last > 0.3)
        this.port.postMessage(this.last = at);
      this.slow += (loud - this.slow) / (0.05 * sampleRate);
    }
    return true;
  }
});
"""
LISTEN = """
window.onsets = [];
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  const { context } = this;
  if (to instanceof AudioDestinationNode && !context.probed) {
    context.probed = true;
    context.audioWorklet.addModule("/static/probe.js").then(() => {
      const probe = new AudioWorkletNode(context, "probe");
      probe.port.onmessage = ({ data }) => onsets.push(data);
      connect.call(this, probe);
      connect.call(probe, to); // or nothing would ask it for samples; it gives silence
    });
  }
  return connect.call(this, to, ...rest);
};
window.block = () => setInterval(() => {
  const end = performance.now() + 250;
  while (performance.now() < end);
}, 600);
"""
DROP = """bytes => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([Uint8Array.from(bytes)], "beats.mid"));
  for (const type of ["dragover", "drop"])
    document.body.dispatchEvent(
      new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
}"""


def main() -> None:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(program).exists():
        print("No Chromium on this machine (install it, or set CHROMIUM to its path).")
        return
    from playwright.sync_api import sync_playwright

    print("Distance from the beat, at the loudspeaker")
    print(COLUMNS.format("", "sounds", "median, ms", "worst, ms"))
    with running_site() as site, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        for what in ("clicks", "notes"):
            for blocked in (False, True):
                context = chromium.new_context(base_url=site.url, bypass_csp=True)
                context.set_default_timeout(120_000)
                onsets = hear(context.new_page(), what, blocked=blocked)
                context.close()
                report(f"{what}, {'blocked' if blocked else 'calm'} page", onsets)
        chromium.close()


def hear(page: Any, what: str, *, blocked: bool) -> list[float]:
    """When it became loud, in seconds."""
    page.add_init_script(LISTEN)
    page.route(
        "**/static/probe.js",
        lambda route: route.fulfill(body=PROBE, content_type="text/javascript"),
    )
    page.goto("/studio/")
    page.locator("#studio").wait_for()
    if what == "notes":
        open_beats(page)
    else:
        page.locator('[data-command="record"]').first.click()
    page.wait_for_timeout(4_000)  # the instruments come
    if blocked:
        page.evaluate("block()")
    page.evaluate("onsets.length = 0")
    page.wait_for_timeout(SECONDS * 1000)
    onsets: list[float] = page.evaluate("onsets")
    return onsets


def open_beats(page: Any) -> None:
    """A song of one short note a beat, playing."""
    notes = tuple(Note(beat * TICKS_PER_QUARTER, 76, 120, 110) for beat in range(120))
    song = Song(tracks=(Track(notes, WOODBLOCK),))
    page.evaluate(DROP, list(write_midi(song)))
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_function("chartbusters.state().notes[0] > 100", timeout=120_000)
    page.locator('[data-command="play"]').first.click()


def report(name: str, onsets: list[float]) -> None:
    if len(onsets) < 3:
        print(COLUMNS.format(name, len(onsets), "-", "-"))
        return
    first = onsets[0]
    phases = [(onset - first + BEAT / 2) % BEAT - BEAT / 2 for onset in onsets]
    beat = statistics.median(phases)
    off = [abs(phase - beat) * 1000 for phase in phases]
    print(COLUMNS.format(name, len(off), f"{statistics.median(off):.1f}", f"{max(off):.1f}"))


if __name__ == "__main__":
    main()
