"""Clicks and notes of the studio against their beat, as they come out of the loudspeaker, on a calm
page and on one that is blocked 250 ms of every 600. Prints one table."""

import json
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chromium_page import studios

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
const probe = URL.createObjectURL(new Blob([PROBE], { type: "text/javascript" }));
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  const { context } = this;
  if (to instanceof AudioDestinationNode && !context.probed) {
    context.probed = true;
    context.audioWorklet.addModule(probe).then(() => {
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


def main() -> None:
    with studios() as opened:
        if not opened:
            return
        print("Distance from the beat, at the loudspeaker")
        print(COLUMNS.format("", "sounds", "median, ms", "worst, ms"))
        script = f"const PROBE = {json.dumps(PROBE)};{LISTEN}"
        for what, song in (("clicks", None), ("notes", beats())):
            for blocked in (False, True):
                with opened.opened(script, song) as page:
                    onsets = hear(page, what, blocked=blocked)
                report(f"{what}, {'blocked' if blocked else 'calm'} page", onsets)


def beats() -> Song:
    """One short note a beat."""
    notes = tuple(Note(beat * TICKS_PER_QUARTER, 76, 120, 110) for beat in range(120))
    return Song(tracks=(Track(notes, WOODBLOCK),))


def hear(page: "Page", what: str, *, blocked: bool) -> list[float]:
    """When it became loud, in seconds."""
    begun = "play" if what == "notes" else "record"
    page.locator(f'[data-command="{begun}"]').first.click()
    page.wait_for_timeout(4_000)  # the instruments come
    if blocked:
        page.evaluate("block()")
    page.evaluate("onsets.length = 0")
    page.wait_for_timeout(SECONDS * 1000)
    onsets: list[float] = page.evaluate("onsets")
    return onsets


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
