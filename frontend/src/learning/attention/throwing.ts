/** The dice: temperature and top-p, and what they leave of the beliefs in each note. */
import { pitchLabel } from "../../music/words.ts";
import { make, percent, slider } from "../making.ts";
import type { Chooser } from "./chooser.ts";
import { type Chance, pitchChances } from "./dice.ts";
import { barTable } from "./tables.ts";
import { madeWords } from "./telling.ts";
import type { Trace } from "./trace.ts";
import { PLAIN, type Version } from "./versions.ts";

const CHANCES = 8; // pitches that are told
const [WARM, SHARE] = [1, 0.96]; // as it was

class Throwing implements Chooser {
  readonly element: HTMLElement;
  readonly more: HTMLElement;
  private readonly trace: Trace;
  private readonly table = make("div", {});
  private temperature = WARM;
  private share = SHARE;
  private note = 0;

  constructor(trace: Trace, changed: () => void) {
    this.trace = trace;
    const warm = ladder("Temperature", trace.temperatures, WARM, String, (value) => {
      this.temperature = value;
      changed();
    });
    const cut = ladder("Likely notes only (top-p)", trace.shares, SHARE, percent, (value) => {
      this.share = value;
      changed();
    });
    this.element = make("div", {}, warm, cut);
    this.more = make("div", { class: "beliefs" }, this.walking(), this.table);
  }

  version(): Version {
    const plain = this.temperature === WARM && this.share === SHARE;
    return plain ? PLAIN : { kind: "dice", name: `${this.temperature} ${this.share}` };
  }

  show(): void {
    const { trace, note, temperature, share } = this;
    const chances = pitchChances(trace, note, temperature, share);
    this.table.replaceChildren(chanceTable(trace.made[note]?.[1], chances));
  }

  words(): string {
    return "";
  }

  private walking(): HTMLElement {
    const { trace } = this;
    const range = { min: 1, max: trace.made.length, step: 1, value: 1 };
    const words = (at: number): string => madeWords(trace, at - 1);
    const { row } = slider("Note", range, words, (at) => {
      this.note = at - 1;
      this.show();
    });
    return row;
  }
}

export const throwing = (trace: Trace, changed: () => void): Chooser =>
  new Throwing(trace, changed);

/** A slider whose places are these values. */
function ladder(
  label: string,
  values: readonly number[],
  first: number,
  words: (value: number) => string,
  moved: (value: number) => void,
): HTMLElement {
  const value = (at: number): number => values[at] as number;
  const range = { min: 0, max: values.length - 1, step: 1, value: values.indexOf(first) };
  return slider(label, range, (at) => words(value(at)), (at) => moved(value(at))).row;
}

/** The likeliest keys, and what all others have together. */
function chanceTable(drawn: number | undefined, chances: readonly Chance[]): HTMLElement {
  const shown = chances.slice(0, CHANCES).map(({ pitch, share }): [string, number] => [
    pitch === drawn ? `${pitchLabel(pitch)}, as it came` : pitchLabel(pitch),
    share,
  ]);
  const rest = chances.slice(CHANCES);
  if (rest.length > 0)
    shown.push([`${rest.length} more`, rest.reduce((sum, { share }) => sum + share, 0)]);
  return barTable("Keys it may choose from, and how likely each is", shown);
}
