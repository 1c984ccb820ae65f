/** Shares as a small table with bars. */
import { make, percent } from "../making.ts";

type Share = readonly [name: string, share: number];

export function barTable(caption: string, rows: readonly Share[]): HTMLElement {
  const lines = rows.map(([name, share]) => {
    const bar = make("span", { class: "bar" });
    bar.style.setProperty("--share", share.toFixed(4));
    return make(
      "tr",
      {},
      make("th", { scope: "row", text: name }),
      make("td", { text: percent(share) }),
      make("td", { class: "drawn", "aria-hidden": "true" }, bar),
    );
  });
  const head = make("caption", { text: caption });
  return make("table", { class: "counts shares" }, head, make("tbody", {}, ...lines));
}
