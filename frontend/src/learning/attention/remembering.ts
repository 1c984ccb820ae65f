/** How many bars are remembered, and whether attention knows where notes lie. */
import { make, percent, slider } from "../making.ts";
import type { Chooser } from "./chooser.ts";
import { mean, themes } from "./comparing.ts";
import { barTable } from "./tables.ts";
import type { Row, Trace } from "./trace.ts";
import { PLAIN } from "./versions.ts";

const THOUSAND = 1000;

const themeWords = (trace: Trace, made: readonly Row[]): string =>
  `Of its runs of four notes ${percent(themes(trace, made))} stand in the tune.`;

const memoryWords = (name: string): string => {
  if (name === "all") return "all bars";
  return name === "1" ? "1 bar" : `${name} bars`;
};

/** How often themes come back, with each memory, in several throws of the dice. */
function themeTable(trace: Trace, names: readonly string[]): HTMLElement {
  const counted = names.map((name): [string, number] => [
    memoryWords(name),
    mean(trace.themes[name] ?? []) / THOUSAND,
  ]);
  return barTable("Runs of four notes that stand in the tune: eight continuations each", counted);
}

export function remembering(trace: Trace, changed: () => void): Chooser {
  const names = [...trace.memories.map(String), "all"];
  const last = names.length - 1;
  let place = last;
  const range = { min: 0, max: last, step: 1, value: last };
  const { row } = slider("Memory", range, (at) => memoryWords(names[at] as string), (at) => {
    place = at;
    changed();
  });
  return {
    element: row,
    more: themeTable(trace, names),
    version: () => (place === last ? PLAIN : { kind: "windows", name: names[place] as string }),
    show: () => {},
    words: (made) => themeWords(trace, made),
  };
}

export function placing(trace: Trace, changed: () => void): Chooser {
  const off = make("button", {
    class: "button",
    "aria-pressed": "false",
    text: "Take the places away",
    click: () => {
      off.ariaPressed = String(off.ariaPressed !== "true");
      changed();
    },
  });
  return {
    element: make("div", { class: "row tools" }, off),
    version: () => (off.ariaPressed === "true" ? { kind: "placeless", name: "" } : PLAIN),
    show: () => {},
    words: (made) => themeWords(trace, made),
  };
}
