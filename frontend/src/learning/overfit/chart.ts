/** Losses as curves over epochs, and a line where one stops that is dragged. */
import { make } from "../making.ts";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [1000, 1000] as const; // of the drawing, which fills its place
const MOST_BITS = 6;

export interface Curve {
  readonly kind: "learnt" | "held";
  readonly losses: readonly number[];
}

export class Chart {
  readonly element: HTMLElement;
  private readonly drawing = document.createElementNS(SVG, "svg");
  private readonly line = make("div", { class: "stop-line", "aria-hidden": "true" });
  private readonly best = make("div", { class: "best-mark", text: "best", "aria-hidden": "true" });
  private readonly field: HTMLElement;
  private readonly epochs: number;

  /** `dragged` is told the epoch under the pointer. */
  constructor(epochs: number, dragged: (epoch: number) => void) {
    this.epochs = epochs;
    this.drawing.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    this.drawing.setAttribute("preserveAspectRatio", "none");
    this.drawing.setAttribute("role", "img");
    this.field = make("div", { class: "loss-field" }, this.drawing, this.best, this.line);
    const ticks = Array.from({ length: MOST_BITS + 1 }, (_, bits) => {
      const tick = make("span", { class: "loss-tick", text: String(bits), "aria-hidden": "true" });
      tick.style.setProperty("--at", String(bits / MOST_BITS));
      return tick;
    });
    this.field.append(...ticks);
    this.element = make("div", { class: "loss-chart" }, this.field);
    this.drag(dragged);
  }

  show(curves: readonly Curve[], words: string): void {
    this.drawing.setAttribute("aria-label", words);
    this.drawing.replaceChildren(...curves.map((curve) => this.path(curve)));
  }

  /** Where one stops, and the best epoch where it is told; null: not yet. */
  mark(stop: number | null, best: number | null): void {
    for (const [element, epoch] of [[this.line, stop], [this.best, best]] as const) {
      element.hidden = epoch === null;
      element.style.setProperty("--at", String((epoch ?? 0) / this.epochs));
    }
  }

  private path({ kind, losses }: Curve): SVGElement {
    const path = document.createElementNS(SVG, "polyline");
    path.setAttribute("class", `loss ${kind}`);
    const places = losses.map((loss, epoch) => {
      const x = (epoch / this.epochs) * WIDTH;
      const y = (1 - Math.min(1, loss / MOST_BITS)) * HEIGHT;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    path.setAttribute("points", places.join(" "));
    return path;
  }

  private drag(dragged: (epoch: number) => void): void {
    const move = (event: PointerEvent): void => {
      const { left, width } = this.field.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
      dragged(Math.round(share * this.epochs));
    };
    this.field.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.field.setPointerCapture(event.pointerId);
      move(event);
    });
    this.field.addEventListener("pointermove", (event) => {
      if (this.field.hasPointerCapture(event.pointerId)) move(event);
    });
  }
}
