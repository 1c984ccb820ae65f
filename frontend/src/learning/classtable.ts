/** The table of a class, as its teacher sees it: it follows what learners do, while it is open. */
import { partOf } from "../site/choosing.ts";
import { announce } from "../site/copying.ts";
import { followBoard, renewRows } from "../site/following.ts";
import { watchOf } from "../site/watching.ts";

const TABLE = "class-table";
const SUMS = "class-sums";

export function followClass(): void {
  const now = document.getElementById(TABLE)?.dataset["now"];
  if (now) void followBoard(watchOf(now, renew));
}

/** Whether the class is open still. */
async function renew(): Promise<boolean> {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return true;
  const page = await answer.text();
  const [old, fresh] = [document.getElementById(TABLE), partOf(page, TABLE)];
  if (!old || !fresh) return false; // signed out meanwhile, or the class is gone
  const before = learnersIn(old);
  putTable(old, fresh);
  putSums(partOf(page, SUMS));
  const after = learnersIn(old);
  if (after !== before) announce(`${after} ${after === 1 ? "learner" : "learners"} in the class.`);
  return fresh.dataset["now"] !== undefined;
}

const learnersIn = (table: HTMLElement): number => table.querySelectorAll("tbody tr").length;

/** Row by row, so that focus and place stay; whole where the first comes or the last goes. */
function putTable(old: HTMLElement, fresh: HTMLElement): void {
  const [body, freshBody] = [old.querySelector("tbody"), fresh.querySelector("tbody")];
  const [foot, freshFoot] = [old.querySelector("tfoot"), fresh.querySelector("tfoot")];
  if (!body || !freshBody) return old.replaceChildren(...fresh.childNodes);
  renewRows(body, freshBody);
  if (foot && freshFoot) foot.replaceWith(freshFoot);
}

/** What is unfolded stays so. */
function putSums(fresh: HTMLElement | null): void {
  for (const list of fresh?.querySelectorAll("ol") ?? []) {
    document.getElementById(list.id)?.replaceWith(list);
  }
}
