/**
 * The chords for who does not see the canvas: hidden buttons for those near the cursor, and the
 * lane in which one writes.
 */
import type { NamedChord } from "../harmony/hearing.ts";
import { ChordWalk } from "./chordwalk.ts";
import { chooseChord, chordLine } from "./gestures/chords.ts";
import type { RollHandle } from "./handle.ts";
import { element, NEAR } from "./tree.ts";

const STEP = NEAR / 2; // the list moves by so many, so that most moves leave it as it is

export class ChordList {
  private readonly roll: RollHandle;
  private readonly list = element("group", "chords");
  readonly lane: ChordWalk;
  private shown: readonly unknown[] = [];

  constructor(surface: HTMLElement, roll: RollHandle) {
    this.roll = roll;
    this.lane = new ChordWalk(roll);
    const box = document.createElement("div");
    box.className = "tree";
    box.append(this.list);
    surface.append(box);
    // What a screen reader presses here is no press on the canvas.
    for (const name of ["pointerdown", "pointerup", "dblclick"])
      box.addEventListener(name, (event) => event.stopPropagation());
  }

  /** Brings the list in line, where anything that it tells of has changed. */
  show(): void {
    const { harmony, song, cursor } = this.roll.state;
    const chords = harmony?.chords ?? [];
    const here = chords.findIndex(({ end }) => end > cursor.tick);
    const from = Math.max(0, Math.floor(here / STEP) * STEP - STEP / 2);
    const now = [harmony, song.meters, from];
    if (now.every((part, index) => part === this.shown[index])) return;
    this.shown = now;
    this.lane.show();
    this.list.setAttribute("aria-label", listName(chords, harmony?.proposed ?? false));
    this.list.hidden = chords.length === 0;
    this.list.replaceChildren(
      ...chords.slice(from, from + NEAR).map((chord, at) => {
        const button = element("button", `chord-${from + at}`);
        button.textContent = chordLine({ song }, chord) + (chord.written ? ", written" : "");
        button.addEventListener("click", () => chooseChord(this.roll, chord));
        return button;
      }),
    );
  }
}

function listName(chords: readonly NamedChord[], proposed: boolean): string {
  if (chords.some(({ written }) => written)) return "Chords, written and found";
  return `${proposed ? "Chords for this melody" : "Chords"}, as the arranger hears them`;
}
