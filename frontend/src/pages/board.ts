/** The page of a board that may be seen live: it follows by itself. */
import { partOf } from "../site/choosing.ts";
import { announce } from "../site/copying.ts";
import { followBoard, renewRows } from "../site/following.ts";
import { showLocalTimes } from "../site/times.ts";
import { watchOf } from "../site/watching.ts";

const board = document.getElementById("board");

async function renew(): Promise<boolean> {
  const answer = await fetch(location.href).catch(() => null);
  if (!board || !answer?.ok) return true;
  const page = await answer.text();
  const fresh = partOf(page, "board");
  if (!fresh?.dataset["now"]) {
    location.reload(); // voting is over, or the board is hidden now: another page
    return false;
  }
  put(board, fresh, partOf(page, "computed"));
  return true;
}

function put(old: HTMLElement, fresh: HTMLElement, computed: HTMLElement | null): void {
  const [head, freshHead] = [old.querySelector("thead"), fresh.querySelector("thead")];
  if (head && freshHead && head.innerHTML !== freshHead.innerHTML) head.replaceWith(freshHead);
  const bodies = [...fresh.querySelectorAll("tbody")];
  for (const [at, body] of [...old.querySelectorAll("tbody")].entries()) {
    const now = bodies[at];
    if (now) renewRows(body, now);
  }
  const told = document.getElementById("computed");
  if (told && computed) {
    showLocalTimes(computed);
    told.replaceWith(computed);
  }
  announce(`The board has changed: ${computed?.firstElementChild?.textContent ?? "new votes"}.`);
}

if (board) void followBoard(watchOf(board.dataset["now"] ?? "", renew));
