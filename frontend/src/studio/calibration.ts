/** Eight taps along with the clicks say how late one's keys are, and recordings make up for it. */
import type { KeyboardNote } from "../keyboard/element.ts";
import { delayOf } from "../music/tapping.ts";
import type { Elements } from "./elements.ts";
import type { Studio } from "./studio.ts";

const TAPS = 8;
const CLICKS = 14;
const BEAT = 0.6; // seconds
const LEAD = 0.8; // seconds before the first click
const STEP_MS = 5;
const START =
  "Listen, and tap with each click: the button, the space bar, or a key of your MIDI keyboard.";
const NO_TIME = "These taps keep no time with the clicks, so nothing was changed. Try once more.";

type Places = Pick<
  Elements,
  | "calibrate"
  | "calibration"
  | "calibrationText"
  | "calibrationTap"
  | "calibrationStop"
  | "keyboard"
>;

/** `shift` takes the milliseconds by which what is played is moved. */
export function bindCalibration(
  studio: Studio,
  page: Places,
  shift: (milliseconds: number) => void,
): void {
  const { calibration, calibrationTap, calibrationStop, calibrate, keyboard } = page;
  let series: Series | null = null;
  const begin = async (): Promise<void> => {
    studio.player.pause();
    if (!calibration.open) calibration.showModal();
    if (await studio.wake()) series = new Series(studio, page, shift);
  };
  const tap = (stamp: number): void => {
    if (series?.going) series.tap(stamp);
    else if (series) void begin();
  };
  calibrate.addEventListener("click", () => void begin());
  calibrationTap.addEventListener("pointerdown", ({ timeStamp }) => tap(timeStamp));
  calibrationTap.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) tap(event.timeStamp);
  });
  keyboard.addEventListener("noteon", (event) => {
    const { stamp } = (event as CustomEvent<KeyboardNote>).detail;
    if (calibration.open && series?.going) series.tap(stamp);
  });
  calibrationStop.addEventListener("click", () => calibration.close());
  calibration.addEventListener("close", () => {
    series?.end();
    series = null;
  });
}

/** One series of clicks, with the taps that come to it. */
class Series {
  going = true;
  private readonly studio: Studio;
  private readonly page: Places;
  private readonly shift: (milliseconds: number) => void;
  private readonly clicks: readonly number[]; // seconds
  private readonly taps: number[] = []; // seconds
  private readonly over: ReturnType<typeof setTimeout>;

  constructor(studio: Studio, page: Places, shift: (milliseconds: number) => void) {
    this.studio = studio;
    this.page = page;
    this.shift = shift;
    const from = studio.sound.now() + LEAD;
    this.clicks = Array.from({ length: CLICKS }, (_, index) => from + index * BEAT);
    for (const at of this.clicks) studio.sound.send({ type: "click", accent: false }, at);
    this.over = setTimeout(() => this.tooFew(), (LEAD + (CLICKS + 1) * BEAT) * 1000);
    this.say(START, "Tap");
  }

  tap(stamp: number): void {
    this.taps.push(this.studio.sound.timeOf(stamp));
    this.page.calibrationTap.textContent = `Tap (${this.taps.length} of ${TAPS})`;
    if (this.taps.length === TAPS) this.conclude();
  }

  end(): void {
    clearTimeout(this.over);
    this.going = false;
    this.studio.sound.flush(this.studio.sound.now());
  }

  private conclude(): void {
    this.end();
    const delay = delayOf(this.taps, this.clicks);
    if (delay === null) return this.say(NO_TIME, "Once more");
    const late = Math.round((delay * 1000) / STEP_MS) * STEP_MS;
    this.shift(-late);
    const side = late > 0 ? "after" : "before";
    const words = late === 0 ? "with the click" : `${Math.abs(late)} ms ${side} the click`;
    return this.say(`You tap ${words}. Recordings make up for that from now on.`, "Once more");
  }

  private tooFew(): void {
    this.end();
    this.say(`${this.taps.length} of ${TAPS} taps came, so nothing was changed.`, "Once more");
  }

  private say(words: string, press: string): void {
    this.page.calibrationText.textContent = words;
    this.page.calibrationTap.textContent = press;
  }
}
