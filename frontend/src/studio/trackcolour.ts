/** A track's colour and pattern: along the edge of its strip, and chosen among eight. */
import { trackName } from "../music/instruments.ts";
import { COLOURS, colourName, colourOf } from "../music/palette.ts";
import type { Track } from "../music/song.ts";
import { fitted } from "../screen/canvas.ts";
import { palette, trackColour } from "../screen/colours.ts";
import { patternOf } from "../screen/patterns.ts";
import { changeTrack } from "./changes.ts";
import { make } from "./page.ts";
import type { Studio } from "./studio.ts";

export const colourEdge = (number: number): HTMLElement => swatch("track-edge", number);

export function colourField(studio: Studio, track: Track, index: number): HTMLElement {
  const now = colourOf(studio.song.tracks, index);
  const choose = (number: number): void => {
    studio.change(changeTrack, index, { colour: number }, "Change colour");
    studio.messages.say(`${trackName(track)}: ${colourName(number)}`);
  };
  const choices = COLOURS.map((name, at) => {
    const input = radio(track, at + 1, at + 1 === now);
    input.addEventListener("change", () => choose(at + 1));
    return make("label", { title: name }, input, swatch("swatch", at + 1));
  });
  const legend = make("legend", { class: "visually-hidden" }, "Colour and pattern");
  return make("fieldset", { class: "track-colours" }, legend, ...choices);
}

function radio({ key }: Track, number: number, checked: boolean): HTMLInputElement {
  const input = make("input", {
    type: "radio",
    name: `colour-${key}`,
    value: number,
    "aria-label": colourName(number),
    "data-focus": `colour-${key}-${number}`,
  });
  input.checked = checked;
  return input;
}

const swatch = (looks: string, number: number): HTMLElement =>
  make("canvas", { class: looks, "data-swatch": number, "aria-hidden": "true" });

/** Fills what shows a colour; again when the theme or the room is another one. */
export function drawSwatches(list: HTMLElement): void {
  const colour = palette(list);
  for (const canvas of list.querySelectorAll<HTMLCanvasElement>("[data-swatch]")) {
    if (!canvas.clientWidth) continue;
    const number = Number(canvas.dataset["swatch"]);
    const { context, width, height } = fitted(canvas);
    const ink = colour(trackColour(number));
    context.fillStyle = patternOf(context, ink, number, colour("--roll-background"));
    context.fillRect(0, 0, width, height);
  }
}
