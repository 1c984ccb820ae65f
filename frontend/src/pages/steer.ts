/** The page on which one tries the player for other sites: it steers by the script they get. */
import type { FrameWidget } from "../steering/widget.ts";
import { EVENTS, type Getter } from "../widget/wire.ts";

type Steered = "play" | "pause" | "toggle" | "seekTo" | "setVolume";

const MOST_LINES = 200;

const given = globalThis as {
  Chartbusters?: { Widget: (frame: string) => FrameWidget };
};
const widget = given.Chartbusters?.Widget("tried");
const log = document.getElementById("log");
let lines: string[] = [];

function say(line: string): void {
  lines = [line, ...lines].slice(0, MOST_LINES);
  if (log) log.textContent = lines.join("\n");
}

for (const [name, event] of Object.entries(EVENTS))
  widget?.bind(event, (value) => say(`${name} ${JSON.stringify(value) ?? ""}`));

for (const button of document.querySelectorAll<HTMLElement>("[data-do]"))
  button.addEventListener("click", () => {
    const { do: method, value } = button.dataset;
    widget?.[method as Steered](Number(value));
  });

for (const button of document.querySelectorAll<HTMLElement>("[data-ask]"))
  button.addEventListener("click", () => {
    const getter = button.dataset["ask"] as Getter;
    widget?.[getter]((value) => say(`${getter}() = ${JSON.stringify(value)}`));
  });
