/** The sliders that scroll the roll, for those who have neither wheel nor fingers on it. */
import { type Song, songEnd } from "../music/song.ts";
import { clamped, pitchesShown, ticksShown, type View } from "./view.ts";

export interface Scrollbars {
  readonly across: HTMLInputElement; // ticks
  readonly down: HTMLInputElement; // pitches, the highest at the top
}

export function makeScrollbars(): Scrollbars {
  return {
    across: slider("across", "Scroll through the song"),
    down: slider("down", "Scroll through the pitches"),
  };
}

function slider(className: string, label: string): HTMLInputElement {
  const input = document.createElement("input");
  Object.assign(input, { type: "range", className });
  input.setAttribute("aria-label", label);
  return input;
}

/** The view that the sliders ask for. */
export function viewOf({ across, down }: Scrollbars, view: View): View {
  return clamped({ ...view, scrollTick: Number(across.value), topPitch: -Number(down.value) });
}

/** The sliders as the view is. */
export function placeScrollbars({ across, down }: Scrollbars, view: View, song: Song): void {
  const most = Math.max(view.scrollTick, songEnd(song) + ticksShown(view) / 4);
  const lowest = Math.min(127, pitchesShown(view) - 1);
  place(across, 0, Math.round(most), Math.round(view.scrollTick));
  place(down, -127, -Math.floor(lowest), -Math.round(view.topPitch));
}

function place(input: HTMLInputElement, min: number, max: number, value: number): void {
  Object.assign(input, { min: String(min), max: String(max), step: "1", value: String(value) });
}
