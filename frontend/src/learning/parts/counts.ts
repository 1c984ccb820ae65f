/** <learn-counts>: what followed a note in the tune, and how that becomes probabilities. */
import { make } from "../making.ts";
import { chances, countsAfter, learnt, type Model, PRIOR } from "../model.ts";
import { lineOf } from "../tune.ts";
import { Keys, SYMBOLS, symbolLabel, symbolsOf } from "./keys.ts";
import { define, Part } from "./part.ts";

class LearnCounts extends Part {
  private chosen: number | null = null;
  private readonly keys = new Keys("After which note?", (symbol) => {
    this.chosen = symbol;
    this.showAll();
  });
  private readonly table = make("div", { class: "writing", tabindex: 0, role: "group" });

  protected build(): void {
    const words = make("p", { class: "meta", text: "How often each note stands in your tune:" });
    this.append(words, this.keys.element, this.table);
    this.table.setAttribute("aria-label", "What followed, counted");
  }

  protected showAll(): void {
    const tune = symbolsOf(lineOf(this.shelf.tune));
    const after = (this.chosen ??= tune[0] as number);
    const shares = Array.from(
      { length: SYMBOLS },
      (_, symbol) => tune.filter((each) => each === symbol).length / tune.length,
    );
    this.keys.show(shares, new Map([[after, "after"]]));
    this.table.replaceChildren(tableOf(learnt(tune, SYMBOLS, 1), after));
  }
}

function tableOf(model: Model, after: number): HTMLElement {
  const counts = countsAfter(model, [after]);
  const plain = chances(model, [after]);
  const order = [...counts.keys()].toSorted((a, b) => (plain[b] ?? 0) - (plain[a] ?? 0));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const whole = (all + PRIOR * model.symbols).toFixed(1);
  const rows = order.map((symbol) => {
    const count = counts[symbol] as number;
    const sum = `${count} + ${PRIOR} = ${(count + PRIOR).toFixed(1)}`;
    const share = ((plain[symbol] as number) * 100).toFixed(1);
    const bar = make("span", { class: "bar" });
    bar.style.setProperty("--share", String(plain[symbol]));
    return make(
      "tr",
      {},
      make("th", { scope: "row", text: symbolLabel(symbol) }),
      make("td", { text: String(count) }),
      make("td", { text: sum }),
      make("td", { text: `${share} %` }),
      make("td", { class: "drawn" }, bar),
    );
  });
  const heads = ["then came", "so often", "and a little", `of ${whole} in all`];
  const head = heads.map((text) => make("th", { scope: "col", text }));
  const times = all === 1 ? "once" : `${all} times`;
  const text = `After ${symbolLabel(after)} (${times} in the tune)`;
  return make(
    "table",
    { class: "counts" },
    make("caption", { text }),
    make("thead", {}, make("tr", {}, ...head, make("td"))),
    make("tbody", {}, ...rows),
  );
}

define("learn-counts", LearnCounts);
