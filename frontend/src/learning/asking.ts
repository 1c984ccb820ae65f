/** Questions of a step: a choice is answered at once, kept, and opens what stood behind it. */
import { answersKept, keep } from "./kept.ts";

const RIGHT = "Right.";
const WRONG = "Not quite.";

/** A question's name, `capsule/question`, and which choice came first. */
export type First = (name: string, choice: number) => void;

/**
 * `answered` is called when all questions of the page have an answer, and not before; `first` at
 * the first answer to each.
 */
export function bindQuestions(
  page: ParentNode,
  capsule: string,
  answered: () => void,
  first: First = () => {},
): void {
  const every = [...page.querySelectorAll<HTMLElement>("[data-asked]")];
  const look = (): void => {
    if (every.length > 0 && every.every((each) => each.classList.contains("answered"))) answered();
  };
  const came = (name: string, choice: number): void => {
    if (answersKept()[name] === undefined) first(name, choice);
    keep("answers", { ...answersKept(), [name]: choice });
    look();
  };
  for (const asked of every) bindOne(asked, page, `${capsule}/${asked.dataset["asked"]}`, came);
  look();
}

function bindOne(asked: HTMLElement, page: ParentNode, name: string, came: First): void {
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
      show(at);
      came(name, at);
    }),
  );
  const before = answersKept()[name];
  if (before !== undefined && buttons[before]) show(before);
}
