/** Instruments of the roll's tests: a roll without a page, a mouse, and frames that one turns. */
import { addNotes, type Edit } from "../../src/music/edits.ts";
import { emptySong, type Note, type Song } from "../../src/music/song.ts";
import type { RollHandle } from "../../src/pianoroll/handle.ts";
import { Pointers } from "../../src/pianoroll/pointers.ts";
import { Preview } from "../../src/pianoroll/preview.ts";
import { defaults, type RollState, trackNotes } from "../../src/pianoroll/state.ts";
import { laneHeight, laneTop, pitchToY, tickToX, type View } from "../../src/pianoroll/view.ts";

export const note = (onset: number, pitch = 72, length = 240): Note => ({
  ...{ onset, pitch, length },
  velocity: 80,
});

/** What the element does, without a page. */
export class Roll implements RollHandle {
  readonly state: RollState = defaults();
  readonly steps: string[] = [];
  readonly said: string[] = [];
  readonly heard: number[] = [];
  readonly asked: [tick: number, typed: string][] = [];
  readonly taken: number[] = [];
  sought: number | null = null;
  looked = 0;
  private readonly shown = new Preview(this.state);

  constructor(...notes: readonly Note[]) {
    this.state.song = addNotes(emptySong(), 0, notes).song;
  }

  get notes(): readonly Note[] {
    return trackNotes(this.state);
  }

  get base(): Song {
    return this.shown.base;
  }

  preview = (edit: Edit): void => this.shown.show(edit);
  revert = (): void => this.shown.takeBack();

  commit(edit: Edit, label: string): void {
    this.shown.keep(edit);
    this.steps.push(label);
  }

  select(notes: Iterable<Note>): void {
    this.state.selection = new Set(notes);
  }

  lookAt(view: View): void {
    this.state.view = view;
    this.looked += 1;
  }

  audition = (pitch: number): void => void this.heard.push(pitch);
  seek = (tick: number): void => void (this.sought = tick);
  setLoop = (loop: RollState["loop"]): void => void (this.state.loop = loop);
  askChord = (tick: number, typed = ""): void => void this.asked.push([tick, typed]);
  takeChord = (tick: number): void => void this.taken.push(tick);
  say = (text: string): void => void this.said.push(text);
  redraw = (): void => {};
}

type Keys = Partial<Pick<PointerEvent, "altKey" | "ctrlKey" | "metaKey" | "shiftKey">>;
type Place = readonly [x: number, y: number];

class Surface extends EventTarget {
  readonly style = { cursor: "" };
  getBoundingClientRect = () => ({ left: 0, top: 0 });
  setPointerCapture = (): void => {};
}

export class Mouse {
  readonly pointers: Pointers;
  private readonly surface = new Surface();
  private readonly roll: Roll;
  private stamp = 0;

  constructor(roll: Roll) {
    this.roll = roll;
    this.pointers = new Pointers(roll, this.surface as unknown as HTMLElement);
    this.pointers.bind();
  }

  /** The middle of the row of a pitch, at a tick. */
  at(tick: number, pitch = 72): Place {
    const { view } = this.roll.state;
    return [tickToX(view, tick), pitchToY(view, pitch) + view.pxPerPitch / 2];
  }

  /** A place in the lane, at the height of a velocity. */
  lane(tick: number, velocity: number): Place {
    const { view } = this.roll.state;
    return [tickToX(view, tick), laneTop(view) + 6 + (1 - velocity / 127) * (laneHeight(view) - 8)];
  }

  send(type: string, [clientX, clientY]: Place, keys: object = {}): void {
    this.stamp += 1000;
    const event = new Event(type, { cancelable: true });
    const held = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
    const told = { clientX, clientY, pointerId: 1, button: 0, pointerType: "mouse", ...held };
    for (const [name, value] of Object.entries({ ...told, timeStamp: this.stamp, ...keys }))
      Object.defineProperty(event, name, { value });
    this.surface.dispatchEvent(event);
  }

  press = (place: Place, keys: Keys & { button?: number } = {}): void =>
    this.send("pointerdown", place, keys);
  move = (place: Place, keys: Keys = {}): void => this.send("pointermove", place, keys);

  /** A press that ends where it began is a click, and browsers call any other one so too. */
  lift(place: Place, keys: Keys = {}): void {
    this.send("pointerup", place, keys);
    this.send("click", place, keys);
  }

  /** From one place to another in five events, as a quick hand does. */
  sweep(from: Place, to: Place, keys: Keys & { button?: number } = {}): void {
    this.press(from, keys);
    for (let step = 1; step <= 5; step += 1) {
      const along = (axis: 0 | 1): number => from[axis] + ((to[axis] - from[axis]) * step) / 5;
      this.move([along(0), along(1)], keys);
    }
    this.lift(to, keys);
  }
}

/** Takes the place of the browser's frames; each call of `turn` is one of them. */
export class Frames {
  private waiting: ((now: number) => void)[] = [];
  private now = 0;

  constructor() {
    globalThis.requestAnimationFrame = (act) => this.waiting.push(act);
  }

  turn(count: number): void {
    for (let frame = 0; frame < count; frame += 1) {
      this.now += 16;
      const due = this.waiting;
      this.waiting = [];
      for (const act of due) act(this.now);
    }
  }
}
