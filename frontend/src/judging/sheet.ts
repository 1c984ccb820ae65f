/** A juror's sheet on the page: the form works by itself, and this keeps a draft as one goes. */
import { ApiError, put } from "../api.ts";
import { Keeper } from "./keeping.ts";

const WAIT_MS = 700;
const BROKEN = "Your draft could not be kept. It is tried again with your next change.";

export interface Written {
  levels: { criterion: number; level: number }[];
  comment: string;
}

/** What stands in the form; fields are called level-KEY for each criterion, and comment. */
export function written(fields: Iterable<[string, unknown]>): Written {
  const found: Written = { levels: [], comment: "" };
  for (const [name, value] of fields) {
    const key = /^level-(\d+)$/.exec(name)?.[1];
    if (key) found.levels.push({ criterion: Number(key), level: Number(value) });
    else if (name === "comment") found.comment = String(value);
  }
  return found;
}

export function bindSheet(form: HTMLFormElement): void {
  const { challenge, number } = form.dataset;
  const address = `juries/${challenge}/entries/${number}/`;
  const status = form.querySelector<HTMLElement>("[data-kept]");
  const tell = (text: string): void => {
    if (status) status.textContent = text;
  };
  const keeper = new Keeper(
    () => put(address, written(new FormData(form))),
    {
      keeping: () => tell("Keeping your draft …"),
      kept: () => tell("Your draft is kept."),
      failed: (error) => tell(error instanceof ApiError ? error.refusal.message : BROKEN),
    },
    WAIT_MS,
  );
  form.addEventListener("input", () => keeper.changed());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void keeper.now();
  });
}
