/**
 * The slider that scrolls through the pitches, for those who have neither wheel nor fingers on the
 * roll. Through the song goes <song-overview>.
 */
import { clamped, pitchesShown, type View } from "./view.ts";

export function makeScrollbar(): HTMLInputElement {
  const input = document.createElement("input");
  Object.assign(input, { type: "range", className: "down", min: "-127", step: "1" });
  input.setAttribute("aria-label", "Scroll through the pitches");
  return input;
}

/** The view that the slider asks for; the highest pitches are at its top. */
export const viewOf = (bar: HTMLInputElement, view: View): View =>
  clamped({ ...view, topPitch: -Number(bar.value) });

/** The slider as the view is. */
export function placeScrollbar(bar: HTMLInputElement, view: View): void {
  const lowest = Math.min(127, pitchesShown(view) - 1);
  const [max, value] = [-Math.floor(lowest), -Math.round(view.topPitch)];
  Object.assign(bar, { max: String(max), value: String(value) });
}
