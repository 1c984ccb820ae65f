/**
 * How far somebody has come: in this browser, and with an account on the site. What the browser
 * knows when somebody signs in is handed over, once.
 */
import { post } from "../api.ts";
import { type Done, doneKept, keep, withDone } from "./kept.ts";

export interface Account {
  readonly signedIn: boolean;
  /** Resolves when the site has them; rejects where it does not answer. */
  readonly send: (steps: readonly { capsule: string; step: string }[]) => Promise<void>;
}

export const account = (signedIn: boolean): Account => ({
  signedIn,
  send: async (steps) => void (await post("learning/steps/", { steps })),
});

export const rowsOf = (done: Done): { capsule: string; step: string }[] =>
  Object.entries(done).flatMap(([capsule, steps]) => steps.map((step) => ({ capsule, step })));

/** Kept here, and handed over where somebody is signed in. */
export async function stepDone(to: Account, capsule: string, step: string): Promise<void> {
  keep("done", withDone(doneKept(), capsule, step));
  await handOver(to);
}

/** What could not be handed over stays, and goes with the next step. */
export async function handOver({ signedIn, send }: Account): Promise<void> {
  const done = doneKept();
  const rows = rowsOf(done);
  if (!signedIn || rows.length === 0) return;
  try {
    await send(rows);
    const now = rowsOf(doneKept());
    if (now.length === rows.length) keep("done", null);
  } catch {
    // it is still here
  }
}

/** Marks in the trail of steps what is done. */
export function showDone(page: ParentNode, done: Done): void {
  const trail = page.querySelector<HTMLElement>(".trail[data-capsule]");
  const steps = done[trail?.dataset["capsule"] ?? ""] ?? [];
  for (const step of trail?.querySelectorAll<HTMLElement>("[data-step]") ?? []) {
    if (!steps.includes(step.dataset["step"] ?? "")) continue;
    step.classList.add("done");
    step.querySelector<HTMLElement>("[data-done-words]")?.removeAttribute("hidden");
  }
}

/** Adds what this browser knows to the list of capsules. */
export function showCounts(page: ParentNode, done: Done): void {
  for (const card of page.querySelectorAll<HTMLElement>("[data-capsule][data-names]")) {
    const names = card.dataset["names"]?.split(",") ?? [];
    const count = (done[card.dataset["capsule"] ?? ""] ?? []).filter((each) =>
      names.includes(each),
    ).length;
    const told = card.querySelector<HTMLElement>("[data-done]");
    if (!told || count <= Number(told.textContent)) continue;
    told.textContent = String(count);
    card.querySelector("[data-progress]")?.removeAttribute("hidden");
  }
}
