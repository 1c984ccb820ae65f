/**
 * What a class is told: steps that were done, and the first answer to each question. What did not
 * arrive is kept, and goes with the next. The site makes sums of answers, and keeps none.
 */
import { post } from "../api.ts";
import { type Answers, type Done, isAnswers, keep, kept } from "./kept.ts";
import { rowsOf } from "./progress.ts";

export interface Told {
  readonly steps: readonly { capsule: string; step: string }[];
  readonly answers: readonly { capsule: string; question: string; choice: number }[];
}

export interface Classroom {
  /** Whether somebody sits in a class that is open. */
  readonly seated: boolean;
  /** Resolves when the site has them; rejects where it does not answer. */
  readonly send: (told: Told) => Promise<void>;
}

export const classroom = (seated: boolean): Classroom => ({
  seated,
  send: async (told) => void (await post("learning/progress/", told)),
});

const UNTOLD = "untold"; // first answers that the class has not been told

export const untold = (): Answers => kept(UNTOLD, isAnswers) ?? {};

/** Keeps a first answer, by `capsule/question`, until the class has it. */
export function answeredFirst({ seated }: Classroom, name: string, choice: number): void {
  if (seated) keep(UNTOLD, { [name]: choice, ...untold() });
}

const answersOf = (answers: Answers): Told["answers"] =>
  Object.entries(answers).map(([name, choice]) => {
    const [capsule = "", question = ""] = name.split("/");
    return { capsule, question, choice };
  });

/** Tells the class all that this browser knows; again changes nothing there. */
export async function tell({ seated, send }: Classroom, done: Done): Promise<void> {
  const answers = untold();
  const told = { steps: rowsOf(done), answers: answersOf(answers) };
  if (!seated || (told.steps.length === 0 && told.answers.length === 0)) return;
  try {
    await send(told);
    const rest = Object.entries(untold()).filter(([name]) => !(name in answers));
    keep(UNTOLD, rest.length > 0 ? Object.fromEntries(rest) : null);
  } catch {
    // it is still here
  }
}

/** Writes what this browser knows into the form by which somebody joins. */
export function bringAlong(page: ParentNode, done: Done): void {
  const field = page.querySelector<HTMLInputElement>("form[data-join] input[name=steps]");
  if (field) field.value = JSON.stringify(rowsOf(done));
}
