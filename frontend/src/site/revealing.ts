/**
 * Tells the first places one after the other, the last of them first: each at a press of a button,
 * which stands where the next one will. All are in the page, so whoever has no script reads all.
 */

/** What the button says before a place is told. */
export function question(ordinal: string, first: boolean): string {
  return `${first ? "Tell" : "And"} who is ${ordinal.toLowerCase()}`;
}

/** Hides the items of a list behind a button; `end` comes with the last of them. */
export function tellInTurn(list: HTMLElement, end: HTMLElement): void {
  const waiting = [...list.children].filter((one) => one instanceof HTMLElement);
  const row = document.createElement("p");
  const next = document.createElement("button");
  const all = document.createElement("button");
  row.className = "row reveal-next";
  next.className = "button primary";
  all.className = "button quiet";
  next.type = all.type = "button";
  all.textContent = "All at once";
  row.append(next, all);
  list.after(row);
  for (const one of [...waiting, end]) one.hidden = true;

  function ask(): void {
    const [coming] = waiting;
    if (coming) {
      const ordinal = coming.querySelector(".ordinal")?.textContent ?? "";
      next.textContent = question(ordinal, waiting.length === list.children.length);
    } else {
      end.hidden = false;
      row.remove();
    }
  }

  function tell(): void {
    const one = waiting.shift();
    if (!one) return;
    one.hidden = false;
    ask();
    one.querySelector<HTMLElement>("h3")?.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  }

  next.addEventListener("click", tell);
  all.addEventListener("click", () => {
    while (waiting.length) tell();
  });
  ask();
}
