/** Questions of a step: a choice is answered at once, kept, and opens what stood behind it. */
import { answersKept, keep } from "./kept.ts";

const RIGHT = "Right.";
const WRONG = "Not quite.";

/** `answered` is called when all questions of the page have an answer, and not before. */
export function bindQuestions(page: ParentNode, capsule: string, answered: () => void): void {
  const every = [...page.querySelectorAll<HTMLElement>("[data-asked]")];
  const look = (): void => {
    if (every.length > 0 && every.every((each) => each.classList.contains("answered"))) answered();
  };
  for (const asked of every) bindOne(asked, page, `${capsule}/${asked.dataset["asked"]}`, look);
  look();
}

function bindOne(asked: HTMLElement, page: ParentNode, name: string, look: () => void): void {
  const buttons = [...asked.querySelectorAll<HTMLButtonElement>("button.choice")];
  const why = asked.querySelector<HTMLElement>("[data-why]");
  const words = why?.textContent ?? "";
  const show = (chosen: number): void => {
    asked.classList.add("answered");
    buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(at === chosen)));
    const right = buttons[chosen]?.dataset["right"] !== undefined;
    const verdict = document.createElement("strong");
    verdict.textContent = right ? RIGHT : WRONG;
    if (why && !why.dataset["told"]) why.dataset["told"] = words;
    why?.querySelector("strong.verdict")?.remove();
    verdict.className = "verdict";
    why?.prepend(verdict, " ");
    page.querySelector(`[data-after="${asked.dataset["asked"]}"]`)?.classList.add("open");
  };
  buttons.forEach((button, at) =>
    button.addEventListener("click", () => {
      keep("answers", { ...answersKept(), [name]: at });
      show(at);
      look();
    }),
  );
  const before = answersKept()[name];
  if (before !== undefined && buttons[before]) show(before);
}
