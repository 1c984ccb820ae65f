/** Edits gone through one by one: by itself once asked, by a slider, and by a step. */
import { announce } from "../../site/copying.ts";
import { make, slider } from "../making.ts";
import type { Desk } from "./desk.ts";
import { editTold } from "./showing.ts";

const EDIT_MS = 320;
const LONGEST_MS = 24_000; // of all edits: many go by faster
const SHORTEST_MS = 60;

export class Scrubber {
  readonly element = make("div", { class: "scrubber", role: "group", "aria-label": "The edits" });
  private readonly desk: Desk;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly watch = make("button", { class: "button", click: () => this.toggle() });
  private readonly back = this.step("One back", -1);
  private readonly on = this.step("One on", 1);
  private readonly input: HTMLInputElement;

  constructor(desk: Desk) {
    this.desk = desk;
    const range = { min: 0, max: desk.shownTrace.edits.length, step: 1, value: desk.at };
    const { row, input } = slider("Edits", range, (place) => this.words(place), (place) => {
      this.stop();
      desk.seek(place);
    });
    this.input = input;
    this.element.append(row, make("div", { class: "row tools" }, this.watch, this.back, this.on));
    desk.addEventListener("change", () => this.show());
    this.show();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.watch.textContent = "Watch the edits";
  }

  private get most(): number {
    return this.desk.shownTrace.edits.length;
  }

  private words(place: number): string {
    return `${place} of ${this.most}`;
  }

  private get edit(): string {
    const { content, shownTrace, at } = this.desk;
    return editTold(content.song, shownTrace, at);
  }

  private show(): void {
    const { at } = this.desk;
    this.element.hidden = this.most === 0;
    if (this.most === 0) this.stop();
    this.input.max = String(this.most);
    this.input.value = String(at);
    const told = this.element.querySelector("output");
    if (told) told.textContent = this.words(at);
    this.input.setAttribute("aria-valuetext", `${this.words(at)}. ${this.edit}`);
    this.back.disabled = at === 0;
    this.on.disabled = at === this.most;
    if (!this.timer) this.watch.textContent = "Watch the edits";
  }

  private toggle(): void {
    if (this.timer) return this.stop();
    if (this.desk.at === this.most) this.desk.seek(0);
    const pause = Math.max(SHORTEST_MS, Math.min(EDIT_MS, LONGEST_MS / Math.max(1, this.most)));
    this.timer = setInterval(() => {
      this.desk.seek(this.desk.at + 1);
      if (this.desk.at >= this.most) this.stop();
    }, pause);
    this.watch.textContent = "Pause";
  }

  private step(text: string, by: number): HTMLButtonElement {
    const click = (): void => {
      this.stop();
      this.desk.seek(this.desk.at + by);
      announce(this.edit);
    };
    return make("button", { class: "button", text, click });
  }
}
