/** One stop of the Tab key for each toolbar; inside it the arrow keys go from button to button. */

const STOPS = "button, a[href], select, input";

export function bindToolbars(page: HTMLElement): void {
  for (const bar of page.querySelectorAll<HTMLElement>('[role="toolbar"]')) bindToolbar(bar);
}

function bindToolbar(bar: HTMLElement): void {
  const stops = (): HTMLElement[] =>
    [...bar.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => !stop.hidden);
  const choose = (chosen: HTMLElement): void =>
    stops().forEach((stop) => (stop.tabIndex = stop === chosen ? 0 : -1));
  const first = stops()[0];
  if (first) choose(first);
  bar.addEventListener("focusin", (event) => choose(event.target as HTMLElement));
  bar.addEventListener("keydown", (event) => {
    const all = stops();
    const here = all.indexOf(event.target as HTMLElement);
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
