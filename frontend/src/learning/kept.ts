/** What the browser keeps of somebody who learns: tunes, answers, steps that are done. */
import { PERSONAL, store, stored } from "../site/storing.ts";

const ROOM = `${PERSONAL}learn.`;

/** What was kept under this name, if it still has the right form. */
export function kept<T>(name: string, fits: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(stored(ROOM + name) ?? "null");
    return fits(value) ? value : null;
  } catch {
    return null;
  }
}

export function keep(name: string, value: unknown): void {
  store(ROOM + name, value === null ? null : JSON.stringify(value));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/** Steps done, by capsule. */
export type Done = Readonly<Record<string, readonly string[]>>;
/** Places of choices, by `capsule/question`. */
export type Answers = Readonly<Record<string, number>>;

export const isDone = (value: unknown): value is Done =>
  isRecord(value) && Object.values(value).every(isNames);

export const isAnswers = (value: unknown): value is Answers =>
  isRecord(value) && Object.values(value).every(Number.isInteger);

export const doneKept = (): Done => kept("done", isDone) ?? {};
export const answersKept = (): Answers => kept("answers", isAnswers) ?? {};

export function withDone(done: Done, capsule: string, step: string): Done {
  const before = done[capsule] ?? [];
  return before.includes(step) ? done : { ...done, [capsule]: [...before, step] };
}
