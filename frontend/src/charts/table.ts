/** The numbers of a chart in a table, folded until somebody wants them. */
import type { Picture } from "./picture.ts";
import { rowsOf } from "./rows.ts";

export class Table {
  readonly element = document.createElement("details");
  private readonly place = document.createElement("div");
  private picture: Picture | null = null;

  constructor(title: string) {
    const summary = document.createElement("summary");
    summary.append("As a table", hidden(`: ${title}`));
    this.place.className = "scroller";
    this.place.tabIndex = 0;
    this.place.setAttribute("role", "region");
    this.place.setAttribute("aria-label", `Numbers of ${title}`);
    this.element.append(summary, this.place);
    this.element.addEventListener("toggle", () => this.draw());
  }

  show(picture: Picture): void {
    this.picture = picture;
    this.draw();
  }

  private draw(): void {
    if (!this.picture || !this.element.open) return;
    const { head, body, every } = rowsOf(this.picture);
    const table = document.createElement("table");
    if (every > 1) table.createCaption().textContent = `Every ${every}th of the points drawn.`;
    const top = table.createTHead().insertRow();
    for (const word of head) top.append(cell("th", word, "col"));
    const rows = table.createTBody();
    for (const [first = "", ...others] of body) {
      const row = rows.insertRow();
      row.append(cell("th", first, "row"));
      for (const word of others) row.append(cell("td", word));
    }
    this.place.replaceChildren(table);
  }
}

function cell(tag: "th" | "td", text: string, scope = ""): HTMLTableCellElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (scope) made.setAttribute("scope", scope);
  made.className = scope === "row" ? "" : "number";
  return made;
}

function hidden(text: string): HTMLElement {
  const made = document.createElement("span");
  made.className = "visually-hidden";
  made.textContent = text;
  return made;
}
