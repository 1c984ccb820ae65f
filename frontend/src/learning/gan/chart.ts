/** The errors of the two as they come, drawn as two lines. */
import { make } from "../making.ts";
import { draw } from "./drawing.ts";
import type { Who } from "./training.ts";

const WIDE = 300; // turns
const HIGH = 100;
const LOWEST_TOP = 2; // of the axis, so that small errors look small
const SMOOTH = 8; // turns that a point of a line is the mean of

/** The means of neighbours, from the first to the last. */
export function smoothed(errors: readonly number[]): number[] {
  return errors.map((_, at) => {
    const near = errors.slice(Math.max(0, at - SMOOTH + 1), at + 1);
    return near.reduce((sum, each) => sum + each, 0) / near.length;
  });
}

/** Points of a line whose last one is at the right. */
export function pointsOf(errors: readonly number[], top: number): string {
  const begin = WIDE - errors.length;
  return errors
    .map((error, at) => `${begin + at},${(HIGH * (1 - Math.min(1, error / top))).toFixed(1)}`)
    .join(" ");
}

export class ErrorChart {
  readonly element: HTMLElement;
  private readonly lines: Readonly<Record<Who, SVGElement>>;
  private readonly told: Readonly<Record<Who, HTMLElement>>;
  private readonly top = make("span", { class: "top" });
  private readonly picture: SVGElement;

  constructor() {
    this.lines = { critic: lineOf("critic"), forger: lineOf("forger") };
    this.told = { critic: make("strong"), forger: make("strong") };
    const view = { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", role: "img" };
    this.picture = draw("svg", view);
    this.picture.append(this.lines.critic, this.lines.forger);
    const box = make("div", { class: "plot" }, this.top, this.picture);
    const legend = make(
      "p",
      { class: "legend" },
      make("span", { class: "critic" }, "Error of the critic ", this.told.critic),
      make("span", { class: "forger" }, "Error of the forger ", this.told.forger),
    );
    this.element = make("div", { class: "errors" }, legend, box);
  }

  show(errors: Readonly<Record<Who, readonly number[]>>): void {
    const drawn = { critic: smoothed(errors.critic), forger: smoothed(errors.forger) };
    const top = Math.max(LOWEST_TOP, Math.ceil(Math.max(...drawn.critic, ...drawn.forger)));
    this.top.textContent = String(top);
    for (const who of ["critic", "forger"] as const) {
      this.lines[who].setAttribute("points", pointsOf(drawn[who], top));
      this.told[who].textContent = drawn[who].at(-1)?.toFixed(2) ?? "not yet";
    }
    const [critic, forger] = [this.told.critic.textContent, this.told.forger.textContent];
    const words = `Errors of the last turns. Critic ${critic}, forger ${forger}.`;
    this.picture.setAttribute("aria-label", words);
  }
}

const lineOf = (who: Who): SVGElement =>
  draw("polyline", { class: who, "vector-effect": "non-scaling-stroke", points: "" });
