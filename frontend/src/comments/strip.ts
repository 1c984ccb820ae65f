/** Marks over a waveform: one stop for the Tab key, arrow keys from one to the next. */
import { clockText } from "../music/time.ts";
import { type Mark, type PlacedMark, toldOf } from "./marks.ts";

export interface StripWants {
  seek(mark: Mark): void;
}

/** What lies over the waveform. `show` draws marks; `tell` opens the bubble of one, or none. */
export class MarkStrip {
  readonly element = document.createElement("div");
  private readonly bubble = document.createElement("p");
  private readonly row = document.createElement("div");
  private readonly wants: StripWants;
  private shown: readonly PlacedMark[] = [];
  private looked: Mark | null = null; // by pointer or focus, which goes before what sounds

  constructor(wants: StripWants) {
    this.wants = wants;
    this.element.className = "marks";
    this.element.slot = "marks";
    this.bubble.className = "bubble";
    this.bubble.hidden = true;
    this.bubble.setAttribute("aria-hidden", "true"); // each mark says the same
    this.row.setAttribute("role", "toolbar");
    this.row.setAttribute("aria-label", "Comments on the waveform");
    this.element.append(this.bubble, this.row);
    this.row.addEventListener("keydown", (event) => this.walk(event));
  }

  show(marks: readonly PlacedMark[]): void {
    const focused = this.buttons().indexOf(document.activeElement as HTMLButtonElement);
    this.shown = marks;
    this.row.hidden = !marks.length;
    this.row.replaceChildren(...marks.map((one, index) => this.button(one, index)));
    if (focused >= 0) this.buttons()[Math.min(focused, marks.length - 1)]?.focus();
  }

  /** What is heard now; somebody who looks at another mark goes on reading that. */
  tell(heard: Mark | null): void {
    const mark = this.looked ?? heard;
    this.bubble.hidden = !mark;
    for (const [index, button] of this.buttons().entries())
      button.classList.toggle("told", this.shown[index]?.mark.id === mark?.id);
    if (!mark) return;
    const at = this.shown.find((one) => one.mark.id === mark.id)?.share ?? 0;
    const name = document.createElement("strong");
    name.textContent = mark.name;
    this.bubble.replaceChildren(name, ` ${clockText(mark.at_ms / 1000)} `, mark.words);
    this.bubble.style.left = `${at * 100}%`;
    this.bubble.classList.toggle("late", at > 0.5);
  }

  private buttons(): HTMLButtonElement[] {
    return [...this.row.querySelectorAll("button")];
  }

  private button({ mark, share }: PlacedMark, index: number): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mark avatar";
    button.dataset["hue"] = String(mark.hue);
    button.tabIndex = index ? -1 : 0;
    button.textContent = mark.initial;
    button.setAttribute("aria-label", toldOf(mark));
    button.style.left = `${share * 100}%`;
    for (const event of ["pointerenter", "focus"])
      button.addEventListener(event, () => this.look(mark));
    for (const event of ["pointerleave", "blur"])
      button.addEventListener(event, () => this.look(null));
    button.addEventListener("click", () => this.wants.seek(mark));
    return button;
  }

  private look(mark: Mark | null): void {
    this.looked = mark;
    this.tell(null);
  }

  private walk(event: KeyboardEvent): void {
    const all = this.buttons();
    const here = all.indexOf(event.target as HTMLButtonElement);
    const steps: Record<string, number> = {
      ArrowLeft: here - 1,
      ArrowRight: here + 1,
      Home: 0,
      End: all.length - 1,
    };
    const next = all[steps[event.key] ?? -1];
    if (event.key === "Escape") this.look(null);
    if (!next) return;
    event.preventDefault();
    for (const button of all) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }
}
