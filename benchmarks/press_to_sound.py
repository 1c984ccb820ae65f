"""From a press in the studio to the first sample that can be heard: Play and a letter of the piano,
the first time on a new page and when all is there. Prints one table."""

import json
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chromium_page import Studios, studios

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST = 5  # new pages
AGAIN = 20  # presses on one page
REST_MS = 1_500  # between two presses, or one would ring into the next
HELD = 4  # seconds by which the tap hears late, so that it is there before the first sound
COLUMNS = "{:<30}{:>8}{:>14}{:>10}{:>12}{:>10}"

# Tells when it becomes loud after quiet, on the audio clock.
PROBE = """
registerProcessor("probe", class extends AudioWorkletProcessor {
  last = -1;
  process([[samples]]) {
    for (let index = 0; samples && index < samples.length; index += 1) {
      if (Math.abs(samples[index]) < 0.001) continue;
      const at = currentTime + index / sampleRate;
      if (at - this.last > 0.2) this.port.postMessage(at);
      this.last = at;
    }
    return true;
  }
});
"""
# `loudAt`: the moment on the clock of `performance.now()` at which it leaves the loudspeaker.
# `ours`: without what the browser keeps between its audio thread and the loudspeaker.
LISTEN = """
window.presses = [];
window.onsets = [];
let audio;
const { connect } = AudioNode.prototype;
AudioNode.prototype.connect = function (to, ...rest) {
  if (to instanceof AudioDestinationNode && !audio) tap(this, audio = this.context);
  return connect.call(this, to, ...rest);
};
function tap(source, context) {
  const late = new DelayNode(context, { maxDelayTime: HELD, delayTime: HELD });
  const mute = new GainNode(context, { gain: 0 });
  for (const [from, to] of [[source, late], [late, mute], [mute, context.destination]])
    connect.call(from, to);
  const module = URL.createObjectURL(new Blob([PROBE], { type: "text/javascript" }));
  context.audioWorklet.addModule(module).then(() => {
    const probe = new AudioWorkletNode(context, "probe");
    probe.port.onmessage = ({ data }) => onsets.push(data - HELD);
    connect.call(late, probe);
    connect.call(probe, mute); // or nothing would ask it for samples
  });
}
for (const type of ["keydown", "click"])
  addEventListener(type, ({ timeStamp }) => {
    const clock = audio?.currentTime ?? 0;
    presses.push({ timeStamp, waited: performance.now() - timeStamp, clock });
  }, { capture: true });
window.heard = () => {
  const { contextTime, performanceTime } = audio.getOutputTimestamp();
  const loudAt = at => performanceTime + (at - contextTime) * 1000;
  return presses.flatMap(({ timeStamp, waited, clock }, index) => {
    const at = onsets.find(each => each >= clock);
    if (at === undefined || at >= presses[index + 1]?.clock) return [];
    return [{ all: loudAt(at) - timeStamp, ours: waited + (at - clock) * 1000 }];
  });
};
"""


def main() -> None:
    with studios() as opened:
        if not opened:
            return
        print("From the press to the first sample above -60 dB, ms")
        head = ("", "presses", "median, whole", "worst", "median, ours", "worst")
        print(COLUMNS.format(*head))
        for what, press in (("Play", press_play), ("letter", press_letter)):
            song = short_song() if what == "Play" else None
            report(f"{what}, first on a new page", hear_first(opened, song, press))
            report(f"{what}, instruments there", hear_again(opened, song, press))


def short_song() -> Song:
    """It ends by itself, so that Play is all that is pressed."""
    return Song(tracks=(Track((Note(0, 60, TICKS_PER_QUARTER // 2, 100),)),))


def press_play(page: "Page") -> None:
    page.locator('[data-command="play"]').first.click()


def press_letter(page: "Page") -> None:
    page.keyboard.press("a")


def hear_first(opened: Studios, song: Song | None, press: Any) -> list[Any]:
    heard = []
    for _ in range(FIRST):
        with opened.opened(script(), song) as page:
            page.evaluate("presses.length = 0")
            press(page)
            heard += listen(page)[:1]
    return heard


def hear_again(opened: Studios, song: Song | None, press: Any) -> list[Any]:
    with opened.opened(script(), song) as page:
        press(page)
        page.wait_for_function("chartbusters.state().sound === 'soundfont'")
        page.wait_for_timeout(REST_MS)
        page.evaluate("presses.length = 0")
        for _ in range(AGAIN):
            press(page)
            page.wait_for_timeout(REST_MS)
        return listen(page)


def listen(page: "Page") -> list[Any]:
    page.wait_for_timeout((HELD + 1) * 1000)
    heard: list[Any] = page.evaluate("heard()")
    return heard


def script() -> str:
    return f"const HELD = {HELD}, PROBE = {json.dumps(PROBE)};{LISTEN}"


def report(name: str, heard: list[Any]) -> None:
    if not heard:
        print(COLUMNS.format(name, 0, "-", "-", "-", "-"))
        return
    figures = []
    for part in ("all", "ours"):
        times = [each[part] for each in heard]
        figures += [f"{statistics.median(times):.0f}", f"{max(times):.0f}"]
    print(COLUMNS.format(name, len(heard), *figures), flush=True)


if __name__ == "__main__":
    main()
