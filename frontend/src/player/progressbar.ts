/** The picture of a song as its progress bar: click, drag, arrow keys, Home, End; Space plays. */
import { clockText } from "../music/time.ts";

const SEEK_SECONDS = 5;
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -SEEK_SECONDS,
  ArrowDown: -SEEK_SECONDS,
  ArrowRight: SEEK_SECONDS,
  ArrowUp: SEEK_SECONDS,
};

/** What plays, in seconds. */
export interface Playing {
  now(): number;
  duration(): number;
  seek(seconds: number): void;
  toggle(): void;
}

export function bindProgressBar(bar: HTMLElement, playing: Playing): void {
  bar.addEventListener("pointerdown", (event) => grab(bar, playing, event));
  bar.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (event.key === " ") playing.toggle();
    else if (event.key === "Home") playing.seek(0);
    else if (event.key === "End") playing.seek(playing.duration());
    else if (step) playing.seek(playing.now() + step);
    else return;
    event.preventDefault();
  });
}

function grab(bar: HTMLElement, playing: Playing, event: PointerEvent): void {
  if (event.button !== 0) return;
  const box = bar.getBoundingClientRect();
  const move = (at: PointerEvent): void =>
    playing.seek(((at.clientX - box.left) / box.width) * playing.duration());
  move(event);
  bar.setPointerCapture(event.pointerId);
  bar.onpointermove = move;
  bar.onlostpointercapture = () => (bar.onpointermove = null);
}

/** The place for screen readers, and for everybody in `time`. */
export function showProgress(bar: HTMLElement, time: HTMLElement, playing: Playing): void {
  const [now, duration] = [playing.now(), playing.duration()];
  const text = `${clockText(now)} / ${clockText(duration)}`;
  time.textContent = text;
  bar.setAttribute("aria-valuemin", "0");
  bar.setAttribute("aria-valuemax", String(Math.round(duration)));
  bar.setAttribute("aria-valuenow", String(Math.round(now)));
  bar.setAttribute("aria-valuetext", text);
}
