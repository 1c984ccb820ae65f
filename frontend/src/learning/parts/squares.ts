/** A field of squares that one draws on: by pointer, by touch, and by arrows and Enter. */
import { make } from "../making.ts";

export interface Field {
  readonly label: string;
  readonly rows: readonly string[]; // names, from the top down
  readonly dark: readonly boolean[]; // rows that are black keys
  readonly columns: number;
  readonly name: (row: number, column: number) => string;
  readonly tied?: boolean; // neighbours in a row are one
  readonly digits?: boolean; // 1 and 0 stand in the squares
}

export interface Drawing {
  isOn(row: number, column: number): boolean;
  /** `more`: the pointer goes on without having been lifted. */
  paint(row: number, column: number, on: boolean, more: boolean): void;
}

const ARROWS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export class Squares {
  readonly element: HTMLElement;
  private readonly buttons: readonly (readonly HTMLButtonElement[])[];
  private readonly field: Field;
  private readonly drawing: Drawing;
  private stroke: boolean | null = null; // what a pointer that is down paints

  constructor(field: Field, drawing: Drawing) {
    this.field = field;
    this.drawing = drawing;
    this.buttons = field.rows.map((_, row) =>
      Array.from({ length: field.columns }, (_, column) => this.square(row, column)),
    );
    const lines = field.rows.map((name, row) =>
      make(
        "div",
        { class: field.dark[row] ? "line dark" : "line" },
        make("span", { class: "key", "aria-hidden": "true", text: name }),
        ...(this.buttons[row] as HTMLButtonElement[]),
      ),
    );
    const kind = field.digits ? "squares digits" : "squares";
    const wish = { class: kind, role: "group", "aria-label": field.label };
    this.element = make("div", wish, ...lines);
    this.element.style.setProperty("--columns", String(field.columns));
    this.element.addEventListener("pointerdown", (event) => this.press(event));
    this.element.addEventListener("pointermove", (event) => this.slide(event));
    this.element.addEventListener("keydown", (event) => this.key(event));
    for (const end of ["pointerup", "pointercancel"])
      addEventListener(end, () => (this.stroke = null));
    (this.buttons[0]?.[0] as HTMLButtonElement).tabIndex = 0;
  }

  show(): void {
    this.each((button, row, column) => {
      const on = String(this.drawing.isOn(row, column));
      if (button.ariaPressed !== on) button.ariaPressed = on;
      if (this.field.digits) this.write(button, on === "true" ? "1" : "0", row, column);
      const tied = this.field.tied === true && on === "true" && column > 0;
      button.classList.toggle("tied", tied && this.on(row, column - 1));
    });
  }

  /** What is read is heard, too: the number comes first. */
  private write(button: HTMLButtonElement, digit: string, row: number, column: number): void {
    if (button.textContent === digit) return;
    button.textContent = digit;
    button.setAttribute("aria-label", `${digit}, ${this.field.name(row, column)}`);
  }

  /** Lights the column that sounds. */
  light(lit: number | null): void {
    this.each((button, _, column) => button.classList.toggle("lit", column === lit));
  }

  private each(act: (button: HTMLButtonElement, row: number, column: number) => void): void {
    this.buttons.forEach((line, row) => line.forEach((button, at) => act(button, row, at)));
  }

  private square(row: number, column: number): HTMLButtonElement {
    return make("button", {
      class: column % 4 === 0 ? "square beat" : "square",
      tabindex: -1,
      "aria-pressed": "false",
      "aria-label": this.field.name(row, column),
      // A pointer has painted it already; what comes here is a key, or a voice.
      click: (event) => event.detail === 0 && this.paint(row, column, !this.on(row, column), false),
    });
  }

  private on(row: number, column: number): boolean {
    return this.drawing.isOn(row, column);
  }

  private paint(row: number, column: number, on: boolean, more: boolean): void {
    if (this.on(row, column) !== on) this.drawing.paint(row, column, on, more);
  }

  private placeOf(event: Event, target = event.target): readonly [number, number] | null {
    for (const [row, line] of this.buttons.entries()) {
      const column = line.indexOf(target as HTMLButtonElement);
      if (column >= 0) return [row, column];
    }
    return null;
  }

  private press(event: PointerEvent): void {
    const place = this.placeOf(event);
    if (!place || event.button !== 0) return;
    if (event.pointerType === "touch") return this.touch(place, event);
    this.stroke = !this.on(...place);
    this.paint(...place, this.stroke, false);
  }

  /** A finger that slides moves the page; one that is lifted where it came down has tapped. */
  private touch([row, column]: readonly [number, number], { pointerId }: PointerEvent): void {
    const lifted = (event: PointerEvent): void => {
      if (event.pointerId !== pointerId) return;
      removeEventListener("pointerup", lifted);
      removeEventListener("pointercancel", lifted);
      if (event.type === "pointerup") this.paint(row, column, !this.on(row, column), false);
    };
    addEventListener("pointerup", lifted);
    addEventListener("pointercancel", lifted);
  }

  private slide(event: PointerEvent): void {
    if (this.stroke === null || event.buttons === 0) return;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const place = this.placeOf(event, under);
    if (place) this.paint(...place, this.stroke, true);
  }

  private key(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    const place = this.placeOf(event);
    if (!arrow || !place || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = this.buttons[place[0] + arrow[0]]?.[place[1] + arrow[1]];
    if (!next) return;
    (event.target as HTMLElement).tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
