/** A board that others vote on: asked whether it has changed, more rarely while nobody moves. */

export interface Watch {
  /** The word that changes with the board; null when it could not be had. */
  ask(): Promise<string | null>;
  /** Puts the board of now in place; whether it is to be followed further. */
  renew(): Promise<boolean>;
  pause(ms: number): Promise<void>;
  /** Whether somebody looks and has moved since it was asked last. */
  busy(): boolean;
  /** Resolves once the page can be seen. */
  seen(): Promise<void>;
}

export const SOONEST_MS = 4_000;
export const LATEST_MS = 30_000;
const SLOWER = 1.3;

/** Follows until `renew` says that there is nothing more to follow. */
export async function followBoard(watch: Watch): Promise<void> {
  let known = await watch.ask();
  for (let ms = SOONEST_MS; ; ) {
    await watch.pause(ms);
    await watch.seen();
    const word = await watch.ask();
    const changed = word !== null && known !== null && word !== known;
    known = word ?? known;
    if (changed && !(await watch.renew())) return;
    ms = changed || watch.busy() ? SOONEST_MS : Math.min(LATEST_MS, ms * SLOWER);
  }
}

/**
 * Makes the rows of a table those of another, row by row: what is the same stays the same element,
 * so focus, selection and place on the screen stay too.
 */
export function renewRows(old: HTMLElement, fresh: HTMLElement): void {
  const focused = document.activeElement;
  const known = new Map([...old.children].map((row) => [row.id, row]));
  let at: Element | null = old.firstElementChild;
  for (const row of [...fresh.children]) {
    const there = known.get(row.id);
    const kept = there && alike(there, row) ? there : row;
    if (kept === at) at = at.nextElementSibling;
    else old.insertBefore(kept, at);
    if (there && kept !== there) {
      if (there === at) at = at.nextElementSibling;
      focusAgain(there, kept, focused);
      there.remove();
    }
    known.delete(row.id);
  }
  for (const row of known.values()) row.remove();
  // A row that was moved lost it on the way.
  if (focused && old.contains(focused)) (focused as HTMLElement).focus({ preventScroll: true });
}

const alike = (one: Element, other: Element): boolean =>
  one.className === other.className && one.innerHTML === other.innerHTML;

function focusAgain(old: Element, fresh: Element, focused: Element | null): void {
  if (!focused || !old.contains(focused)) return;
  fresh.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
}
