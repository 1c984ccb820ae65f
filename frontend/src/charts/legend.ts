/** The lines of a chart by name, with their figures at the cursor; each can be put out of sight. */
import { figureText, lastOf, type Line, type Picture } from "./picture.ts";

export class Legend {
  readonly element = document.createElement("ul");
  readonly hidden = new Set<string>();
  private readonly told = new Map<string, HTMLOutputElement>();
  private readonly changed: () => void;
  private known = "";

  constructor(changed: () => void) {
    this.changed = changed;
    this.element.className = "legend plain";
  }

  show(picture: Picture, place: number | null): void {
    const { lines, range, guide } = picture;
    const names = lines.map((line) => [line.key, line.label]);
    const shape = JSON.stringify([names, range?.label, guide?.label]);
    if (shape !== this.known) this.build(picture);
    this.known = shape;
    for (const line of picture.lines) {
      const output = this.told.get(line.key);
      if (output) output.textContent = figureText(figureAt(line, place), picture.share);
    }
  }

  private build(picture: Picture): void {
    this.told.clear();
    this.element.replaceChildren(
      ...picture.lines.map((line) => this.entry(line)),
      ...(picture.range ? [note("real", picture.range.label)] : []),
      ...(picture.guide ? [note("guide", picture.guide.label)] : []),
    );
  }

  private entry(line: Line): HTMLElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "legend-line";
    button.setAttribute("aria-pressed", String(!this.hidden.has(line.key)));
    const swatch = document.createElement("span");
    swatch.className = line.dashed ? "swatch dashed" : "swatch";
    swatch.style.setProperty("--line", `var(${line.colour})`);
    const output = document.createElement("output");
    this.told.set(line.key, output);
    button.append(swatch, line.label);
    button.addEventListener("click", () => {
      if (!this.hidden.delete(line.key)) this.hidden.add(line.key);
      button.setAttribute("aria-pressed", String(!this.hidden.has(line.key)));
      this.changed();
    });
    item.append(button, output);
    return item;
  }
}

function note(kind: string, label: string): HTMLElement {
  const item = document.createElement("li");
  const swatch = document.createElement("span");
  swatch.className = `swatch ${kind}`;
  item.append(swatch, label);
  return item;
}

/** At the cursor; the last one where there is none, or nothing was told there. */
function figureAt(line: Line, place: number | null): number | null {
  if (place === null) return lastOf(line)?.y ?? null;
  let found: number | null = null;
  line.x.forEach((x, at) => {
    const y = line.y[at];
    if (x <= place && typeof y === "number") found = y;
  });
  return found;
}
