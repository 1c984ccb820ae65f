/** One stop of the Tab key for each toolbar; inside it the arrow keys go from button to button. */

const STOPS = "button, a[href], select, input, summary";

/** Not what lies in a menu: there Tab goes from line to line. */
const isStop = (stop: HTMLElement, bar: HTMLElement): boolean => {
  const panel = stop.closest(".panel");
  return !stop.hidden && !(panel && bar.contains(panel));
};

export function bindToolbars(page: HTMLElement): void {
  for (const bar of page.querySelectorAll<HTMLElement>('[role="toolbar"]')) bindToolbar(bar);
}

function bindToolbar(bar: HTMLElement): void {
  const stops = (): HTMLElement[] =>
    [...bar.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => isStop(stop, bar));
  const choose = (chosen: HTMLElement): void =>
    stops().forEach((stop) => (stop.tabIndex = stop === chosen ? 0 : -1));
  const first = stops()[0];
  if (first) choose(first);
  bar.addEventListener("focusin", ({ target }) => {
    if (isStop(target as HTMLElement, bar)) choose(target as HTMLElement);
  });
  bar.addEventListener("keydown", (event) => {
    const all = stops();
    const here = all.indexOf(event.target as HTMLElement);
    if (here < 0) return;
    const to: Record<string, number> = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: all.length - 1,
    };
    const next = to[event.key];
    // Up and down stay with a list of choices.
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    event.stopPropagation();
    all[(next + all.length) % all.length]?.focus();
  });
}
