/** The lane of chords without a mouse: a place that the arrows move, that speaks and is written. */
import { barLines, barTicks, meterAt, placeAt } from "../music/time.ts";
import { chordPlaceAt, chordPlaceBeside } from "./chordplaces.ts";
import type { RollHandle } from "./handle.ts";
import { chordAt, type RollState } from "./state.ts";
import { pitchesShown, revealing } from "./view.ts";

const HELP =
  "Arrow keys move by half bars, Page Up and Page Down by bars. Enter writes a chord, and so " +
  "does its letter. Delete takes a written one away. Tab leaves.";
type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;
type Act = (roll: RollHandle, place: number) => void;

const KEYS: Readonly<Record<string, Act>> = {
  ArrowLeft: (roll, place) => walk(roll, chordPlaceBeside(roll.state, place, -1)),
  ArrowRight: (roll, place) => walk(roll, chordPlaceBeside(roll.state, place, 1)),
  PageUp: (roll, place) => walk(roll, chordPlaceAt(roll.state, barBeside(roll.state, place, -1))),
  PageDown: (roll, place) => walk(roll, chordPlaceAt(roll.state, barBeside(roll.state, place, 1))),
  Home: (roll) => walk(roll, 0),
  Enter: (roll, place) => roll.askChord(place),
  Delete: (roll, place) => roll.takeChord(place),
  Backspace: (roll, place) => roll.takeChord(place),
};

/** Acts on a key pressed in the lane; false when the key means nothing here. */
export function laneKey(roll: RollHandle, { key, ctrlKey, metaKey, altKey }: Press): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const place = roll.state.chordPlace ?? 0;
  if (/^[A-Ga-g]$/.test(key)) roll.askChord(place, key.toUpperCase());
  else if (KEYS[key]) KEYS[key](roll, place);
  else return false;
  return true;
}

function barBeside({ song }: RollState, place: number, direction: -1 | 1): number {
  const bar = barTicks(meterAt(song, place));
  if (direction > 0) return barLines(song, place + 1, place + bar + 1)[0] ?? place + bar;
  return barLines(song, 0, place).at(-1) ?? 0;
}

function walk(roll: RollHandle, place: number): void {
  const { state } = roll;
  state.chordPlace = place;
  const middle = Math.round(state.view.topPitch - pitchesShown(state.view) / 2);
  state.view = revealing(state.view, place, middle);
  roll.say(placeLine(state, place));
  roll.redraw();
}

/** "bar 3 beat 3: A minor goes on, found". */
export function placeLine(state: RollState, place: number): string {
  const { bar, beat } = placeAt(state.song, place);
  const where = `bar ${bar}${beat > 1 ? ` beat ${beat}` : ""}`;
  const chord = chordAt(state, place);
  if (!chord) return `${where}: nothing written`;
  const goesOn = chord.start < place ? " goes on" : "";
  return `${where}: ${chord.words}${goesOn}, ${chord.written ? "written" : "found"}`;
}

/** What of the lane takes the focus; it lies over the canvas and lets the pointer through. */
export class ChordWalk {
  readonly box = document.createElement("div");
  private readonly roll: RollHandle;
  private place = 0;

  constructor(roll: RollHandle) {
    this.roll = roll;
    const { box } = this;
    box.className = "chord-lane";
    box.tabIndex = 0;
    box.hidden = true;
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "chord lane");
    box.setAttribute("aria-label", "Chords");
    box.setAttribute("aria-description", HELP);
    box.addEventListener("focus", () => this.enter());
    box.addEventListener("blur", () => this.leave());
    box.addEventListener("keydown", (event) => {
      if (!laneKey(roll, event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** With the focus at a place. */
  focusAt(place: number): void {
    this.place = place;
    this.box.focus({ preventScroll: true });
  }

  show(): void {
    this.box.hidden = this.roll.state.harmony === null;
  }

  private enter(): void {
    const { roll } = this;
    roll.state.chordPlace = chordPlaceAt(roll.state, this.place);
    roll.say(placeLine(roll.state, roll.state.chordPlace));
    roll.redraw();
  }

  private leave(): void {
    this.place = this.roll.state.chordPlace ?? this.place;
    this.roll.state.chordPlace = null;
    this.roll.redraw();
  }
}
