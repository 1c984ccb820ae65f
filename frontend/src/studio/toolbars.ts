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
  const all = (): HTMLElement[] =>
    [...bar.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => isStop(stop, bar));
  // Narrow windows leave some out.
  const stops = (): HTMLElement[] => all().filter((stop) => stop.checkVisibility());
  const choose = (chosen: HTMLElement): void =>
    all().forEach((stop) => (stop.tabIndex = stop === chosen ? 0 : -1));
  const settle = (): void => {
    const shown = stops();
    const chosen = shown.filter(({ tabIndex }) => tabIndex === 0);
    const [first] = chosen.length > 0 ? chosen : shown;
    if (first && chosen.length !== 1) choose(first);
  };
  new ResizeObserver(settle).observe(bar); // and as soon as the bar is there to be seen
  bar.addEventListener("focusin", ({ target }) => {
    if (isStop(target as HTMLElement, bar)) choose(target as HTMLElement);
  });
  bar.addEventListener("keydown", (event) => {
    const shown = stops();
    const here = shown.indexOf(event.target as HTMLElement);
    if (here < 0) return;
    const to: Record<string, number> = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: shown.length - 1,
    };
    const next = to[event.key];
    // Up and down stay with a list of choices.
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    event.stopPropagation();
    shown[(next + shown.length) % shown.length]?.focus();
  });
}
