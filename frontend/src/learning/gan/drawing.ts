/** A bar of drums as one sees it: a row a drum, a column a sixteenth. */
import { make } from "../making.ts";
import { type Bar, DRUMS, ROWS, STEPS } from "./beats.ts";

const SPACE = "http://www.w3.org/2000/svg";
const EDGE = 0.08; // of a square, between it and the next

/** The squares of these cells, as the path of an SVG whose unit is a square. */
export function pathOf(bar: Bar): string {
  const side = 1 - 2 * EDGE;
  const square = (cell: number): string => {
    const [x, y] = [cell % STEPS, Math.floor(cell / STEPS)];
    return `M${x + EDGE} ${y + EDGE}h${side}v${side}h${-side}z`;
  };
  return bar.map((stroke, cell) => (stroke ? square(cell) : "")).join("");
}

/** Which drum is struck when, for those who cannot see it; columns are counted from 1. */
export function wordsOf(bar: Bar): string {
  const rows = DRUMS.map(({ name }, row) => {
    const steps = bar.slice(row * STEPS, (row + 1) * STEPS);
    const places = [...steps.entries()].flatMap(([step, on]) => (on ? [step + 1] : []));
    return places.length > 0 ? `${name} ${places.join(" ")}` : "";
  });
  return rows.filter(Boolean).toReversed().join("; ") || "silence";
}

export class BarPicture {
  readonly element: HTMLElement;
  private readonly strokes = draw("path", { class: "strokes" });
  private readonly head = draw("rect", { class: "head", y: 0, width: 1, height: ROWS });

  /** `named`: the drums stand beside their rows. */
  constructor(named = false) {
    const beats = [4, 8, 12].map((x) => draw("path", { class: "beat", d: `M${x} 0V${ROWS}` }));
    const view = { viewBox: `0 0 ${STEPS} ${ROWS}`, preserveAspectRatio: "none" };
    const picture = draw("svg", { ...view, "aria-hidden": "true" });
    picture.append(this.head, ...beats, this.strokes);
    const names = DRUMS.map(({ name }) => make("span", { text: name }));
    const labels = make("div", { class: "drum-names", "aria-hidden": "true" }, ...names);
    this.element = make("div", { class: "bar-picture" }, ...(named ? [labels] : []), picture);
    this.light(null);
  }

  show(bar: Bar): void {
    const path = pathOf(bar);
    if (this.strokes.getAttribute("d") !== path) this.strokes.setAttribute("d", path);
  }

  light(step: number | null): void {
    this.head.setAttribute("visibility", step === null ? "hidden" : "visible");
    if (step !== null) this.head.setAttribute("x", String(step));
  }
}

export function draw(tag: string, wish: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(wish)) element.setAttribute(name, String(value));
  return element;
}
